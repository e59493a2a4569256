// When something fails: the page says what, nothing hangs, and a restart brings everything back.
//
// Workers are ended behind the page's back, scripts are not found or spoilt on their way, and memory
// cannot grow. What the page's limits are (5 s without a sign of life, 20 s to start) is not measured.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BROWSERS, launch } from './browsers.mjs';
import { address, withLab } from './lab.mjs';

/** Starts the engine again and asserts that a comparison then comes to right answers. */
async function assertRestarts(lab, settings) {
  await lab.click('restart');
  if (settings) await lab.go(address(settings));
  const state = await lab.over();
  assert.equal(state.error, null);
  assert.ok(state.rows.length >= 2 && state.rows.every((row) => row.verified), JSON.stringify(state.rows));
  await lab.oneEngine();
  return state;
}

/** Waits until the page says that its engine stopped, and returns what it says. */
async function failed(lab) {
  await lab.page.until('the page says that it failed', () => document.querySelector('[data-testid="error"]') !== null);
  const state = await lab.state();
  assert.equal(state.isBusy, false, 'nothing goes on');
  return state;
}

const FIRST = '/interleave-first.js';

/** The engine's script is imported by the engine's worker; each worker of its pool is started with it. */
const inThePool = `location.pathname.endsWith('${FIRST}')`;

/** Another text in the place of one that the built engine has. */
function replaced(script, old, other) {
  const text = script.toString();
  if (!text.includes(old)) throw new Error(`the engine's script has no \`${old}\``);
  return text.replace(old, other);
}

