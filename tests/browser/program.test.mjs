// The program page in Chromium and in Firefox: a program is written, run on one machine and on several, stepped through
// both ways, shared, embedded, stopped and survived.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { violations } from './axe.mjs';
import { BROWSERS, launch } from './browsers.mjs';
import { element, told, withHost } from './embed.mjs';
import { COMPUTING, DEADLOCK, SPAWNED, withProgram } from './program.mjs';

const NATIVE = process.env.INTERLEAVE ?? fileURLToPath(new URL('../../target/debug/interleave', import.meta.url));

/** What the native binary writes of a program, in Chrome's format. */
function natively(text, ...options) {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-program-'));
  try {
    const file = join(folder, 'program.py');
    writeFileSync(file, text);
    return execFileSync(NATIVE, ['run', file, '--format', 'chrome', ...options], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The program and the machines that the reader has set. */
function settings(program) {
  return program.page.call(() => [
    document.querySelector('#program-view .cm-content').innerText.trim(),
    ...document.querySelectorAll('#program-view [data-testid^="machine-"]'),
  ].map((part) => part.innerText ?? part).join('|'));
}

const hash = (text) => createHash('sha256').update(text.trim()).digest('hex');

/** Runs in the page: keeps the files that it offers instead of writing them to a disc. */
function keepFiles() {
  window.kept = [];
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    window.kept.push(blob);
    return make(blob);
  };
  HTMLAnchorElement.prototype.click = () => {};
}

for (const name of BROWSERS) {
  describe(`programs in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test('a program of the gallery runs on the machines that it is meant for', () =>
      withProgram(browser, { hash: '#/program?p=cooks' }, async (program) => {
        const verdicts = await program.run();
        assert.deepEqual(verdicts.map(({ status }) => status), ['ok', 'ok', 'ok']);
        assert.match(verdicts.map(({ text }) => text).join(' '), /one cook.*2\.70 s.*two cooks.*1\.40 s.*three cooks.*900 ms/);
        await program.timeline(3);
        await program.says('program-output', /salad is ready/);
        const rows = await program.rows('program-figures');
        assert.deepEqual(rows.map((row) => row[4]), ['1', '2', '3'], 'as many at once as there are cooks');
        assert.deepEqual(await program.errors(), []);
      }));

    test('the same program on two machines: under the GIL the threads take turns', () =>
      withProgram(browser, {}, async (program) => {
        await program.write(COMPUTING);
        await program.run();
        await program.says('program-output', /left 1799970000[^]*done/);
        await program.click('compare-gil');
        const verdicts = await program.over();
        assert.equal(verdicts.length, 2);
        await program.timeline(2);
        const rows = await program.rows('program-figures');
        const [turns, free] = rows.map((row) => Number(row[4]));
        assert.ok(turns === 1 && free >= 2, JSON.stringify(rows));
        // A setting is a run.
        await program.set('cores', '1');
        await program.page.until('the first machine has one core', () =>
          /^1 core/.test(document.querySelector('[data-testid="machine-0"]').innerText));
        await program.over();
        assert.deepEqual(await program.errors(), []);
      }));

    test('a deadlock is named, with its circle and the lines', () =>
      withProgram(browser, {}, async (program) => {
        await program.write(DEADLOCK);
        const [verdict] = await program.run();
        assert.equal(verdict.status, 'deadlock');
        assert.match(verdict.text, /one \(line 11\).*held by two.*two \(line 18\).*held by one/);
        const threads = await program.rows('program-threads');
        assert.deepEqual(threads.map((row) => [row[0], row[1], row[2]]),
          [['MainThread', 'waiting', '26'], ['one', 'waiting', '11'], ['two', 'waiting', '18']]);
        const locks = (await program.rows('program-objects')).map((row) => row.slice(0, 3).join(' ').replace(/\s+/g, ' '));
        assert.ok(locks.some((row) => /^a Lock one two/.test(row)) && locks.some((row) => /^b Lock two one/.test(row)), locks.join('; '));
        await program.click('thread-1');
        await program.says('program-stack', /first/);
      }));

    test('the run is stepped through both ways, and leads back to where it was', () =>
      withProgram(browser, {}, async (program) => {
        await program.write(DEADLOCK);
        await program.run();
        const end = await program.tick();
        for (const unit of ['event', 'instruction', 'line', 'switch']) {
          const before = await program.tick();
          const back = await program.step(`back-${unit}`);
          assert.ok(back < before, `${unit}: ${back} is before ${before}`);
          const on = await program.step(`step-${unit}`);
          assert.ok(on > back, `${unit}: ${on} is after ${back}`);
          assert.equal(await program.step(`back-${unit}`), back, `${unit}: as far back as on`);
        }
        assert.equal(await program.step('to-first'), 0);
        assert.match(await program.text('program-now'), /^0 ns/);
        assert.ok((await program.rows('program-accounts')).length > 0, 'the figures stay');
        assert.ok(await program.step('step-line') > 0);
        assert.equal(await program.step('to-last'), end);
        // The keys do the same.
        await program.page.call(() => document.querySelector('[data-testid="back-line"]').focus());
        await program.page.press('Home');
        await program.page.until('the key leads to the beginning', () =>
          document.querySelector('[data-testid="program-now"]').dataset.tick === '0');
        assert.deepEqual(await program.errors(), []);
      }));

    test('a program that was not run is stepped from its first line', () =>
      withProgram(browser, {}, async (program) => {
        await program.write('a = 1\nb = a + 1\nprint(b)\n');
        await program.click('step-line');
        await program.page.until('a step is made', () => document.querySelector('[data-testid="program-now"]').dataset.tick > 0);
        const seen = [];
        for (let steps = 0; steps < 3; steps += 1) {
          await program.step('step-line');
          seen.push((await program.rows('program-threads'))[0][2]);
        }
        assert.ok(seen.includes('2') && seen.includes('3'), seen.join(' '));
      }));

    test('the playhead can be put anywhere', () =>
      withProgram(browser, { hash: '#/program?p=cooks&m=c1.g0' }, async (program) => {
        await program.run();
        await program.timeline(1);
        const before = await program.text('program-now');
        // Keys of the timeline move its playhead.
        await program.page.call(() => document.querySelector('#program-view .scroller').focus());
        for (let presses = 0; presses < 5; presses += 1) await program.page.press(',');
        await program.page.until('the moment is another', (before) =>
          document.querySelector('[data-testid="program-now"]').innerText.replace(/[\u00a0\u2009\u202f]/g, ' ') !== before, before);
        const threads = await program.rows('program-threads');
        assert.ok(threads.some((row) => row[1] !== 'terminated'), JSON.stringify(threads));
        assert.deepEqual(await program.errors(), []);
      }));

    test('what is wrong is said with its place and what to do instead, and the text stays', () =>
      withProgram(browser, {}, async (program) => {
        await program.write('x = 1\nimport socket\n');
        await program.click('program-run');
        assert.match(await program.says('program-fault', /Line 2/), /Line 2, column \d+: .*socket/);
        await program.write('print("mended")\n');
        const [verdict] = await program.run();
        assert.equal(verdict.status, 'ok');
        await program.says('program-output', /^mended/);
        assert.equal(await program.text('program-fault'), null);
        // Said while it is being written, too.
        await program.write('x = (\n');
        await program.says('program-fault', /Line \d/);
      }));

    test('an endless program is stopped, and another runs', () =>
      withProgram(browser, {}, async (program) => {
        await program.write('n = 0\nwhile True:\n    n += 1\n');
        await program.click('program-run');
        await program.says('program-progress', /million/);
        await program.click('program-run');
        await program.page.until('it has stopped', () => document.querySelector('[data-testid="program-run"].go') !== null);
        await program.says('program-stack', /n/);
        // It stands where it was stopped, and its timeline goes as far.
        await program.says('program-stopped', /has come to/);
        await program.page.until('the timeline goes as far', () => {
          const [, stopped] = /has come to ([\d.,]+\s\w+)\./.exec(document.querySelector('[data-testid="program-stopped"]').innerText);
          return document.querySelector('[data-testid="axis"]').innerText.includes(`of ${stopped}`);
        });
        await program.write('print(2 + 2)\n');
        const [verdict] = await program.run();
        assert.equal(verdict.status, 'ok');
        await program.says('program-output', /^4/);
      }));

    test('hostile programs end with a verdict', () =>
      withProgram(browser, {}, async (program) => {
        for (const [text, status, said] of [
          ['def f():\n    return f()\nf()\n', 'exception', /RecursionError/],
          ['x = []\nwhile True:\n    x.append("x" * 100000)\n', 'limit', /memory/],
          [`x = ${'('.repeat(3000)}1${')'.repeat(3000)}\n`, null, null],
          ['raise SystemExit(3)\n', 'ok', /exit code 3/],
          ['print(1 / 0)\n', 'exception', /ZeroDivisionError/],
        ]) {
          await program.write(text);
          await program.click('program-run');
          if (status === null) {
            await program.page.until('it is refused or over', () =>
              document.querySelector('[data-testid="program-fault"]') !== null
              || document.querySelector('[data-testid="program-run"].go') !== null);
            assert.equal(await program.text('program-failure'), null);
          } else {
            const [verdict] = await program.over();
            assert.equal(verdict?.status, status, text.slice(0, 40));
            assert.match(verdict.text, said);
          }
        }
      }));

    test('a machine that is killed is noticed, and a restart keeps the text', () =>
      withProgram(browser, {}, async (program) => {
        await program.write('n = 0\nwhile True:\n    n += 1\n');
        await program.click('program-run');
        await program.says('program-progress', /million/);
        await program.page.call(() => {
          for (const worker of probe.workers) Object.getPrototypeOf(Worker).prototype.terminate.call(worker);
        });
        await program.says('program-failure', /nothing for five seconds/);
        await program.click('program-restart');
        await program.says('program-progress', /million/);
        await program.click('program-run');
        await program.page.until('it has stopped', () => document.querySelector('[data-testid="program-run"].go') !== null);
      }));

    test('of two machines that are compared, one that is killed is noticed, and a restart brings back both', () =>
      withProgram(browser, { hash: '#/program?p=cooks&m=c1_c4.pfifo' }, async (program) => {
        const text = 'n = 0\nwhile True:\n    n += 1\n';
        await program.write(text);
        const hash = await settings(program);
        await program.click('program-run');
        await program.says('program-progress', /million.*million/);
        const killed = await program.page.call(() => {
          const workers = probe.workers.filter(({ url, isEnded }) => /program-[^/]*\/worker\.js$/.test(url) && !isEnded);
          Object.getPrototypeOf(Worker).prototype.terminate.call(workers[1]);
          return workers.length;
        });
        assert.equal(killed, 2, 'a worker for each machine');
        await program.says('program-failure', /nothing for five seconds/);
        await program.click('program-restart');
        await program.says('program-progress', /million.*million/);
        assert.equal(await program.text('program-failure'), null);
        assert.equal(await settings(program), hash);
        await program.click('program-run');
        await program.page.until('both have stopped', () => document.querySelector('[data-testid="program-run"].go') !== null);
      }));

    test('of two machines that are compared, one that traps is said, and a restart brings back both', () => {
      // The second machine has four cores, which it is told with the program.
      const spoilt = (original) => {
        const found = original.toString();
        const load = 'const { number, program, setup, run } = words.Load;';
        const body = found.replace(load, `${load} self.spoilt = setup.cores === 4;`)
          .replaceAll('machine.goOn()', "(() => { if (self.spoilt) throw new Error('spoilt'); return machine.goOn(); })()");
        if (!body.includes('self.spoilt =') || !body.includes('if (self.spoilt)')) throw new Error('worker.js is otherwise');
        return body;
      };
      const overrides = [{ match: /program-[^/]*\/worker\.js$/, body: spoilt }];
      return withProgram(browser, { hash: '#/program?p=cooks&m=c1_c4.pfifo', overrides }, async (program) => {
        await program.write(COMPUTING);
        const hash = await settings(program);
        await program.click('program-run');
        await program.says('program-failure', /spoilt.*The text is as it was/s);
        await program.says('program-output', /done/);
        program.lab.server.overrides.length = 0;
        await program.click('program-restart');
        await program.page.until('both are done', () =>
          document.querySelectorAll('[data-testid="program-verdict"][data-status="ok"]').length === 2);
        assert.equal(await program.text('program-failure'), null);
        assert.equal(await settings(program), hash);
      });
    });

    test('a link reproduces program and machines', () =>
      withProgram(browser, {}, async (program) => {
        await program.write(COMPUTING);
        await program.run();
        await program.set('cores', '2');
        await program.choose('policy', 'fifo');
        await program.over();
        const link = await program.page.until('the address has it', () =>
          new Promise((resolve) => setTimeout(() => resolve(/z=1\./.test(location.hash) && location.hash), 900)));
        await withProgram(browser, { hash: link }, async (other) => {
          const found = await other.page.call(() => ({
            cores: document.querySelector('[data-testid="cores"]').value,
            policy: document.querySelector('[data-testid="policy"]').value,
          }));
          assert.deepEqual(found, { cores: '2', policy: 'fifo' });
          await other.run();
          await other.says('program-output', /left 1799970000[^]*done/);
        });
        await withProgram(browser, { hash: '#/program?p=cooks&m=c99.g0.xyz' }, async (odd) => {
          await odd.says('program-repaired', /c99/);
        });
      }));

    test('what a spawned process costs is set, counts, and goes with the link', () =>
      withProgram(browser, { hash: '#/program?p=cooks&m=c2.fspawn' }, async (program) => {
        await program.write(SPAWNED);
        const spans = (text) => [...text.matchAll(/([\d.]+) ms/g)].map((found) => Number(found[1]));
        const [usual] = await program.run();
        assert.equal(usual.status, 'ok');
        assert.equal(await program.text('costs').then((text) => text.split('\n')[0].trim()), 'Costs');
        await program.page.call(() => document.querySelector('[data-testid="costs"] summary').click());
        const address = await program.page.until('the address has the program', () =>
          /z=1\./.test(location.hash) && location.hash);
        await program.set('spawn-cost', '90 ms');
        await program.says('costs', /^Costs: a spawn 90 ms/);
        await program.says('program-verdict', /\b9\d(\.\d+)? ms/);
        const [dearer] = await program.over();
        const before = spans(usual.text)[0];
        assert.ok(Math.abs(spans(dearer.text)[0] - before - 50) <= 1, `${usual.text} / ${dearer.text}`);
        // The address is written after the reader has rested; the program and the machine are packed into it.
        const link = await program.page.until('the address has it', (before) =>
          location.hash !== before && /z=1\./.test(location.hash) && location.hash, address);
        assert.deepEqual(await program.errors(), []);
        await withProgram(browser, { hash: link }, async (other) => {
          await other.says('costs', /^Costs: a spawn 90 ms/);
          const [same] = await other.run();
          assert.equal(same.text, dearer.text);
        });
      }));

    test('the trace is the native binary’s', () =>
      withProgram(browser, { hash: '#/program?p=cooks&m=c2.r7' }, async (program) => {
        await program.write(COMPUTING);
        await program.run();
        await program.page.call(keepFiles);
        await program.click('program-save');
        const text = await program.page.until('a file is offered', () => window.kept?.[0]?.text());
        assert.equal(hash(text), hash(natively(COMPUTING, '--cores', '2', '--seed', '7')));
      }));

    test('a demo runs the text of its element, steps, and tells what came of it', () =>
      withHost(browser, {
        html: (base) => element(base, 'view="program" controls="full"', '\n    print("hello")\n    print(6 * 7)\n'),
      }, async (page) => {
        await page.until('a demo', () => document.querySelector('interleave-demo')?.shadowRoot?.querySelector('iframe') !== null);
        await told(page, 'ready');
        const pong = await page.call(() => answer({ type: 'PING', versions: [1] }));
        assert.deepEqual([pong.view, pong.takesProgram, pong.actions], ['program', true, ['run', 'step', 'cancel']]);
        await page.call(() => answer({ type: 'run' }));
        // Whenever it is asked for, the state has the program: while the page loads, and after.
        for (let asked = 0; asked < 40; asked++) {
          const { state } = await page.call(() => answer({ type: 'getState' }));
          assert.match(state, /^#\/program\?z=1\./);
        }
        const results = await told(page, 'results');
        assert.deepEqual(results.runs.map(({ status, stdout }) => [status, stdout]), [['ok', 'hello\n42\n']]);
        assert.match(results.state, /^#\/program\?z=1\./);
        const step = await page.call(() => answer({ type: 'step' }));
        assert.equal(step.type, 'done');
      }));

    for (const width of [1280, 360]) {
      test(`axe finds nothing at ${width} px, in light and in dark`, () =>
        withProgram(browser, { hash: '#/program?p=cooks', size: { width, height: 800 } }, async (program) => {
          await program.run();
          await program.timeline(3);
          assert.deepEqual([...await violations(program.page, 'light'), ...await violations(program.page, 'dark')], []);
          const wide = await program.page.call(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.equal(wide, 0, 'nothing is wider than the page');
        }));
    }
  });
}
