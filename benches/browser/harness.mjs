// What every browser benchmark needs: a site to measure, a browser to measure it in, and rows to report.
//
// A figure is compared with a peer or a limit that was measured in the same run, in turns: A B A B and so on. What is
// reported is the median of the turns. It decides nothing: `cargo xtask bench` prints the table.

import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { serve, DIST } from '../../tests/browser/server.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
// The packages of the browser tests serve the benchmarks as well.
const require = createRequire(path('../../tests/browser/package.json'));
const SITE = path('../../target/bench/site');

/** How many workers the machine can run at the same time. */
export const CORES = availableParallelism();

/** How many times everything is measured; `BENCH_TURNS` sets it. */
export const TURNS = Number(process.env.BENCH_TURNS ?? 9);

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The mean that suits ratios. */
export const geometricMean = (ratios) => Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);

/** A duration in the unit that suits it. */
export function time(milliseconds) {
  const units = [['s', 1e-3], ['ms', 1], ['µs', 1e3], ['ns', 1e6]];
  const [unit, factor] = units.find(([, factor]) => Math.abs(milliseconds) * factor >= 1) ?? units.at(-1);
  return `${Number((milliseconds * factor).toPrecision(3))} ${unit}`;
}

/**
 * Reports one line of the table; xtask reads it from standard output.
 *
 * @param {object} row
 * @param {string} row.name what was measured
 * @param {string} row.figure ours
 * @param {string} row.peer what it is compared with, and its figure
 * @param {number} row.ratio ours and the peer's, as the goal has it
 * @param {number} [row.most] the goal, where the ratio is to be no more than it
 * @param {number} [row.least] the goal, where the ratio is to be no less than it
 * @param {string} [row.unit] what the ratio is in, where it is none
 */
export function report({ name, figure, peer, ratio, most, least, unit = '' }) {
  const goal = most !== undefined ? `≤ ${most}${unit}` : least !== undefined ? `≥ ${least}${unit}` : '';
  const isMet = most !== undefined ? ratio <= most : ratio >= least;
  const digits = Math.abs(ratio) >= 100 ? ratio.toFixed(0) : Number(ratio.toPrecision(3));
  console.log(['row', name, figure, peer, `${digits}${unit}`, goal, goal ? (isMet ? 'yes' : 'no') : ''].join('\t'));
}

/** Puts the built page, the benchmark binaries and the benchmarks' own pages into one folder, and serves it. */
export async function site() {
  rmSync(SITE, { recursive: true, force: true });
  mkdirSync(SITE, { recursive: true });
  cpSync(DIST, SITE, { recursive: true });
  // The page has its policy in itself; the benchmarks' own pages are none of its business.
  rmSync(`${SITE}/_headers`, { force: true });
  cpSync(path('site'), `${SITE}/bench`, { recursive: true });
  const binaries = path('../../target/bench/web');
  if (existsSync(binaries)) cpSync(binaries, `${SITE}/bench/web`, { recursive: true });
  cpSync(require.resolve('workerpool/dist/workerpool.min.js'), `${SITE}/bench/workerpool.js`);
  // Cached, as a host that serves files named by their content lets them be.
  return serve({ root: SITE, headers: { 'Cache-Control': 'max-age=3600' } });
}

/** The version of an npm package. */
export const versionOf = (name) => require(`${name}/package.json`).version;

/**
 * Runs `measure(page, url)` in Chromium on a page of ours and prints which browser it was.
 *
 * @param {string | null} file a page in `site/`; none where `measure` goes to pages by itself
 */
export async function inChromium(file, measure) {
  const { chromium } = require('playwright-core');
  const server = await site();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  try {
    console.log(`version\tChromium ${browser.version()}`);
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`the page failed: ${error.message}`));
    if (file) {
      await page.goto(`${server.url}bench/${file}`);
      await page.waitForFunction(() => globalThis.bench !== undefined);
    }
    return await measure(page, server.url);
  } finally {
    await browser.close();
    await server.close();
  }
}
