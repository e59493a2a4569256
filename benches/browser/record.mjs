// Recording: what a record costs in the browser and natively, and which share of a run's time that is.

import { execFileSync } from 'node:child_process';
import { CORES, TURNS, inChromium, median, report, time } from './harness.mjs';

const LANES = 16;
const RECORDS = LANES * (1 << 15);
const NATIVE = process.env.INTERLEAVE_BENCH;
const WORKLOADS = ['mandelbrot', 'primes', 'matmul', 'nbody', 'sort', 'pi', 'sha256', 'wordcount', 'downloads', 'kitchen'];
const MODELS = ['sequential', 'event-loop', 'gil', 'threads'];

const costs = await inChromium('binaries.html', async (page) => {
  await page.evaluate(() => bench.load('bench-engine', 0));
  const each = async (name) => await page.evaluate(([name, lanes]) => bench.call('bench-engine', name, lanes), [name, LANES]) / RECORDS;
  const turns = { stampsBare: [], stampedRecords: [], unstampedRecords: [] };
  for (let turn = -1; turn < TURNS; turn++) {
    for (const name of Object.keys(turns)) {
      const cost = await each(name);
      if (turn >= 0) turns[name].push(cost);
    }
  }
  return Object.fromEntries(Object.entries(turns).map(([name, values]) => [name, median(values)]));
});
report({
  name: 'a stamped record', figure: time(costs.stampedRecords), peer: `bare performance.now ${time(costs.stampsBare)}`,
  ratio: costs.stampedRecords / costs.stampsBare, most: 1.1,
});
report({
  name: 'a record without its stamp', figure: time(costs.unstampedRecords), peer: '2 ns',
  ratio: costs.unstampedRecords * 1e6, most: 2, unit: ' ns',
});

if (NATIVE) {
  const [stamped, unstamped] = execFileSync(NATIVE, ['record', String(TURNS)], { encoding: 'utf8' }).trim().split(' ').map(Number);
  report({ name: 'a stamped record, natively', figure: time(stamped), peer: '25 ns', ratio: stamped * 1e6, most: 25, unit: ' ns' });
  report({ name: 'a record without its stamp, natively', figure: time(unstamped), peer: '2 ns', ratio: unstamped * 1e6, most: 2, unit: ' ns' });
}

// What a run records, times what a record costs, over the time that its workers executed. A beat is an atomic
// addition and, where records wait, an atomic store: counted as a record without its stamp, five times over.
await inChromium('lab.html', async (page) => {
  let worst = { share: 0 };
  for (const workload of WORKLOADS) {
    for (const model of MODELS) {
      const plan = {
        config: { workload, tasks: 64, size: 1, unevenness: 2, latency: { mean_ms: 20, distribution: 'uniform' }, seed: 1 },
        model, workers: CORES, sharing: 'work-stealing', switch_interval_ns: 5e6, chunk_ns: 4e6, records_per_lane: 32768,
      };
      const run = await page.evaluate(([threads, plan]) => bench.run('record', threads, plan), [CORES, plan]);
      const recording = run.records * costs.stampedRecords + run.beats * 5 * costs.unstampedRecords;
      const share = recording * 1e6 / run.busy_ns;
      if (share > worst.share) worst = { share, workload, model, ...run };
    }
  }
  report({
    name: 'recording, share of a run', figure: `${worst.workload}, ${worst.model}: ${worst.records} records, ${worst.beats} beats`,
    peer: `the run's busy time ${time(worst.busy_ns / 1e6)}`, ratio: worst.share * 100, most: 1, unit: '%',
  });
});