for (const name of BROWSERS) {
  describe(`failures in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test('an engine that is killed is noticed, and a restart keeps what was set', () => {
      const settings = { w: 'primes', m: 'threads,processes', s: 50, n: 3, t: 6 };
      return withLab(browser, { hash: address(settings) }, async (lab) => {
        await lab.running('threads');
        await lab.killWorkers();
        const dead = await failed(lab);
        assert.match(dead.error, /stopped answering/i);
        assert.deepEqual([dead.workers, dead.tasks], [3, '6']);
        assert.ok(dead.rows.every((row) => row.text.includes('cancelled')), JSON.stringify(dead.rows));
        await lab.click('restart');
        await lab.running('threads');
        assert.ok((await lab.state()).hash.startsWith(address(settings)), 'the address is as it was');
        await lab.click('cancel');
        assert.equal((await lab.over()).error, null);

        // While nothing runs nobody notices; the next run does.
        await lab.compare({ ...settings, s: 0.1 });
        await lab.killWorkers();
        await lab.click('run');
        await failed(lab);
        const state = await assertRestarts(lab);
        assert.deepEqual([state.workers, state.tasks, state.timelines], [3, '6', ['threads', 'processes']]);
      });
    });

    test('a worker of the pool that is killed is noticed', () =>
      withLab(browser, { nested: true, hash: address({ w: 'primes', m: 'sequential,gil' }) }, async (lab) => {
        await lab.over();
        await lab.oneEngine();
        await lab.nested('kill-first');
        await lab.go(address({ w: 'primes', m: 'sequential,threads', n: await lab.mostWorkers(), t: 32 }));
        // A browser may let a worker live on for a few seconds: then the run goes well, and another follows.
        await lab.page.until('the page says that a worker failed', () => {
          document.querySelector('[data-testid="run"]:enabled')?.click();
          return document.querySelector('[data-testid="error"]') !== null;
        });
        assert.match((await failed(lab)).error, /worker \d+/i);
        await assertRestarts(lab);
      }));

    test('a process that is killed is noticed', () =>
      withLab(browser, { nested: true, hash: address({ w: 'primes', m: 'sequential,gil' }) }, async (lab) => {
        await lab.over();
        await lab.go(address({ w: 'downloads', m: 'event-loop,processes', t: 16, n: 2, l: 1000, d: 'constant' }));
        await lab.running('processes');
        // The pool's workers are the first; the children come after them.
        await lab.nested('kill-last');
        assert.match((await failed(lab)).error, /process \d+ stopped answering/i);
        await assertRestarts(lab, { w: 'downloads', m: 'sequential,processes' });
      }));

    test('a trap in a worker of the pool is said, before it is missed', () => {
      const clock = 'const now = performance.now.bind(performance);';
      const spoilt = `let calls = 0;
        const now = ${inThePool}
          ? () => { if ((calls += 1) > 3) throw new Error('spoilt'); return performance.now(); }
          : performance.now.bind(performance);`;
      const body = (original) => replaced(original, clock, spoilt);
      return withLab(browser, { overrides: [{ match: FIRST, body }] }, async (lab) => {
        assert.match((await failed(lab)).error, /a worker of the pool failed/i);
        lab.server.overrides.length = 0;
        await assertRestarts(lab);
      });
    });

    for (const [what, match] of [
      ["workers' start script", '/worker.js'],
      ['script of the first engine', FIRST],
      ['binary of the first engine', '/interleave-first_bg.wasm'],
    ]) {
      test(`a ${what} that is not found is said`, () =>
        withLab(browser, { overrides: [{ match, status: 404 }] }, async (lab) => {
          const state = await failed(lab);
          assert.ok(state.error.length > 40, state.error);
          lab.server.overrides.length = 0;
          await assertRestarts(lab);
        }));
    }

    test('a pool whose workers do not find their script is said', () => {
      // The engine's worker asks first.
      let asked = 0;
      const body = (original) => {
        asked += 1;
        // The server then answers with an error.
        if (asked > 1) throw new Error('spoilt');
        return original;
      };
      return withLab(browser, { overrides: [{ match: FIRST, body }] }, async (lab) => {
        assert.match((await failed(lab)).error, /a worker of the pool did not start: its script did not load/i);
        assert.ok(asked > 1, 'the pool asked for its script');
        lab.server.overrides.length = 0;
        await assertRestarts(lab);
      });
    });

    test('a pool whose workers cannot start is said', () => {
      const body = (original) => `if (${inThePool}) throw new Error('spoilt');\n${original}`;
      return withLab(browser, { overrides: [{ match: FIRST, body }] }, async (lab) => {
        assert.match((await failed(lab)).error, /a worker of the pool did not start: .*spoilt/i);
        lab.server.overrides.length = 0;
        await assertRestarts(lab);
      });
    });

    test('a pool whose workers never answer is given up', () => {
      const body = (original) => `if (${inThePool}) await new Promise(() => {});\n${original}`;
      return withLab(browser, { overrides: [{ match: FIRST, body }] }, async (lab) => {
        assert.match((await failed(lab)).error, /did not start within/i);
        lab.server.overrides.length = 0;
        await assertRestarts(lab);
      });
    });

    test('without the full engine the first view stands, and what needs more says so', () =>
      withLab(browser, { overrides: [{ match: '/interleave-engine.js', status: 404 }] }, async (lab) => {
        const first = await lab.over();
        assert.equal(first.error, null);
        assert.ok(first.rows.every((row) => row.verified), JSON.stringify(first.rows));
        const more = await lab.compare({ w: 'primes' });
        assert.ok(more.error || more.rows.every((row) => /could not be started/i.test(row.text)), JSON.stringify(more));
        lab.server.overrides.length = 0;
        const again = await lab.compare({ w: 'primes', t: 4 });
        assert.ok(again.rows.every((row) => row.verified), JSON.stringify(again.rows));
      }));

    test('a run that cannot have its memory is reported', () => {
      // Enough for a pool of 16 to start, not for 50 million numbers.
      const small = (original) => {
        const text = original.toString().replace(/(\bMAXIMUM_BYTES\s*=\s*)[^;]*;/, '$1 96 * 2 ** 20;');
        if (!/\bMAXIMUM_BYTES = +96 /.test(text)) throw new Error('worker.js names its maximum otherwise');
        return text;
      };
      return withLab(browser, { overrides: [{ match: '/worker.js', body: small }] }, async (lab) => {
        await lab.over();
        const state = await lab.compare({ w: 'sort', m: 'sequential,threads', s: 10, n: 16 });
        assert.match(state.error, /out of memory/i);
        lab.server.overrides.length = 0;
        await assertRestarts(lab, { w: 'sort', m: 'sequential,threads' });
      });
    });
  });
}
