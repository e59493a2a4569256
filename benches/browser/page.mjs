// The page under a reader's hands: from the slider to the first new slice, from Cancel to the end of the run, and the
// longest task of the main thread while runs of every workload go on.

import { readFileSync } from 'node:fs';
import { CORES, TURNS, inChromium, median, report, time } from './harness.mjs';

const WORKLOADS = ['mandelbrot', 'primes', 'matmul', 'nbody', 'sort', 'pi', 'sha256', 'wordcount', 'downloads', 'kitchen'];
const MODELS = ['sequential', 'event-loop', 'gil', 'threads', 'processes'];
// Which models are compared, and during which run Cancel is pressed.
const CANCELS = { sequential: [0, 2], 'event-loop': [1, 3], gil: [2, 3], threads: [3, 4], processes: [3, 4] };
const LONG_TASK_MS = 50;

const link = (workload, models, workers, size) =>
  `#/lab?v=1&w=${workload}&m=${models.join()}&n=${workers}&s=${size}`;

await inChromium(null, async (page, url) => {
  await page.addInitScript(readFileSync(new URL('page-probe.js', import.meta.url), 'utf8'));
  const idle = () => page.waitForSelector('[data-testid=run]:not([disabled])', { timeout: 120_000 });
  const open = async (hash) => {
    // Another query, so that the page is loaded anew and not only told of a new hash.
    await page.goto(`${url}?${Math.random()}${hash}`);
    await idle();
  };
  let worst = 0, worstDuring = '';
  const collect = async (during) => {
    const longest = Math.max(0, ...await page.evaluate(() => probe.longest.map(([, duration]) => duration)));
    if (longest > worst) [worst, worstDuring] = [longest, during];
  };

  await open('');
  await page.waitForTimeout(1000);
  const loading = await page.evaluate(() => Math.max(0, ...probe.longest.map(([, duration]) => duration)));

  const sliders = [];
  for (let turn = -1; turn < TURNS; turn++) {
    await idle();
    // To and fro, so that each move changes the value; the page starts its runs by itself.
    const value = turn % 2 ? CORES + 1 : CORES;
    const taken = await page.evaluate((value) => new Promise((resolve, reject) => {
      const slider = document.querySelector('[data-testid=workers]');
      probe.reset();
      const start = performance.now();
      slider.value = value - 1;
      slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
      const check = () => {
        if (probe.firstSlice !== undefined) resolve(probe.firstSlice - start);
        else if (performance.now() - start > 10_000) reject(new Error('no new slice within 10 s'));
        else requestAnimationFrame(check);
      };
      check();
    }), value);
    if (turn >= 0) sliders.push(taken);
    await page.evaluate(() => document.querySelector('[data-testid=workers]').dispatchEvent(new Event('change', { bubbles: true })));
    await idle();
  }
  await collect('the slider');
  report({
    name: 'slider to first new slice', figure: `${time(median(sliders))}, at most ${time(Math.max(...sliders))}`,
    peer: '150 ms', ratio: median(sliders), most: 150, unit: ' ms',
  });

  for (const [model, compared] of Object.entries(CANCELS)) {
    const models = compared.map((index) => MODELS[index]), during = models.indexOf(model);
    const cancels = [];
    for (let turn = -1; turn < Math.ceil(TURNS / 3); turn++) {
      await page.goto(`${url}?${Math.random()}${link('primes', models, CORES, during ? 1 : 4)}`);
      await page.waitForSelector('[data-testid=cancel]');
      await page.waitForFunction((runs) => probe.runs > runs, during, { timeout: 60_000 });
      await page.waitForTimeout(150);
      const taken = await page.evaluate(() => new Promise((resolve, reject) => {
        const button = document.querySelector('[data-testid=cancel]');
        if (!button) return resolve(null);
        const finished = probe.finished, start = performance.now();
        button.click();
        const check = () => {
          const isOver = probe.finished > finished && !document.querySelector('[data-testid=cancel]');
          if (isOver) resolve(performance.now() - start);
          else if (performance.now() - start > 10_000) reject(new Error('the run goes on after 10 s'));
          else requestAnimationFrame(check);
        };
        check();
      }));
      // The run was over before Cancel was pressed: nothing was measured.
      if (taken !== null && turn >= 0) cancels.push(taken);
    }
    report({
      name: `cancel, ${model}`, figure: `${time(median(cancels))}, at most ${time(Math.max(...cancels))}`,
      peer: '100 ms', ratio: median(cancels), most: 100, unit: ' ms',
    });
  }

  for (const workload of WORKLOADS) {
    await open(link(workload, MODELS, CORES, 1));
    await page.evaluate(() => probe.reset());
    await page.click('[data-testid=run]');
    await page.waitForFunction((runs) => probe.finished >= runs, MODELS.length, { timeout: 120_000 });
    await idle();
    await collect(workload);
  }
  report({
    name: 'longest main-thread task in runs', figure: worst ? `${time(worst)}, during ${worstDuring}` : `none of ${LONG_TASK_MS} ms or more`,
    peer: `${LONG_TASK_MS} ms`, ratio: worst, most: LONG_TASK_MS, unit: ' ms',
  });
  report({
    name: 'longest main-thread task while loading', figure: loading ? time(loading) : `none of ${LONG_TASK_MS} ms or more`,
    peer: `${LONG_TASK_MS} ms`, ratio: loading, most: LONG_TASK_MS, unit: ' ms',
  });
});
