// Free threads: how much faster as many workers as there are cores are than one, and wasm against native code.
//
// One engine worker runs every turn, as in the page; a native process is started for each turn and warms up with a
// sequential run. Native speedup is the machine's own limit.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CORES, TURNS, geometricMean, inChromium, median, report, time } from './harness.mjs';

const BINARY = process.env.INTERLEAVE ?? fileURLToPath(new URL('../../target/release/interleave', import.meta.url));
const WORKLOADS = ['mandelbrot', 'primes', 'matmul', 'nbody', 'sort', 'pi', 'sha256', 'wordcount', 'downloads', 'kitchen'];
const TASKS = 64;
const SIZE = 1;

function plan(workload, workers) {
  return {
    config: {
      workload, tasks: TASKS, size: SIZE, unevenness: 1, latency: { mean_ms: 20, distribution: 'uniform' }, seed: 1,
    },
    model: 'threads', workers, sharing: 'dynamic', switch_interval_ns: 5e6, chunk_ns: 4e6, records_per_lane: 32768,
  };
}

function native(workload) {
  const settings = ['--workload', workload, '--model', 'sequential,threads', '--workers', `1,${CORES}`];
  const same = ['--tasks', TASKS, '--size', SIZE, '--unevenness', 1, '--latency', 20, '--distribution', 'uniform'];
  const call = ['lab', ...settings, ...same, '--seed', 1, '--sharing', 'dynamic', '--format', 'json'].map(String);
  const text = execFileSync(BINARY, call, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
  const runs = JSON.parse(text).runs.filter((run) => run.model === 'threads');
  return [1, CORES].map((workers) => runs.find((run) => run.workers === workers).makespan_ns / 1e6);
}

const chosen = process.argv.slice(2);
const workloads = chosen.length ? WORKLOADS.filter((name) => chosen.includes(name)) : WORKLOADS;

await inChromium('lab.html', async (page) => {
  const wasm = async (workload, workers) =>
    (await page.evaluate(([threads, plan]) => bench.run('lab', threads, plan), [CORES, plan(workload, workers)])).makespan_ns / 1e6;
  const efficiencies = [], ratios = [];
  for (const workload of workloads) {
    const turns = { wasm1: [], wasmN: [], native1: [], nativeN: [] };
    // The first one warms up.
    for (let turn = -1; turn < TURNS; turn++) {
      const [wasm1, wasmN] = [await wasm(workload, 1), await wasm(workload, CORES)];
      const [native1, nativeN] = native(workload);
      if (turn < 0) continue;
      Object.entries({ wasm1, wasmN, native1, nativeN }).forEach(([key, value]) => turns[key].push(value));
    }
    const { wasm1, wasmN, native1, nativeN } = Object.fromEntries(
      Object.entries(turns).map(([key, values]) => [key, median(values)]));
    const efficiency = wasm1 / wasmN / CORES;
    efficiencies.push(efficiency);
    ratios.push(wasmN / nativeN);
    const nativeSpeedup = (native1 / nativeN).toFixed(2);
    report({
      name: `scaling, ${workload}`, figure: `${(wasm1 / wasmN).toFixed(2)} times on ${CORES} workers`,
      peer: `${CORES} cores; native ${nativeSpeedup}`, ratio: efficiency,
      least: workload === 'mandelbrot' ? 0.97 : undefined,
    });
    report({
      name: `wasm against native, ${workload}`, figure: time(wasmN), peer: `native ${time(nativeN)}`,
      ratio: wasmN / nativeN,
    });
  }
  report({
    name: 'scaling, geometric mean', figure: `${(geometricMean(efficiencies) * CORES).toFixed(2)} times`,
    peer: `${CORES} cores`, ratio: geometricMean(efficiencies), least: 0.9,
  });
  report({
    name: 'wasm against native, geometric mean', figure: `${workloads.length} workloads`, peer: 'the native binary',
    ratio: geometricMean(ratios), most: 1.1,
  });
});
