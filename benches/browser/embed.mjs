// Demos in somebody's page: how soon one shows its first picture beside the plain page, and what ten of them cost.
//
// Both are loaded by a browser that has nothing of them yet, in turns. What is timed is the first frame with a slice of
// a run in it, counted from the start of the page that the reader opened.

import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

import { DIST } from '../../tests/browser/server.mjs';
import { TURNS, inChromium, median, report, time } from './harness.mjs';

const COUNT = 10;
/** How long nothing is done, to see what doing nothing costs. */
const IDLE_S = 5;
/** How long a page may go on with what it was doing. */
const SETTLED_MS = 3_000;
/** After this a demo out of sight has ended its workers, and the browser has collected what they left. */
const AWAY_MS = 20_000;
const LIMIT = { timeout: 120_000 };

const PROBE = readFileSync(new URL('page-probe.js', import.meta.url), 'utf8');
/** Keeps the workers that live in each frame, and its long tasks; unlike the probe it costs nothing by itself. */
const QUIET = `
  globalThis.probe = { longest: [] };
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => probe.longest.push(duration)))
    .observe({ type: 'longtask', buffered: true });
  globalThis.alive = new Set();
  globalThis.Worker = class extends Worker {
    constructor(...values) { super(...values); alive.add(this); }
    terminate() { alive.delete(this); super.terminate(); }
  };`;

/** Runs in the page around the demos. */
const HANDS = `
  globalThis.demos = () => [...document.querySelectorAll('interleave-demo')];
  globalThis.inside = (demo) => demo.shadowRoot?.querySelector('iframe')?.contentWindow;
  globalThis.holding = () => demos().filter((demo) => inside(demo)?.alive?.size > 0).length;
  globalThis.tasks = () => [window, ...demos().map(inside)].flatMap((seen) => seen?.probe?.longest ?? []);`;

await inChromium(null, async (page, url) => {
  const browser = page.context().browser();
  const open = async (address, ...scripts) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const opened = await context.newPage();
    for (const script of scripts) await opened.addInitScript(script);
    await opened.goto(url + address);
    return opened;
  };

  async function firstPicture(address) {
    const opened = await open(address, PROBE, HANDS);
    const found = await opened.waitForFunction(() => {
      for (const seen of [window, ...demos().map(inside)]) {
        if (seen?.probe?.firstSlice === undefined) continue;
        return seen.performance.timeOrigin + seen.probe.firstSlice - performance.timeOrigin;
      }
      return undefined;
    }, null, LIMIT);
    const taken = await found.jsonValue();
    await opened.context().close();
    return taken;
  }
  const taken = { '': [], 'bench/embed.html?autoplay': [] };
  for (let turn = -1; turn < TURNS; turn++) {
    for (const [address, list] of Object.entries(taken)) {
      const found = await firstPicture(address);
      if (turn >= 0) list.push(found);
    }
  }
  const [plain, embedded] = Object.values(taken).map(median);
  report({
    name: 'embed to first picture', figure: time(embedded), peer: `the plain page ${time(plain)}`,
    ratio: embedded / plain, most: 1.5,
  });

  const system = await browser.newBrowserCDPSession();
  /** What the processes that show pages have used: seconds of CPU, and megabytes. */
  async function usage() {
    const { processInfo } = await system.send('SystemInfo.getProcessInfo');
    const all = processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => {
      const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
      return { cpuTime, megabytes: Number(resident) / 1024 };
    });
    return all.reduce((sum, { cpuTime, megabytes }) => ({ cpu: sum.cpu + cpuTime, megabytes: sum.megabytes + megabytes }), { cpu: 0, megabytes: 0 });
  }
  /** The share of a core that doing nothing takes. */
  async function idle(opened) {
    await opened.waitForTimeout(SETTLED_MS);
    const before = await usage();
    await opened.waitForTimeout(IDLE_S * 1000);
    return ((await usage()).cpu - before.cpu) / IDLE_S;
  }

  const empty = await open('bench/empty.js');
  const nothing = await idle(empty);
  await empty.context().close();

  const ten = await open(`bench/embed.html?count=${COUNT}`, QUIET, HANDS);
  await ten.waitForFunction((count) => globalThis.demos?.().length === count, COUNT, LIMIT);
  // Every demo is brought into sight, so that it is there with its poster; then nothing is done.
  for (let index = 0; index < COUNT; index++) {
    await ten.evaluate((index) => demos()[index].scrollIntoView({ block: 'center' }), index);
    await ten.waitForFunction((index) => inside(demos()[index])?.document?.querySelector('.poster button'), index, LIMIT);
  }
  const posters = await idle(ten);
  const before = (await usage()).megabytes;
  await ten.evaluate(() => {
    globalThis.most = 0;
    globalThis.counting = setInterval(() => { globalThis.most = Math.max(globalThis.most, holding()); }, 20);
  });
  let peak = before;
  for (let index = 0; index < COUNT; index++) {
    await ten.evaluate((index) => {
      demos()[index].scrollIntoView({ block: 'center' });
      inside(demos()[index]).document.querySelector('.poster button').click();
    }, index);
    // A demo has run when it says what came of it.
    await ten.waitForFunction((index) => inside(demos()[index])?.document?.querySelector('[data-testid=run]:not([disabled])'), index, LIMIT);
    peak = Math.max(peak, (await usage()).megabytes);
  }
  const worst = Math.max(0, ...await ten.evaluate(() => tasks()));
  const most = await ten.evaluate(() => globalThis.most);
  await ten.evaluate(() => {
    clearInterval(globalThis.counting);
    scrollTo(0, 0);
  });
  await ten.waitForTimeout(AWAY_MS);
  const held = await ten.evaluate(() => holding());
  const ran = await idle(ten);
  const session = await ten.context().newCDPSession(ten);
  await session.send('HeapProfiler.collectGarbage');
  await ten.waitForTimeout(1000);
  const after = (await usage()).megabytes;

  const percent = (share) => `${Number((share * 100).toPrecision(2))}%`;
  report({ name: `of ${COUNT} demos, with workers at once`, figure: `${most}`, peer: '2', ratio: most, most: 2 });
  report({ name: `of ${COUNT} demos that ran, with workers out of sight`, figure: `${held}`, peer: '0', ratio: held, most: 0 });
  report({
    name: `longest main-thread task, ${COUNT} demos run in turn`, figure: worst ? time(worst) : 'none of 50 ms or more',
    peer: '50 ms', ratio: worst, most: 50, unit: ' ms',
  });
  report({
    name: `CPU of ${COUNT} posters`, figure: percent(posters), peer: `an empty page ${percent(nothing)}`,
    ratio: Math.max(0, posters - nothing) * 100, most: 1, unit: '%',
  });
  report({
    name: `CPU of ${COUNT} demos that ran, out of sight`, figure: percent(ran), peer: `an empty page ${percent(nothing)}`,
    ratio: Math.max(0, ran - nothing) * 100, most: 1, unit: '%',
  });
  report({
    name: `memory of ${COUNT} demos that ran, out of sight`, figure: `${Math.round(after - before)} MB more than their posters`,
    peer: `${Math.round(peak - before)} MB at the most`, ratio: (after - before) / (peak - before),
  });
  await ten.context().close();

  const size = brotliCompressSync(readFileSync(`${DIST}/embed.js`)).length;
  report({ name: 'embed.js in Brotli', figure: `${size} bytes`, peer: '3000 bytes', ratio: size / 1000, most: 3, unit: ' kB' });
});
