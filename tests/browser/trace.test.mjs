// The trace page, in Chromium and in Firefox: files are opened, looked at, measured, compared and written; what is
// wrong with them is said; and nothing of it needs a pointer.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { violations } from './axe.mjs';
import { BROWSERS, launch } from './browsers.mjs';
import { PROCESSES, TRACE, part, withTrace } from './trace.mjs';

for (const name of BROWSERS) {
  describe(`the trace page in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test('a file is opened, painted, and said in words', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        assert.match(await trace.text('headline'), /^Two threads, 1\.\d at work at once on average\.$/);
        assert.match(await trace.text('explanation'), /mostly in time\.sleep/);
        assert.match(await trace.text('facts'), /1\.00 ms .* 6 slices .* 2 lanes .* 1 flow/);
        assert.match(await trace.text('lanes'), /Main[^]*Helper/);
        assert.match(await trace.text('legend'), /is executed\s+waits\s+leads to/);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('the sample opens, and the frame goes on working around it', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.click('sample');
        assert.match(await trace.says('headline', /threads/), /Seven threads/);
        await trace.painted();
        await trace.click('theme');
        await trace.page.call(() => document.querySelector('nav a[href^="#/lab"]').click());
        await trace.lab.over();
        assert.equal(await trace.page.call(() => document.querySelector('#trace-view').hidden), true);
        await trace.page.call(() => document.querySelector('nav a[href^="#/trace"]').click());
        await trace.page.until('the trace is back', () => !document.querySelector('#trace-view').hidden
          && document.querySelector('main.lab').hidden);
        assert.match(await trace.text('headline'), /Seven threads/, 'as it was left');
        assert.deepEqual(await trace.errors(), []);
      }));

    test('the wheel zooms with Ctrl, and scrolls and says so without', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        assert.equal(await trace.wheel(120), false, 'a plain wheel is left to the page');
        await trace.page.until('it is said how to zoom', () => document.querySelector('.hint')?.innerText.includes('Ctrl'));
        const near = await trace.moves(() => trace.wheel(-240, { ctrlKey: true }));
        assert.doesNotMatch(near, /1\.00 ms of 1\.00 ms/);
        await trace.page.until('the address has it', () => /from=\d+&to=\d+/.test(location.hash));
        await trace.moves(() => trace.wheel(9000, { ctrlKey: true }));
        assert.deepEqual(await trace.errors(), []);
      }));

    test('keys zoom, move, walk, fit, measure and let go', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        const all = await trace.stretch();
        await trace.moves(() => trace.key('w'));
        await trace.moves(() => trace.key('w'));
        await trace.moves(() => trace.key('d'));
        await trace.moves(() => trace.key('a'));
        await trace.moves(() => trace.key('s'));
        assert.equal(await trace.moves(() => trace.key('Home')), all);

        await trace.key('Enter');
        await trace.says('details', /main/);
        await trace.says('spoken', /main/);
        await trace.key('ArrowDown');
        assert.match(await trace.says('details', /^prepare/), /size\s+7[^]*path\s+a\/b/);
        assert.match(await trace.text('details'), /Leads to/);
        await trace.key('ArrowRight');
        await trace.says('details', /^time\.sleep/);
        await trace.moves(() => trace.key('f'));
        await trace.key('m');
        await trace.says('measured-stretch', /400 µs/);
        await trace.key('Escape');
        await trace.gone('measured-stretch');
        await trace.key('Escape');
        await trace.gone('details');
        assert.deepEqual(await trace.errors(), []);
      }));

    test('a press selects, a drag moves, with Shift it measures, and the brush follows', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        const { x, y } = await trace.find('work', 0.35);
        await trace.pointer(['pointerdown', x, y], ['pointerup', x, y]);
        assert.match(await trace.says('details', /^work/), /300 µs[^]*Comes from[^]*prepare|300 µs[^]*Comes from[^]*main/);

        await trace.pointer(['pointerdown', x, y, { shiftKey: true }], ['pointermove', x + 60, y, { shiftKey: true }]);
        await trace.pointer(['pointermove', x + 120, y, { shiftKey: true }], ['pointerup', x + 120, y]);
        await trace.says('measured-stretch', /Measured: /);

        await trace.moves(() => trace.key('w'));
        await trace.moves(() => trace.pointer(
          ['pointerdown', x, y], ['pointermove', x - 40, y], ['pointermove', x - 80, y], ['pointerup', x - 80, y]));
        await trace.moves(() => trace.pointer(['pointerdown', 172, 10], ['pointerup', 172, 10]));
        await trace.moves(() => trace.click('fit-all'));
        const one = { pointerType: 'touch' };
        const other = { pointerType: 'touch', pointerId: 2, isPrimary: false };
        await trace.moves(() => trace.pointer(
          ['pointerdown', x - 40, y, one], ['pointerdown', x + 40, y, other], ['pointermove', x + 160, y, other],
          ['pointerup', x + 160, y, other], ['pointerup', x - 40, y, one]));
        await trace.click('zoom-in');
        await trace.moves(() => trace.click('right'));
        assert.deepEqual(await trace.errors(), []);
      }));

    test('lanes are hidden, moved and folded', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        const lanes = () => trace.page.call(() => [...document.querySelectorAll('[data-testid="lanes"] tbody tr')]
          .map((row) => `${row.children[0].innerText}${row.className === 'off' ? ' off' : ''}`));
        const press = (label) => trace.page.call((label) =>
          document.querySelector(`[aria-label="${label}"]`).click(), label);
        assert.deepEqual(await lanes(), ['Main', 'Helper']);
        await press('Move up Helper');
        await trace.page.until('the lanes changed places', () =>
          document.querySelector('[data-testid="lanes"] tbody th').innerText === 'Helper');
        await press('Show Main');
        await trace.page.until('a lane is hidden', () => document.querySelector('[data-testid="lanes"] .off'));
        assert.deepEqual(await lanes(), ['Helper', 'Main off']);
        await press('Fold Helper');
        await trace.page.until('a lane is folded', () =>
          document.querySelector('[aria-label="Fold Helper"][aria-pressed="true"]'));
        assert.deepEqual(await trace.errors(), []);
      }));

    test('the table has every slice, filtered by name and lane, and its rows select', () =>
      withTrace(browser, {}, async (trace) => {
        const many = Array.from({ length: 120 }, (_, index) =>
          ({ ph: 'X', pid: 1, tid: 1 + (index % 2), ts: index * 10, dur: 5, name: index % 3 ? 'even' : 'third' }));
        await trace.open(many);
        await trace.page.call(() => {
          document.querySelector('[data-testid="table"]').open = true;
        });
        await trace.says('table-said', /Slices 1 to 50 of 120/);
        await trace.click('table-next');
        await trace.says('table-said', /Slices 51 to 100 of 120/);
        await trace.click('table-last');
        await trace.says('table-said', /Slices 101 to 120 of 120/);
        await trace.lab.choose('table-lane', '1');
        await trace.says('table-said', /of 60/);

        await trace.key('/');
        assert.equal(await trace.page.call(() => document.activeElement.dataset.testid), 'search');
        await trace.page.call(() => {
          const input = document.querySelector('[data-testid="search"]');
          input.value = 'third';
          input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        });
        await trace.says('found', /20 slices/);
        await trace.says('table-said', /of 20/);
        await trace.page.call(() => document.querySelector('[data-testid="slices"] .link').click());
        await trace.says('details', /^third/);
        const first = await trace.text('details');
        await trace.click('next-match');
        await trace.page.until('the next match is selected', (first) =>
          document.querySelector('[data-testid="details"]').innerText.replace(/[\u00a0\u202f]/g, ' ') !== first, first);
        await trace.page.until('the address has it', () => /find=third/.test(location.hash) && /slice=/.test(location.hash));
        assert.deepEqual(await trace.errors(), []);
      }));

    test('steps add up, and begin at what was selected and look for what was typed a moment before', () =>
      withTrace(browser, {}, async (trace) => {
        const many = Array.from({ length: 30 }, (_, index) =>
          ({ ph: 'X', pid: 1, tid: 1, ts: index * 10, dur: 5, name: index % 3 ? 'even' : 'third' }));
        await trace.open(many);
        const start = () => trace.page.call(() => document.querySelector('[data-testid="details"]').innerText);
        // All in one task of the page, so that nothing has been painted or answered between.
        await trace.page.call(() => {
          const input = document.querySelector('[data-testid="search"]');
          input.value = 'third';
          input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        });
        await trace.page.until('there is a way to the next', () => document.querySelector('[data-testid="next-match"]'));
        await trace.page.call(() => {
          for (let steps = 0; steps < 3; steps += 1) document.querySelector('[data-testid="next-match"]').click();
        });
        await trace.says('details', /Start\s60/);
        await trace.page.call(() => {
          const details = document.querySelector('[data-testid="details"]');
          new MutationObserver((_, observer) => {
            observer.disconnect();
            document.querySelector('[data-testid="next-match"]').click();
          }).observe(details, { childList: true, subtree: true, characterData: true });
          document.querySelector('[data-testid="next-match"]').click();
        });
        await trace.says('details', /Start\s120/);
        assert.match(await start(), /^third/);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('a table that is open shows the file that is opened next, and the one compared with it', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        await trace.page.call(() => {
          document.querySelector('[data-testid="table"]').open = true;
        });
        await trace.says('table-said', /Slices 1 to 6 of 6/);
        await trace.open(TRACE.slice(0, 4), 'other.json');
        await trace.says('table-said', /Slices 1 to 2 of 2/);
        await trace.click('compare');
        await trace.choose({ name: 'third.json', content: TRACE });
        await trace.says('headline', /faster|as long/);
        await trace.says('table-said', /of 2/);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('another file takes the place of all that is open, or of the one it replaces', () =>
      withTrace(browser, {}, async (trace) => {
        const files = () => trace.page.call(() => [...document.querySelectorAll('.file b')].map((name) => name.innerText));
        const two = [{ name: 'one.json', content: TRACE }, { name: 'two.json', content: TRACE.slice(0, 5) }];
        await trace.choose(...two);
        await trace.says('headline', /faster|as long/);
        await trace.click('close-0');
        await trace.click('choose');
        await trace.choose({ name: 'alone.json', content: TRACE });
        await trace.says('headline', /^Two threads/);
        assert.deepEqual(await files(), ['alone.json']);
        await trace.choose(...two);
        await trace.says('headline', /faster|as long/);
        await trace.click('replace-1');
        await trace.choose({ name: 'new.json', content: TRACE });
        await trace.page.until('it took its place', () => document.querySelectorAll('.file b')[1].innerText === 'new.json');
        assert.deepEqual(await files(), ['one.json', 'new.json']);
        await trace.choose({ name: 'good.json', content: TRACE }, { name: 'bad.json', content: 'no' });
        assert.match(await trace.says('refused', /bad/), /good\.json is open/);
        assert.deepEqual(await files(), ['good.json']);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('the way into the details leads back', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        const press = (key) => trace.page.call((key) => document.activeElement.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })), key);
        const focused = () => trace.page.call(() => document.activeElement.dataset.testid ?? document.activeElement.innerText.slice(0, 4));
        await trace.key('Enter');
        await trace.says('details', /main/);
        await trace.key('Enter');
        assert.equal(await focused(), 'main');
        await trace.moves(() => press('w'));
        await press('Escape');
        assert.equal(await focused(), 'timeline');
        await trace.page.call(() => document.querySelector('[data-testid="zoom-in"]').focus());
        await trace.moves(() => press('Home'));
        await press('/');
        assert.equal(await focused(), 'search');
        await press('Escape');
        assert.equal(await focused(), 'timeline');
        await trace.click('deselect');
        assert.equal(await focused(), 'timeline');
        assert.deepEqual(await trace.errors(), []);
      }));

    test('an address that is opened again shows the same stretch of the same files', () =>
      withTrace(browser, {}, async (trace) => {
        const half = TRACE.filter((event) => event.tid !== 2);
        await trace.choose({ name: 'one.json', content: TRACE }, { name: 'two.json', content: half });
        await trace.says('headline', /faster|as long/);
        const before = await trace.moves(() => trace.key('w'));
        await trace.page.until('the address has it', () => /file=\w+\.\w+.*from=\d+/.test(location.hash));
        await trace.page.until('both are kept', () => new Promise((resolve) => {
          const opening = indexedDB.open('interleave-traces');
          opening.onsuccess = () => {
            const counting = opening.result.transaction('files').objectStore('files').count();
            counting.onsuccess = () => { opening.result.close(); resolve(counting.result === 2); };
          };
        }));
        const hash = await trace.page.call(() => location.hash);
        assert.doesNotMatch(hash, /one|two/, 'names are nobody’s business');
        await trace.click('close-0');
        await trace.click('close-1');
        await trace.page.until('the address is empty', () => location.hash === '#/trace');
        await trace.lab.go(hash);
        await trace.says('headline', /faster|as long/);
        await trace.page.until('the same is seen', (before) =>
          document.querySelector('.stretch').innerText.replace(/[\u00a0\u202f]/g, ' ') === before, before);
        await trace.lab.go('#/trace?v=1&file=0123456789');
        await trace.says('notice', /does not keep/);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('an import says how far it is and can be cancelled; the trace before stays', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        await trace.page.call(() => {
          let chunk = '';
          for (let at = 0; at < 5000; at += 1) {
            chunk += `{"ph":"X","pid":1,"tid":${at % 8},"ts":${at * 3},"dur":2,"name":"function ${at % 50}","args":{"at":${at}}},\n`;
          }
          const file = new File(['[', ...Array(800).fill(chunk)], 'large.json');
          const transfer = new DataTransfer();
          transfer.items.add(file);
          const picker = document.querySelector('[data-testid="picker"]');
          picker.files = transfer.files;
          picker.dispatchEvent(new Event('change', { bubbles: true }));
        });
        await trace.page.until('progress is said', () =>
          Number(document.querySelector('[data-testid="progress"]')?.getAttribute('aria-valuenow')) > 0);
        await trace.click('cancel');
        await trace.gone('progress');
        assert.match(await trace.text('facts'), /6 slices/);
        assert.equal(await trace.text('refused'), null);
        await trace.open([{ ph: 'X', pid: 1, tid: 1, ts: 0, dur: 9, name: 'next' }]);
        await trace.says('facts', /1 slice\b/);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('what is malformed is opened as far as it makes sense, with located warnings', () =>
      withTrace(browser, {}, async (trace) => {
        const whole = JSON.stringify([...TRACE, { ph: 'E', pid: 1, tid: 1, ts: 990 }]);
        await trace.open(whole.slice(0, -4));
        const warnings = await trace.says('warnings', /\d/);
        assert.match(warnings, /\d+ warnings?[^]*At byte/);
        assert.match(await trace.text('facts'), /6 slices/);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('a file that is no trace is refused with a message, and what was open stays', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.choose({ name: 'letter.txt', content: 'Dear reader, this is no trace.' });
        assert.match(await trace.says('refused', /letter/), /letter\.txt could not be opened\.\s+\S+/);
        await trace.open();
        assert.equal(await trace.text('refused'), null);
        await trace.choose({ name: 'empty.json', content: '' });
        assert.match(await trace.says('refused', /empty/), /trace\.json is open/);
        assert.match(await trace.text('facts'), /6 slices/);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('what is exported and opened again is the same; figures and tables are written too', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        await trace.keepSaved();
        assert.match((await trace.exported('svg')).text, /<svg[^]*Helper[^]*<\/svg>/);
        assert.match((await trace.exported('csv')).text, /prepare/);
        assert.equal((await trace.exported('png')).type, 'image/png');
        const before = [await trace.text('facts'), await trace.text('lanes')].map((text) => text.replace(/[\d.]+ (bytes|kB)/g, ''));
        const { text } = await trace.exported('chrome');
        assert.match(text, /time\.sleep/);
        await trace.choose({ name: 'again.json', content: 'saved' });
        await trace.page.until('it is open again', () => document.querySelector('.file b').innerText === 'again.json');
        await trace.measured();
        await trace.measured();
        const after = [await trace.text('facts'), await trace.text('lanes')].map((text) => text.replace(/[\d.]+ (bytes|kB)/g, ''));
        assert.deepEqual(after, before);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('a double click fits the slice under it, and everything beside one', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        const all = await trace.stretch();
        const { x, y } = await trace.find('work', 0.35);
        const double = () => trace.page.call((x, y) => {
          const scroller = document.querySelector('[data-testid="timeline"]');
          const { left, top } = scroller.getBoundingClientRect();
          scroller.dispatchEvent(new MouseEvent('dblclick', { clientX: left + x, clientY: top + y, bubbles: true, cancelable: true }));
        }, x, y);
        assert.match(await trace.moves(double), /^from 186 µs\s*to 534 µs, 348 µs of 1\.00 ms$/);
        // The curves: they have values, and are no slice.
        await trace.pointer(['pointermove', x, 69]);
        await trace.says('card', /at once/);
        assert.equal(await trace.moves(double), all);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('processes fold into a band: on the timeline, by a key and in the table', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open(PROCESSES);
        const state = () => trace.page.call(() => [0, 1].map((process) =>
          document.querySelector(`[data-testid="process-${process}"]`).getAttribute('aria-expanded')).join());
        const becomes = (wanted) => trace.page.until(`processes are ${wanted}`, (wanted) => [0, 1].map((process) =>
          document.querySelector(`[data-testid="process-${process}"]`).getAttribute('aria-expanded')).join() === wanted, wanted);
        assert.equal(await state(), 'true,true');
        const lanes = () => trace.page.call(() => document.querySelectorAll('[data-testid="lanes"] [data-lane]').length);
        assert.equal(await lanes(), 3);
        await trace.click('process-1');
        await becomes('true,false');
        assert.equal(await lanes(), 2);
        // The name of the first process is below the ruler and the two curves.
        await trace.pointer(['pointerdown', 20, 137], ['pointerup', 20, 137]);
        await becomes('false,false');
        await trace.painted();
        await trace.key('c');
        await becomes('true,false');
        // What is gone to is seen.
        await trace.page.call(() => {
          const search = document.querySelector('[data-testid="search"]');
          search.value = 'serve';
          search.dispatchEvent(new InputEvent('input', { bubbles: true }));
        });
        await trace.says('found', /1 slice/);
        await trace.click('next-match');
        await trace.says('details', /^serve/);
        await becomes('true,true');
        assert.deepEqual(await trace.errors(), []);
      }));

    test('moments have a mark, a card and a table', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open(PROCESSES);
        assert.match(await trace.text('facts'), /3 instants/);
        const { y } = await trace.find('flushed', 0.8);
        await trace.pointer(['pointermove', 168 + (await trace.axis()) * 0.5, y]);
        assert.match(await trace.says('card', /collected/), /^collected[^]*at 50\d µs/);
        await trace.page.call(() => {
          document.querySelector('[data-testid="table"]').open = true;
        });
        await trace.says('table-said', /Slices 1 to 4 of 4/);
        await trace.page.call(() => {
          const kind = document.querySelector('#table-kind');
          kind.value = 'moments';
          kind.dispatchEvent(new Event('change', { bubbles: true }));
        });
        await trace.says('table-said', /Moments 1 to 3 of 3/);
        assert.match(await trace.text('slices'), /collected[^]*500 µs[^]*flushed[^]*800 µs/);
        await trace.moves(() => trace.page.call(() => document.querySelector('[data-testid="slices"] tbody button').click()));
        assert.deepEqual(await trace.errors(), []);
      }));

    test('a file that is opened while the table is open fills it', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        await trace.page.call(() => {
          document.querySelector('[data-testid="table"]').open = true;
        });
        await trace.says('table-said', /of 6/);
        await trace.open(PROCESSES, 'other.json');
        await trace.says('table-said', /of 4/);
      }));

    test('a slice tells its whole stack, and an export has arguments and stacks', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open(PROCESSES);
        const seen = async () => {
          await trace.key('Home');
          await trace.key('Escape');
          await trace.key('Enter');
          await trace.says('details', /^main/);
          await trace.key('ArrowDown');
          await trace.says('details', /^inner/);
          const inner = [await trace.says('stack', /begin/), await trace.text('arguments')];
          await trace.key('ArrowDown');
          await trace.says('details', /^help/);
          return [...inner, await trace.text('stack')];
        };
        const before = await seen();
        assert.match(before[0], /^begin\s+inner$/);
        assert.match(before[1], /size\s+7\s+state\s+solid/);
        assert.match(before[2], /^start\s+help$/);
        await trace.keepSaved();
        await trace.exported('chrome');
        await trace.choose({ name: 'again.json', content: 'saved' });
        await trace.page.until('it is open again', () => document.querySelector('.file b').innerText === 'again.json');
        await trace.measured();
        assert.deepEqual(await seen(), before);
        // The same from a packed file.
        await trace.page.call(async () => {
          const packed = window.saved.stream().pipeThrough(new CompressionStream('gzip'));
          window.saved = await new Response(packed).blob();
        });
        await trace.choose({ name: 'packed.json.gz', content: 'saved' });
        await trace.page.until('it is open again', () => document.querySelector('.file b').innerText === 'packed.json.gz');
        const { text } = await trace.exported('chrome');
        assert.match(text, /"arguments":\{"size":7,"state":"solid"\}\},"stack":\["begin","inner"\]/);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('several files are compared on one axis', () =>
      withTrace(browser, {}, async (trace) => {
        const times = (factor) => TRACE.map((event) =>
          ({ ...event, ...('ts' in event && { ts: event.ts * factor }), ...('dur' in event && { dur: event.dur * factor }) }));
        const files = [1, 0.5, 0.8, 0.9, 0.7, 0.6, 0.95].map((factor, index) => ({ name: `${'abcdefg'[index]}.json`, content: times(factor) }));
        await trace.choose(...files);
        await trace.says('headline', /^b was 2\.0 times faster than a, the slowest\.$/);
        await trace.says('notice', /Of 7 files, the first six were opened/);
        await trace.painted();
        for (const slot of [5, 4, 3, 2]) {
          await trace.click(`close-${slot}`);
          await trace.gone(`close-${slot}`);
        }
        assert.match(await trace.says('headline', /than a\./), /^b was 2\.0 times faster than a\.$/);
        await trace.click('close-1');
        assert.match(await trace.says('headline', /threads/), /Two threads/);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('two traces are aligned at a slice of each', () =>
      withTrace(browser, {}, async (trace) => {
        const late = TRACE.map((event) => ('name' in event && event.name === 'prepare' ? { ...event, ts: 120, dur: 80 } : event));
        await trace.choose({ name: 'early.json', content: TRACE }, { name: 'late.json', content: late });
        await trace.says('headline', /took as long/);
        await trace.painted();
        const isDisabled = () => trace.page.call(() => document.querySelector('[data-testid="align-slices"]').disabled);
        assert.equal(await isDisabled(), true, 'before a slice is selected in each');
        const press = async (name, share, from) => {
          const { x, y } = await trace.find(name, share, from);
          await trace.pointer(['pointerdown', x, y], ['pointerup', x, y]);
          await trace.says('details', new RegExp(`^${name}`));
          return y;
        };
        const y = await press('prepare', 0.15);
        await press('prepare', 0.15, y + 60);
        await trace.page.until('it can be chosen', () => !document.querySelector('[data-testid="align-slices"]').disabled);
        // The first one is moved by the 100 µs that the slice of the other one begins later.
        assert.match(await trace.moves(() => trace.click('align-slices')), /of 1\.10 ms$/);
        assert.match(await trace.moves(() => trace.click('align-starts')), /of 1\.00 ms$/);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('a timeline in another view follows a trace that grows, and has a playhead', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        const slices = Array.from({ length: 40 }, (_, index) => [1000 + index * 1000, 800, 1 + index % 2]);
        const parts = [
          part(['', 'work', 'rest'], 0, slices.slice(0, 20), 0),
          part(['', 'work', 'rest', 'more'], 3, slices, 19),
        ];
        await trace.page.call((first) => {
          document.querySelector('#trace-view').hidden = true;
          const element = document.body.appendChild(document.createElement('div'));
          element.className = 'closer';
          const { port1, port2 } = new MessageChannel();
          window.moved = [];
          window.request = {
            element, traces: [['Run', port2]], playhead: 5000, onplayhead: (moment) => window.moved.push(moment),
          };
          window.port = port1;
          window.interleaveTimelines = [window.request];
          window.dispatchEvent(new Event('interleave-timeline'));
          port1.postMessage(new Uint8Array(first));
        }, parts[0]);
        const stretch = (pattern) => trace.page.until(`the stretch is ${pattern}`, (source) =>
          new RegExp(source).test(document.querySelector('.closer .stretch')?.innerText.replace(/[\u00a0\u202f]/g, ' ')), pattern.source);
        await stretch(/of 19\.8 µs/);
        await trace.page.call((more) => window.port.postMessage(new Uint8Array(more)), parts[1]);
        await stretch(/39\.8 µs of 39\.8 µs/);
        await trace.page.call(() => window.port.postMessage(null));
        // The playhead is called by a press on the ruler, and moved by keys and from outside.
        await trace.page.call(() => {
          const scroller = document.querySelector('.closer [data-testid="timeline"]');
          const { left, top, width } = scroller.getBoundingClientRect();
          const at = { clientX: left + 168 + (width - 168) / 2, clientY: top + 54, pointerId: 1, button: 0, bubbles: true };
          for (const type of ['pointerdown', 'pointerup']) scroller.dispatchEvent(new PointerEvent(type, at));
        });
        await trace.page.until('it was moved', () => window.moved.length === 1 && Math.abs(window.moved[0] - 19900) < 200);
        await trace.page.call(() => {
          const scroller = document.querySelector('.closer [data-testid="timeline"]');
          scroller.dispatchEvent(new KeyboardEvent('keydown', { key: '.', bubbles: true, cancelable: true }));
        });
        await trace.page.until('it was moved on', () => window.moved.length === 2 && window.moved[1] > window.moved[0]);
        await trace.page.call(() => window.request.play(1000));
        await trace.page.call(() => window.request.close());
        await trace.page.until('it is gone', () => document.querySelector('.closer').childElementCount === 0);
        assert.equal(await trace.page.call(() => window.moved.length), 2, 'what came from outside is not told');
        assert.deepEqual(await trace.errors(), []);
      }));

    test('the lab is looked at more closely while it runs, in its own place', () =>
      withTrace(browser, { hash: '#/lab?v=1&w=primes&m=event-loop,threads&n=2&s=0.2' }, async (trace) => {
        const stretch = () => trace.page.call(() => document.querySelector('.closer .stretch')?.innerText.replace(/[\u00a0\u202f]/g, ' '));
        await trace.page.until('it can be looked at', () => document.querySelector('[data-testid="closer"]:not(:disabled)'));
        await trace.click('closer');
        await trace.lab.over();
        await trace.page.until('both runs are there in full', () => {
          const shown = document.querySelector('.closer .stretch')?.innerText;
          const canvas = document.querySelector('.closer canvas');
          return shown && !/ 0 /.test(shown) && canvas?.clientWidth > 0;
        });
        const before = await stretch();
        await trace.page.call(() => {
          const scroller = document.querySelector('.closer [data-testid="timeline"]');
          const { left, top, width } = scroller.getBoundingClientRect();
          scroller.dispatchEvent(new WheelEvent('wheel', {
            deltaY: -240, clientX: left + width / 2, clientY: top + 120, ctrlKey: true, bubbles: true, cancelable: true,
          }));
        });
        await trace.page.until('it zoomed', (before) =>
          document.querySelector('.closer .stretch').innerText.replace(/[\u00a0\u202f]/g, ' ') !== before, before);
        await trace.click('closer');
        await trace.page.until('the figures are back', () => document.querySelector('.closer').childElementCount === 0
          && document.querySelector('[data-testid="timeline-threads"] canvas').clientWidth > 0);
        // Ctrl and the wheel over a figure lead there, too, and closer.
        await trace.page.call(() => {
          const plot = document.querySelector('[data-testid="timeline-threads"] canvas');
          const { left, top, width } = plot.getBoundingClientRect();
          plot.dispatchEvent(new WheelEvent('wheel', {
            deltaY: -120, clientX: left + width / 2, clientY: top + 20, ctrlKey: true, bubbles: true, cancelable: true,
          }));
        });
        await trace.page.until('a part of it is seen', () => {
          const shown = document.querySelector('.closer .stretch')?.innerText.replace(/[\u00a0\u202f]/g, ' ') ?? '';
          const [, length, total] = /, (.+) of (.+)$/.exec(shown) ?? [];
          return length && length !== total;
        });
        assert.deepEqual(await trace.errors(), []);
      }));

    test('a comparison of the lab is taken apart', () =>
      withTrace(browser, { hash: '#/lab?v=1&w=primes&m=event-loop,threads&n=2&s=0.2' }, async (trace) => {
        await trace.lab.over();
        await trace.click('take-apart');
        assert.match(await trace.says('headline', /Event loop on 1 worker|Both/), /Free threads on 2 workers|as long/);
        await trace.measured();
        assert.match(await trace.text('lanes'), /Worker 1/);
        assert.equal(await trace.text('recent'), null, 'what only this page can read is not kept');
        assert.deepEqual(await trace.errors(), []);
      }));

    test('a viewer that died is said, and its file is opened again', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        await trace.moves(() => trace.key('w'));
        const before = await trace.moves(() => trace.key('d'));
        await trace.page.call(() => {
          window.painted = 0;
          const worker = probe.workers.at(-1);
          worker.onerror(new ErrorEvent('error', { message: 'out of luck' }));
        });
        assert.match(await trace.says('error', /stopped/), /out of luck/);
        await trace.click('restart');
        await trace.gone('error');
        await trace.gone('progress');
        await trace.painted();
        assert.match(await trace.text('facts'), /6 slices/);
        assert.equal(await trace.stretch(), before, 'what was seen is seen again');
        assert.deepEqual(await trace.errors(), []);
      }));

    test('a file can be dropped, and is kept in the browser until it is removed', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.page.until('the page is there', () => document.querySelector('[data-testid="sample"]'));
        const isTaken = await trace.page.call((content) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([JSON.stringify(content)], 'dropped.json'));
          return !document.querySelector('.drop').dispatchEvent(
            new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        }, TRACE);
        assert.ok(isTaken, 'the browser does not open it in place of the page');
        await trace.says('facts', /6 slices/);
        await trace.click('close-0');
        await trace.says('recent', /dropped\.json/);
        await trace.click('recent');
        await trace.says('facts', /6 slices/);
        await trace.click('close-0');
        await trace.says('recent', /dropped/);
        await trace.page.call(() => document.querySelector('[aria-label="Remove dropped.json"]').click());
        await trace.gone('recent');
        assert.deepEqual(await trace.errors(), []);
      }));

    test('without isolation files are read on one thread, and that is said', () =>
      withTrace(browser, { isolated: false }, async (trace) => {
        await trace.open();
        assert.match(await trace.text('isolation'), /one thread/);
        assert.match(await trace.text('facts'), /6 slices/);
        assert.deepEqual(await trace.errors(), []);
      }));

    test('a page that does not load says so', () =>
      withTrace(browser, { overrides: [{ match: 'interleave-trace.js', status: 500 }] }, (trace) =>
        trace.page.until('it is said', () => /did not load/.test(document.querySelector('#trace-view')?.innerText))));

    test('on a screen 360 pixels wide nothing is cut off or small', () =>
      withTrace(browser, { size: { width: 360, height: 740 } }, async (trace) => {
        const check = async () => {
          const found = await trace.page.call(look);
          assert.ok(found.scrolls <= 360, `the document is ${found.scrolls} px wide`);
          assert.deepEqual(found.small, [], 'no text is below 10 px');
        };
        const look = () => {
          const small = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const style = getComputedStyle(walker.currentNode.parentElement);
            if (walker.currentNode.data.trim() && parseFloat(style.fontSize) < 10) small.add(walker.currentNode.data);
          }
          return { scrolls: document.documentElement.scrollWidth, small: [...small] };
        };
        await trace.page.until('the page is there', () => document.querySelector('[data-testid="sample"]'));
        await check();
        await trace.click('sample');
        await trace.says('headline', /threads/);
        await trace.painted();
        await trace.key('Enter');
        await trace.says('details', /\w/);
        await check();
        assert.deepEqual(await trace.errors(), []);
      }));

    test('axe finds nothing, in light and in dark, before and after a file is open', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.page.until('the page is there', () => document.querySelector('[data-testid="sample"]'));
        for (const theme of ['light', 'dark']) assert.deepEqual(await violations(trace.page, theme), [], `${theme}, empty`);
        await trace.open(JSON.stringify(TRACE).slice(0, -2));
        await trace.key('Enter');
        await trace.says('details', /\w/);
        await trace.key('m');
        await trace.says('measured-stretch', /\w/);
        await trace.page.call(() => {
          document.querySelector('[data-testid="table"]').open = true;
        });
        await trace.says('table-said', /Slices/);
        for (const theme of ['light', 'dark']) assert.deepEqual(await violations(trace.page, theme), [], `${theme}, open`);
        assert.deepEqual(await trace.errors(), []);
      }));
  });
}
