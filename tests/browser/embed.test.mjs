// Demos in other pages: the iframe and the element, in pages of three kinds.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { AXE, violations as axe } from './axe.mjs';
import { BROWSERS, launch } from './browsers.mjs';
import { SITES, element, iframe, told, withHost } from './embed.mjs';
import { ADDRESSES } from './hostile/addresses.mjs';
import { address, withLab } from './lab.mjs';
import { part } from './parts.mjs';

const QUICK = address({ w: 'primes', m: 'sequential,threads', s: 0.05 });

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

for (const name of BROWSERS) {
  describe(`embedding in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    for (const [kind, site] of Object.entries(SITES)) {
      test(`an iframe on a page: ${kind}`, () =>
        withHost(browser, { site, html: (base) => iframe(base, '', QUICK) }, async (page, demo) => {
          await told(page, 'ready');
          await page.until('the poster has loaded', () => document.readyState === 'complete');
          assert.ok(!demo.requests.some((path) => /\.wasm|interleave-www/.test(path)), demo.requests.join());
          const pong = await page.call(() => answer({ type: 'PING', versions: [1, 2] }));
          assert.equal(pong.type, 'PONG');
          assert.deepEqual([pong.version, pong.view, pong.stage, pong.actions], [1, 'lab', 'poster', ['run', 'cancel']]);
          const hasThreads = kind === 'isolated' || (kind !== 'plain' && name === 'chromium');
          assert.equal(pong.isolation, hasThreads ? 'threads' : 'workers');
          assert.equal((await page.call(() => answer({ type: 'run' }))).did, 'run');
          const results = await told(page, 'results');
          assert.deepEqual(results.runs.map((run) => run.model), ['sequential', 'threads']);
          assert.ok(results.verdicts.complete && results.verdicts.verified, JSON.stringify(results));
          assert.ok(results.runs.every((run) => run.makespanNs > 0 && run.speedup > 0));
          assert.match(results.verdicts.headline, /\w+ .*\./);
          const splice = await told(page, 'SPLICE.reportScoreAndState');
          assert.equal(splice.score, 1);
          assert.match(splice.state.interleave, /^#\/lab\?v=1&w=primes/);
        }));
    }

    test('the element makes a frame, is as high as the demo, and fires what the demo says', () =>
      withHost(browser, { html: (base) => element(base, `state="${QUICK.split('?')[1]}" controls="none"`) }, async (page, demo) => {
        await page.until('the poster has told its height', () => frameOf()?.style.height !== '480px');
        assert.ok(!demo.requests.some((path) => path.endsWith('.wasm')), 'nothing but the poster was loaded');
        const found = await page.call(async () => {
          const demo = document.querySelector('interleave-demo');
          await demo.ready();
          const { allow, loading, title, style } = frameOf();
          const poster = parseInt(style.height, 10);
          const results = new Promise((resolve) => demo.addEventListener('interleave-results', (event) => resolve(event.detail)));
          await demo.run();
          const { verdicts, state } = await results;
          return { allow, loading, title, poster, verdicts, state, isSame: state === await demo.getState() };
        });
        assert.deepEqual([found.allow, found.loading, found.title],
          ['cross-origin-isolated; fullscreen; clipboard-write', 'lazy', 'Interleave: lab']);
        assert.ok(found.poster > 100 && found.poster < 600, `${found.poster} px`);
        assert.ok(found.verdicts.verified && found.isSame, JSON.stringify(found));
        await page.until('the frame has grown', (poster) => parseInt(frameOf().style.height, 10) > poster, found.poster);
        // The height is told in both forms, and is the one that the frame has.
        const told = await page.call(() => {
          const all = heardFrom();
          const last = all.findLast((data) => data?.subject === 'lti.frameResize').height;
          return { last, asText: all.includes(JSON.stringify({ subject: 'lti.frameResize', height: last })), frame: frameOf().style.height };
        });
        assert.deepEqual([told.asText, told.frame], [true, `${told.last}px`]);
        const gone = await page.call(async () => {
          const demo = document.querySelector('interleave-demo');
          demo.remove();
          return demo.run().then(() => 'ran', (error) => error.code);
        });
        assert.equal(gone, 'gone');
        assert.deepEqual(await page.call(() => probe.errors), []);
      }));

    test('the element follows the theme that the page around paints', () =>
      withHost(browser, { style: 'body { background: #fff } body.night { background: #101418 }', html: (base) => element(base) }, async (page) => {
        const theme = async (wanted) => page.until(`the demo is ${wanted}`, async (wanted) => {
          if (!heardFrom().some((data) => data?.type === 'PONG')) return false;
          return (await answer({ type: 'PING' })).theme === wanted;
        }, wanted);
        await theme('light');
        await page.call(() => document.body.classList.add('night'));
        await theme('dark');
        await page.call(() => document.querySelector('interleave-demo').setAttribute('theme', 'light'));
        await theme('light');
      }));

    for (const theme of ['light', 'dark']) {
      test(`a demo that was started keeps the embedder’s theme: ${theme}`, () =>
        withHost(browser, { html: (base) => iframe(base, `theme=${theme}&locale=xx`, QUICK) }, async (page) => {
          await told(page, 'ready');
          assert.equal((await page.call(() => answer({ type: 'PING', versions: [1] }))).theme, theme);
          await page.call(() => answer({ type: 'run' }));
          await told(page, 'results');
          const pong = await page.call(() => answer({ type: 'PING', versions: [1] }));
          assert.deepEqual([pong.stage, pong.theme], ['idle', theme]);
          assert.match(pong.problems.join(), /xx/);
        }));
    }

    test('state is set, said and restored; with readonly it is not set', () =>
      withHost(browser, {
        html: (base) => iframe(base, '', QUICK) + iframe(base, 'readonly', QUICK) + iframe(base, 'autoplay&controls=full', '#/lab'),
      }, async (page) => {
        const other = address({ w: 'pi', m: 'sequential,threads', s: 0.05 });
        for (const index of [0, 1]) {
          await page.until('it is there', (index) => heardFrom(index).some((data) => data?.type === 'ready'), index);
          await page.call((index) => answer({ type: 'PING' }, index), index);
        }
        const refused = await page.call((state) => answer({ type: 'setState', state }, 1), other);
        assert.equal(refused.code, 'read-only');
        const set = await page.call((state) => answer({ type: 'setState', state }), other);
        assert.equal(set.state, other, 'on the poster');
        await page.call(() => answer({ type: 'run' }));
        assert.equal((await told(page, 'results')).workload, 'pi');
        const again = await page.call((state) => answer({ type: 'setState', state }), QUICK);
        assert.equal(again.state, QUICK);
        await page.until('the other state has run', () =>
          heardFrom().findLast((data) => data?.type === 'results').workload === 'primes');
        // What a learning platform had kept.
        await page.until('the third asks for its state', () => heardFrom(2).some((data) => data?.subject === 'SPLICE.getState'));
        await page.call((state) => {
          const { message_id } = heardFrom(2).find((data) => data?.subject === 'SPLICE.getState');
          say({ subject: 'SPLICE.getState.response', message_id, state: { interleave: state } }, 2);
        }, other);
        await page.call(() => answer({ type: 'PING' }, 2));
        assert.ok((await page.call(() => answer({ type: 'getState' }, 2))).state.startsWith(other));
      }));

    test('hostile messages are refused or ignored, with a message, and the demo goes on', () =>
      withHost(browser, { html: (base) => iframe(base, '', QUICK), isSameOrigin: true }, async (page) => {
        await told(page, 'ready');
        await page.call(() => answer({ type: 'PING' }));
        await page.call(() => answer({ type: 'run' }));
        await told(page, 'results');
        const odd = await page.call(async () => {
          const { REFUSED, IGNORED } = await import('/messages.mjs');
          const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
          const found = [];
          for (const [index, [code, message]] of REFUSED.entries()) {
            // No more than are heard.
            if (index % 40 === 39) await wait(1100);
            const before = heardFrom().filter((data) => data?.type === 'error').length;
            say(message);
            for (let tries = 0; tries < 500; tries += 1) {
              if (heardFrom().filter((data) => data?.type === 'error').length > before) break;
              await wait(5);
            }
            const answer = heardFrom().filter((data) => data?.type === 'error')[before];
            if (answer?.code !== code || !answer.message) found.push([index, code, answer ?? null]);
          }
          await wait(1100);
          const before = heardFrom().filter((data) => data?.interleave).length;
          for (const message of IGNORED) say(message);
          await answer({ type: 'getState' });
          const answers = heardFrom().filter((data) => data?.interleave).length - before;
          if (answers !== 1) found.push(['ignored', answers]);
          return { found, count: REFUSED.length, errors: frameOf().contentWindow.probe.errors };
        });
        assert.ok(odd.count >= 50);
        assert.deepEqual([odd.found, odd.errors], [[], []]);
        await page.call(() => answer({ type: 'run' }));
        await page.until('it still runs', () => heardFrom().filter((data) => data?.type === 'results').length > 1);
      }));

    test('wrong options are put right and said', () => {
      const wrong = ADDRESSES.filter(({ kind }) => kind === 'option').map(({ address }) => address);
      const frames = (base) => wrong.map((address) => `<iframe src="${base}${escape(address)}" height="40"></iframe>`).join('');
      return withHost(browser, { html: frames, isSameOrigin: true }, async (page) => {
        for (const [index, address] of wrong.entries()) {
          await page.until(`${address.slice(0, 60)} is there`, (index) => heardFrom(index).some((data) => data?.type === 'ready'), index);
          const found = await page.call(async (index) => {
            const { problems, options } = await answer({ type: 'PING' }, index);
            const { document, probe } = frameOf(index).contentWindow;
            return { problems, options, said: document.querySelector('[data-testid="embed-odd"]')?.textContent, errors: probe.errors };
          }, index);
          assert.ok(found.problems.length > 0 && found.said?.length > 30, `${address.slice(0, 60)}: ${JSON.stringify(found)}`);
          assert.deepEqual(found.errors, []);
        }
      });
    });

    test('hostile addresses are put right, and that is said', async () => {
      const hostile = ADDRESSES.filter(({ kind }) => kind !== 'option');
      await withLab(browser, { hash: QUICK }, async (lab) => {
        await lab.over();
        for (const { address, line } of hostile) {
          const found = await lab.page.call(async (address) => {
            const said = () => document.querySelector('[data-testid="repaired"]')?.textContent ?? '';
            history.replaceState(null, '', '#/lab?v=1');
            dispatchEvent(new PopStateEvent('popstate'));
            for (let tries = 0; tries < 200 && said(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 5));
            try {
              history.replaceState(null, '', address);
            } catch {
              return 'the browser refuses it';
            }
            dispatchEvent(new PopStateEvent('popstate'));
            const isTrace = /^#\/trace/.test(address);
            for (let tries = 0; tries < 600 && !said(); tries += 1) {
              if (isTrace && /unpacked=/.test(location.hash)) return location.hash;
              await new Promise((resolve) => setTimeout(resolve, 5));
            }
            return said();
          }, address);
          assert.ok(found.length > 10 && found.length < 1_500, `${line.slice(0, 80)}: ${found}`);
        }
        await lab.go(QUICK);
        const state = await lab.over();
        assert.ok(state.rows.every((row) => row.verified), JSON.stringify(state));
        assert.deepEqual(await lab.errors(), []);
      });
    });

    test('a packed address is opened as what was packed', async () => {
      const { writeAddress, pack } = await part('packed.js');
      assert.equal(await writeAddress('lab', QUICK.split('?')[1]), QUICK);
      const hash = `#/lab?z=1.${await pack(QUICK.split('?')[1])}`;
      await withLab(browser, { hash }, async (lab) => {
        const state = await lab.over();
        assert.deepEqual([state.workload, state.timelines, state.repaired], ['primes', ['sequential', 'threads'], null]);
        assert.ok(state.hash.startsWith(QUICK), state.hash);
      });
    });

    test('of ten demos at most two have workers, and those out of sight have none', () => {
      const hash = address({ w: 'primes', m: 'sequential,threads', s: 0.05 });
      const ten = (base) => Array.from({ length: 10 }, () => iframe(base, 'autoplay', hash)).join('');
      return withHost(browser, { html: ten, isSameOrigin: true, style: 'iframe { display: block }' }, async (page) => {
        const look = () => page.call(() => [...Array(10).keys()].map((index) => {
          const { probe } = frameOf(index).contentWindow;
          return { workers: probe?.workers.length ?? 0, errors: probe?.errors ?? [] };
        }));
        for (let index = 0; index < 10; index += 1) {
          await page.call((index) => frameOf(index).scrollIntoView({ block: 'center' }), index);
          for (;;) {
            const all = await look();
            assert.ok(all.filter(({ workers }) => workers > 0).length <= 2, JSON.stringify(all));
            const isOver = await page.call((index) => heardFrom(index).some((data) => data?.subject === 'SPLICE.reportScoreAndState'), index);
            if (isOver) break;
          }
        }
        // The first ones are out of sight: no workers, and what they showed is still there.
        await page.until('those out of sight have no workers', () =>
          [0, 1, 2, 3].every((index) => frameOf(index).contentWindow.probe.workers.length === 0));
        const first = await page.call(async () => {
          const { document } = frameOf(0).contentWindow;
          const pong = await answer({ type: 'PING' });
          return { stage: pong.stage, rows: document.querySelectorAll('[data-verified="true"]').length, text: document.querySelector('[data-testid="embed-line"]').textContent };
        });
        assert.deepEqual([first.stage, first.rows], ['resting', 2]);
        // Idle, a demo draws no frames.
        const frames = await page.call(async () => {
          const count = () => [...Array(10).keys()].map((index) => frameOf(index).contentWindow.probe.frames);
          const before = count();
          await new Promise((resolve) => setTimeout(resolve, 500));
          return count().map((frames, index) => frames - before[index]);
        });
        assert.deepEqual(frames, Array(10).fill(0));
        // A run wakes it.
        await page.call(() => frameOf(0).scrollIntoView());
        await page.call(() => answer({ type: 'run' }));
        assert.ok((await told(page, 'results')).verdicts.verified);
        assert.ok((await look()).every(({ errors }) => errors.length === 0), JSON.stringify(await look()));
      });
    });

    test('in a sandbox without an origin it runs or says why it cannot', () =>
      withHost(browser, { html: (base) => iframe(base, '', QUICK).replace('<iframe', '<iframe sandbox="allow-scripts"') }, async (page) => {
        await told(page, 'ready');
        await page.call(() => answer({ type: 'PING' }));
        await page.call(() => answer({ type: 'run' }));
        await page.until('a result or an error', () => heardFrom().some((data) => ['results', 'error'].includes(data?.type)));
      }));

    test('the Share panel has every snippet, copies it, and shows a preview', () =>
      withLab(browser, { hash: QUICK }, async (lab) => {
        await lab.over();
        await lab.click('share');
        await lab.page.until('the panel is open', () => document.querySelector('[data-testid="share-text"]') !== null);
        const link = await lab.page.call(() => document.querySelector('[data-testid="share-text"]').value);
        assert.ok(link.startsWith(`${lab.server.url}${QUICK}`), link);
        for (const [id, needle] of [
          ['iframe', '<iframe src="'], ['element', '<interleave-demo view="lab"'], ['mkdocs', '<div>\n<script type="module"'],
          ['docusaurus', 'style={{border: 0}}'], ['mdbook', '<interleave-demo'], ['quarto', '```{=html}'],
          ['sphinx', '.. raw:: html'], ['myst', '```{raw} html'], ['jupyter', 'IFrame('], ['moodle', '<iframe'], ['canvas', '<iframe'],
        ]) {
          await lab.click(`share-${id}`);
          const found = await lab.page.until(`the snippet ${id} is shown`, (id) => {
            const isChosen = document.querySelector(`[data-testid="share-${id}"]`)?.ariaSelected === 'true';
            return isChosen && { text: document.querySelector('[data-testid="share-text"]').value, preview: document.querySelector('[data-testid="share-preview"]').src };
          }, id);
          assert.ok(found.text.includes(needle), found.text);
          assert.ok(found.preview.startsWith(`${lab.server.url}?embed=1#/lab`), found.preview);
        }
        await lab.page.until('the preview is a poster', () =>
          document.querySelector('[data-testid="share-preview"]').contentDocument?.querySelector('[data-testid="poster"]') !== null);
        await lab.click('share-readonly');
        await lab.page.until('options are in the text', () => /readonly=1/.test(document.querySelector('[data-testid="share-text"]').value));
        await lab.click('share-copy');
        await lab.page.until('it says what became of copying', () => document.querySelector('[data-testid="share-dialog"] [role="status"]').textContent.length > 5);
        const violations = await axe(lab.page);
        assert.deepEqual(violations, []);
        assert.deepEqual(await lab.errors(), []);
      }));

    test('a poster is accessible in both themes, and says what it is in the reader’s language', () => {
      const html = (base) => iframe(base, 'theme=dark&locale=de', '#/lab') + iframe(base, 'theme=light', '#/trace');
      return withHost(browser, { html, isSameOrigin: true, overrides: [AXE] }, async (page) => {
        for (const index of [0, 1]) {
          await page.until('it is there', (index) => heardFrom(index).some((data) => data?.type === 'ready'), index);
          assert.deepEqual(await axe(page, null, index), []);
        }
        const words = await page.call(() => {
          const { document } = frameOf(0).contentWindow;
          return [document.documentElement.lang, document.querySelector('[data-testid="try"]').textContent];
        });
        assert.deepEqual(words, ['de', 'Ausprobieren']);
      });
    });
  });
}
