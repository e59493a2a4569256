// The lab at work, in Chromium and in Firefox: what is executed overlaps where it should and only
// there, every answer is right, and the reader's hands are obeyed.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BROWSERS, launch } from './browsers.mjs';
import { address, overlaps, withLab } from './lab.mjs';

const ALL_MODELS = ['sequential', 'event-loop', 'gil', 'threads', 'processes'];
const COMPUTING = ['mandelbrot', 'primes', 'matmul', 'nbody', 'sort', 'pi', 'sha256', 'wordcount'];

const running = (slices) => slices.filter((slice) => slice.state === 'running');

/** Asserts that every run of the comparison came to a right answer. */
function assertVerified(state, models) {
  assert.equal(state.error, null);
  assert.equal(state.rows.length, models.length, JSON.stringify(state.rows));
  for (const row of state.rows) {
    assert.ok(row.verified && row.makespan > 0, `${row.title}: ${row.text}`);
  }
}

for (const name of BROWSERS) {
  describe(`the lab in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test('the first view runs its comparison by itself and says what came of it', () =>
      withLab(browser, {}, async (lab) => {
        const state = await lab.over();
        assert.equal(state.isIsolated, true);
        assert.deepEqual(state.timelines, ['event-loop', 'threads']);
        assertVerified(state, state.timelines);
        assert.match(state.headline, /faster|as fast|longer|times as long/);
        assert.match(state.hash, /[?&]r=\d+,\d+/);
        for (const model of state.timelines) {
          assert.ok(running(await lab.slices(model)).length >= 12, `${model} has a slice for each task`);
        }
        assert.deepEqual(await lab.errors(), []);
      }));

    test('slices overlap in time where models are parallel, and only there', () =>
      withLab(browser, { hash: address({ w: 'primes', m: ALL_MODELS.join(','), s: 1, n: 3, t: 9 }) }, async (lab) => {
        assertVerified(await lab.over(), ALL_MODELS);

        for (const model of ['sequential', 'event-loop']) {
          const slices = running(await lab.slices(model));
          assert.equal(new Set(slices.map((slice) => slice.lane)).size, 1, `${model} has one worker`);
          const inOrder = slices.toSorted((one, other) => one.start - other.start);
          for (const [index, slice] of inOrder.entries()) {
            assert.ok(index === 0 || slice.start >= inOrder[index - 1].end, `${model} executes one slice at a time`);
          }
        }
        const turns = running(await lab.slices('event-loop'));
        assert.ok(turns.length > new Set(turns.map((slice) => slice.task)).size, 'tasks take turns');

        const gil = running(await lab.slices('gil'));
        assert.ok(new Set(gil.map((slice) => slice.lane)).size >= 2, 'several threads get the lock');
        assert.deepEqual(overlaps(gil), [], 'one thread at a time computes under the lock');

        assert.ok(overlaps(running(await lab.slices('threads'))).length > 0, 'free threads compute at once');

        const processes = await lab.slices('processes');
        assert.ok(overlaps(running(processes)).length > 0, 'processes compute at once');
        assert.ok(processes.some((slice) => slice.state === 'new'), 'starting up is a slice');
        assert.ok(processes.some((slice) => slice.state === 'overhead'), 'copying is a slice');
        assert.deepEqual(await lab.errors(), []);
      }));

    test('every workload has a right answer under every model', () =>
      withLab(browser, { hash: address({ w: COMPUTING[0], m: ALL_MODELS.join(','), s: 0.05 }) }, async (lab) => {
        assertVerified(await lab.over(), ALL_MODELS);
        for (const w of [...COMPUTING.slice(1), 'downloads', 'kitchen']) {
          const state = await lab.compare({ w, m: ALL_MODELS.join(','), s: 0.05, u: 3 });
          assert.match(state.hash, new RegExp(`w=${w}&`));
          assertVerified(state, ALL_MODELS);
        }
        assert.deepEqual(await lab.errors(), []);
      }));

    test('an event loop overlaps the waits of downloads; one after another does not', () =>
      withLab(browser, { hash: address({ w: 'downloads', m: 'sequential,event-loop', t: 8, l: 40, d: 'constant' }) }, async (lab) => {
        assertVerified(await lab.over(), ['sequential', 'event-loop']);
        const waits = async (model) => (await lab.slices(model)).filter((slice) => slice.state === 'waiting');
        const overlapped = await waits('event-loop');
        // Every download is being waited for before the first one has come.
        const firstEnd = Math.min(...overlapped.map((slice) => slice.end));
        assert.equal(new Set(overlapped.filter((slice) => slice.start < firstEnd).map((slice) => slice.task)).size, 8);
        const inOrder = (await waits('sequential')).toSorted((one, other) => one.start - other.start);
        for (const [index, wait] of inOrder.entries()) {
          assert.ok(index === 0 || wait.start >= inOrder[index - 1].end, 'one wait at a time');
        }
      }));

    test('a run under any model can be cancelled: it has no answer, and the next one has', () =>
      withLab(browser, { hash: address({ w: 'pi', m: 'sequential,event-loop', s: 50 }) }, async (lab) => {
        // The first of a pair is the one that is cancelled; processes are the last of any.
        for (const [model, other] of [['sequential', 'event-loop'], ['event-loop', 'gil'], ['gil', 'threads'], ['threads', 'processes']]) {
          await lab.go(address({ w: 'pi', m: `${model},${other}`, s: 50, n: 3 }));
          await lab.running(model);
          await lab.click('cancel');
          const state = await lab.over();
          assert.equal(state.error, null);
          assert.ok(state.rows.every((row) => !row.verified && row.text.includes('cancelled')), JSON.stringify(state.rows));
        }
        await lab.go(address({ w: 'pi', m: 'threads,processes', s: 5, n: 3 }));
        await lab.running('processes');
        await lab.click('cancel');
        const { error, rows } = await lab.over();
        assert.equal(error, null);
        assert.ok(rows[0].verified && !rows[1].verified && rows[1].text.includes('cancelled'), JSON.stringify(rows));
        assertVerified(await lab.compare({ w: 'pi', m: ALL_MODELS.join(',') }), ALL_MODELS);
        assert.deepEqual(await lab.errors(), []);
      }));

    test('the slider may be moved up and down while runs go on', () =>
      withLab(browser, { nested: true, hash: address({ w: 'primes', m: 'threads,processes', s: 0.5, n: 2 }) }, async (lab) => {
        await lab.over();
        for (let round = 0; round < 20; round += 1) {
          await lab.slide('workers', 15);
          // Sometimes the runs begin before the next move, sometimes they do not.
          if (round % 4 === 0) await lab.begun('threads');
          await lab.slide('workers', 1 + round % 3);
          if (round % 4 === 2) await lab.begun('threads');
        }
        await lab.slide('workers', 2);
        const state = await lab.over();
        assertVerified(state, ['threads', 'processes']);
        assert.equal(state.workers, 3);
        assert.deepEqual(state.rows.map((row) => row.workers), [3, 3]);
        assert.match(state.hash, /[?&]n=3&.*&r=\d+,\d+/);
        await lab.oneEngine();
        assert.ok(await lab.nested('count') <= await lab.mostWorkers(), 'its pool is no larger than the slider, and no process is left');
        assert.deepEqual(await lab.errors(), []);
      }));

    test('controls act on the page as it stands', () =>
      withLab(browser, {}, async (lab) => {
        await lab.over();
        await lab.choose('workload', 'downloads');
        let state = await lab.over();
        assert.equal(state.workload, 'downloads');
        assertVerified(state, ['event-loop', 'threads']);
        await lab.click('model-processes');
        state = await lab.over();
        assertVerified(state, ['event-loop', 'threads', 'processes']);
        await lab.slide('size', 0);
        await lab.slide('tasks', 3);
        state = await lab.over();
        assert.deepEqual([state.tasks, state.size], ['4', '0.05×']);
        assertVerified(state, ['event-loop', 'threads', 'processes']);
        const loads = lab.server.requests.filter((path) => path === '/index.html');
        assert.equal(loads.length, 1, 'nothing was loaded anew');
      }));

    test('the sweep and the table are filled', () =>
      withLab(browser, { hash: address({ w: 'sha256', s: 0.05 }) }, async (lab) => {
        await lab.over();
        await lab.click('sweep-run');
        await lab.page.until('the sweep is over', () => document.querySelector('[data-testid="sweep-run"]') !== null);
        const said = () => lab.page.call(() => document.querySelector('[data-testid="sweep"]').innerText);
        const cores = await lab.page.call(() => navigator.hardwareConcurrency);
        const legend = await said();
        // How much is said of a law depends on how many points lie up to the number of cores.
        if (cores === 1) assert.match(legend, /No law is fitted/);
        if (cores === 2) assert.match(legend, /2 workers come to a serial fraction of −?\d+\.\d% \(Karp-Flatt\)/);
        if (cores > 2) assert.match(legend, /Amdahl: serial fraction \d+\.\d%, off by \d+\.\d%/);
        if (cores > 3) assert.match(legend, /universal scalability: contention \d+\.\d+, coherency \d+\.\d+, off by/);
        assert.match(legend, /Free threads, SHA-256, 8 tasks/);
        assert.doesNotMatch(legend, /before your change/);
        await lab.click('matrix-run');
        await lab.page.until('the table is full', () => document.querySelector('[data-testid="matrix-run"]') !== null);
        const cells = await lab.page.call(() =>
          [...document.querySelectorAll('[data-testid="matrix"] td')].map((cell) => cell.innerText));
        assert.equal(cells.length, 15);
        assert.ok(cells.every((text) => /^[\d.]+\s(µs|ms|s)$/.test(text.trim())), JSON.stringify(cells));
        await lab.choose('workload', 'pi');
        await lab.over();
        assert.match(await said(), /Of the settings before your change: Free threads, SHA-256, 8 tasks/);
      }));

    test('the words claim no more than the machine can do', () =>
      withLab(browser, { hash: address({ w: 'sort', n: 16, s: 0.2 }) }, async (lab) => {
        await lab.over();
        const read = () => lab.page.call(() => ({
          cores: navigator.hardwareConcurrency,
          text: document.querySelector('main').innerText,
          key: document.querySelector('.key').innerText,
        }));
        const { cores, text, key } = await read();
        if (cores < 16) {
          const turns = new RegExp(`${cores} cores? here: at most ${cores} of 16 workers truly execute`);
          assert.equal(text.split(turns).length, 3, 'above the timelines and below the table');
          assert.match(text, /At once\*/);
          assert.match(text, /16 workers taking turns on/);
        }
        assert.match(key, /starting up/);
        assert.match(key, /waiting for the others/);
        assert.match(text, /At least two are compared/);
        assertVerified(await lab.compare({ w: 'sha256', n: 4, t: 1, s: 0.1 }), ['event-loop', 'threads']);
        assert.doesNotMatch((await lab.state()).headline, /times faster/);
        assert.match((await read()).text, /Both runs do the same task\./);
        await lab.compare({ w: 'sha256', m: 'event-loop,threads,processes', n: 4, t: 8, s: 0.1 });
        assert.doesNotMatch((await read()).text, /At least two are compared/);
        assert.match((await read()).text, /Also measured: /);
      }));

    test('a task of an event loop is running, waiting or waits its turn', () =>
      withLab(browser, { hash: address({ w: 'primes', m: 'sequential,event-loop', t: 4, s: 0.5 }) }, async (lab) => {
        await lab.over();
        await lab.slices('event-loop');
        const tasks = await lab.page.call(() => {
          const regions = [...document.querySelectorAll('[role="region"]')];
          const names = regions.map((region) => region.getAttribute('aria-label'));
          const table = regions.find((region) => region.getAttribute('aria-label') === 'Tasks of Event loop');
          return { names, runnable: [...table.querySelectorAll('tbody tr')].map((row) => row.children[4].textContent) };
        });
        assert.equal(new Set(tasks.names).size, tasks.names.length, `landmarks have names of their own: ${tasks.names}`);
        assert.equal(tasks.runnable.length, 4);
        assert.ok(tasks.runnable.every((text) => !/^0\s/.test(text)), `runnable: ${tasks.runnable}`);
      }));
  });
}
