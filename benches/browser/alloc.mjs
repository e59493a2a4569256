// Allocation-heavy work on several workers at once: the page's allocator against the one that Rust ships, and against
// native code with the system's.
//
// Each worker does the same amount of work, so a perfect allocator takes as long on as many workers as there are cores
// as it does on one.

import { execFileSync } from 'node:child_process';
import { CORES, TURNS, inChromium, median, report, time } from './harness.mjs';

// The page's slider goes to twice the cores and no less than 16.
const MOST = Math.max(16, 2 * CORES);
const COUNTS = [...new Set([1, 2, 4, CORES, MOST])].sort((a, b) => a - b);
const KERNELS = { churn: 50_000, pairs: 500_000 };
const NATIVE = process.env.INTERLEAVE_BENCH;

const native = (kernel, workers) =>
  Number(execFileSync(NATIVE, [kernel, workers, KERNELS[kernel], TURNS].map(String), { encoding: 'utf8' }));

await inChromium('binaries.html', async (page) => {
  const call = (binary, name, ...args) => page.evaluate((call) => bench.call(...call), [binary, name, ...args]);
  for (const binary of ['bench-ours', 'bench-stock']) {
    await page.evaluate(([name, threads]) => bench.load(name, threads), [binary, MOST]);
  }
  for (const kernel of Object.keys(KERNELS)) {
    const name = `${kernel}On`, items = KERNELS[kernel];
    for (const workers of COUNTS) {
      const turns = { ours: [], stock: [] };
      for (let turn = -1; turn < TURNS; turn++) {
        const ours = await call('bench-ours', name, workers, items);
        const stock = await call('bench-stock', name, workers, items);
        if (turn >= 0) turns.ours.push(ours), turns.stock.push(stock);
      }
      const [ours, stock] = [median(turns.ours), median(turns.stock)];
      const reference = NATIVE ? `; native ${time(native(kernel, workers))}` : '';
      report({
        name: `allocator, ${kernel} on ${workers}`, figure: time(ours), peer: `stock ${time(stock)}${reference}`,
        ratio: stock / ours, least: workers >= CORES ? 100 : undefined,
      });
    }
  }
});
