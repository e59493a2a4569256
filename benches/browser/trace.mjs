// The trace page: from a file to correct pixels against Perfetto and speedscope, parsing against JSON.parse and native
// parsers, and the main thread's time a frame from ten thousand to ten million slices.
//
// Pixels are correct when the part of the page with the lanes does not change any more: it is photographed again and
// again, the peers' pages like ours, and the time of the first photograph of what stays is taken. A picture of
// "loading" is no result, and a photograph costs all of them the same.

import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serve } from '../../tests/browser/server.mjs';
import { CORES, TURNS, inChromium, median, report, time, versionOf } from './harness.mjs';
import { perfetto, traceFile } from './trace-files.mjs';

const require = createRequire(fileURLToPath(new URL('../../tests/browser/package.json', import.meta.url)));
const SIZE = { width: 1280, height: 900 };
/** How long a picture has to stay to be the last one. */
const STAYS_MS = 2500;
const LIMIT_MS = 120_000;
/** Opening takes seconds: fewer turns do. */
const OPENS = Math.min(TURNS, 3);

/**
 * The time from `act` until the picture of `clip` is the one that stays, in milliseconds. `clip` is a part of the page,
 * or finds one once the file is open. Pictures before `isOpen` says yes are not looked at.
 */
async function untilPictureStays(page, clip, act, isOpen) {
  const start = performance.now();
  await act();
  let last, since;
  for (;;) {
    if (performance.now() - start > LIMIT_MS) throw new Error('no picture stayed');
    if (await page.evaluate(isOpen)) {
      // Asking takes as long as the page's main thread is blocked: time is taken after the answer.
      const taken = performance.now();
      const part = typeof clip === 'function' ? await clip(page) : clip;
      const picture = createHash('sha1').update(await page.screenshot({ clip: part })).digest('hex');
      if (picture !== last) [last, since] = [picture, taken];
      if (taken - since > STAYS_MS) return since - start;
    }
    await page.waitForTimeout(20);
  }
}

/** The part of each page with its lanes, and no caret that blinks. Of ours it holds tables below the lanes too. */
const LANES = { x: 260, y: 280, width: 990, height: 560 };
/** The timeline alone: our overview, curves and lanes, all of which are shown on it. */
async function timeline(page) {
  const plot = await page.waitForSelector('[data-testid=timeline]', { timeout: LIMIT_MS });
  return plot.boundingBox();
}

const openers = {
  async perfetto(browser, root, file) {
    const server = await serve({ root, isolated: false });
    const page = await browser.newPage({ viewport: SIZE });
    try {
      await page.goto(server.url);
      await page.waitForFunction(() => document.title.includes('localtrace'), null, { timeout: LIMIT_MS });
      await page.waitForTimeout(1000);
      const input = await page.$('input[type=file]');
      return await untilPictureStays(page, LANES, () => input.setInputFiles(file),
        () => document.title.includes('.json'));
    } finally {
      await page.close();
      await server.close();
    }
  },
  async speedscope(browser, root, file) {
    const server = await serve({ root, isolated: false });
    const page = await browser.newPage({ viewport: SIZE });
    try {
      await page.goto(server.url);
      await page.waitForSelector('input[type=file]', { state: 'attached' });
      await page.waitForTimeout(1000);
      return await untilPictureStays(page, LANES, () => page.setInputFiles('input[type=file]', file),
        () => document.body.innerText.includes('Thread 1'));
    } finally {
      await page.close();
      await server.close();
    }
  },
  async ours(browser, url, file, clip = timeline) {
    const page = await browser.newPage({ viewport: SIZE });
    try {
      await page.goto(`${url}?${Math.random()}#/trace`);
      await page.waitForSelector('[data-testid=picker]', { state: 'attached', timeout: LIMIT_MS });
      await page.waitForTimeout(1000);
      return await untilPictureStays(page, clip, () => page.setInputFiles('[data-testid=picker]', file),
        () => document.querySelector('#trace-view [data-testid=facts]')?.innerText.includes('slices'));
    } finally {
      await page.close();
    }
  },
};

/** Medians of several openings each, in turns. */
async function inTurns(...openings) {
  const times = openings.map(() => []);
  for (let turn = 0; turn < OPENS; turn++) {
    for (const [index, open] of openings.entries()) times[index].push(await open());
  }
  return times.map(median);
}

/** Main-thread time of each frame while `act` is called once a frame, in milliseconds: what Chromium traced. */
async function frames(browser, page, count, act) {
  const session = await browser.newBrowserCDPSession();
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const done = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'] },
  });
  const marks = await page.evaluate(act, count);
  await session.send('Tracing.end');
  await done;
  // The thread that ran the marks is the page's main thread.
  const mark = events.find((event) => event.name === 'bench-frame');
  const isMain = (event) => event.pid === mark.pid && event.tid === mark.tid;
  const starts = events.filter((event) => event.name === 'bench-frame' && isMain(event)).map((event) => event.ts).sort((a, b) => a - b);
  const tasks = events.filter((event) => event.name === 'RunTask' && event.dur && isMain(event));
  const spent = starts.slice(0, -1).map((from, index) => {
    const to = starts[index + 1];
    const parts = tasks.map((task) => Math.min(to, task.ts + task.dur) - Math.max(from, task.ts));
    return parts.filter((part) => part > 0).reduce((sum, part) => sum + part, 0) / 1000;
  });
  return { spent, ...marks };
}

/** One zoom or pan a frame, as a reader's wheel and drag do; runs in the page. */
const wheel = async (count) => {
  const plot = document.querySelector('[data-testid=timeline]');
  const box = plot.getBoundingClientRect();
  const nextFrame = () => new Promise(requestAnimationFrame);
  for (let at = 0; at <= count; at++) {
    await nextFrame();
    performance.mark('bench-frame');
    const isZoom = at % 4 !== 3;
    plot.dispatchEvent(new WheelEvent('wheel', {
      bubbles: true, cancelable: true, ctrlKey: isZoom, shiftKey: !isZoom,
      deltaX: isZoom ? 0 : 40, deltaY: isZoom ? (at % 40 < 20 ? -40 : 40) : 0,
      clientX: box.left + box.width * (0.4 + 0.3 * (at % 7) / 7), clientY: box.top + Math.min(box.height, 300) / 2,
    }));
  }
  return {};
};

const megabytes = (file, ms) => `${(statSync(file).size / 1e3 / ms).toFixed(0)} MB/s`;

/** What the native benchmark prints: megabytes a second by reader. */
function nativeReaders() {
  const lines = execFileSync(process.env.INTERLEAVE_BENCH, ['parse', String(OPENS)], { encoding: 'utf8' }).split('\n');
  const found = lines.map((line) => line.match(/^(.+?) +(\d+) MB\/s/)).filter(Boolean);
  return Object.fromEntries(found.map(([, name, speed]) => [name, Number(speed)]));
}

const percentile = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];

await inChromium(null, async (first, url) => {
  const browser = first.context().browser();
  await first.close();
  console.log(`version\tspeedscope ${versionOf('speedscope')}`);

  // From a file to every lane painted.
  const speedscope = dirname(require.resolve('speedscope/dist/release/index.html'));
  const perfettoPage = perfetto();
  const small = await traceFile(100_000, 4, 'flat');
  for (const shape of ['flat', 'nested']) {
    const file = await traceFile(1_000_000, 4, shape);
    const open = (clip) => () => openers.ours(browser, url, file, clip);
    if (perfettoPage) {
      const [lanes, all, theirs] = await inTurns(open(), open(LANES), () => openers.perfetto(browser, perfettoPage, file));
      const peer = `Perfetto ${time(theirs)}`;
      report({
        name: `a million events to every lane, ${shape}`, figure: time(lanes), peer, ratio: theirs / lanes, least: 10,
      });
      report({ name: `a million events to lanes and tables, ${shape}`, figure: time(all), peer, ratio: theirs / all });
    }
  }
  {
    const file = await traceFile(3_000_000, 4, 'flat');
    const [theirs, ours] = await inTurns(
      () => openers.speedscope(browser, speedscope, small), () => openers.ours(browser, url, file, LANES));
    // It crashes at a million: so what is compared is how many events are open in the same time.
    report({
      name: 'events opened in the same time', figure: `3 000 000 in ${time(ours)}`,
      peer: `speedscope 100 000 in ${time(theirs)}`, ratio: 30 * theirs / ours, least: 10,
    });
  }

  // Parsing.
  {
    const page = await browser.newPage();
    await page.goto(`${url}bench/parse.html`);
    await page.waitForFunction(() => globalThis.bench !== undefined);
    for (const shape of ['flat', 'nested']) {
      const file = await traceFile(1_000_000, 4, shape);
      await page.setInputFiles('#file', file);
      const ours = (threads) => async () => {
        const taken = await page.evaluate((threads) => bench.ours('#file', threads), threads);
        bytes = taken.bytes;
        return taken.parsed;
      };
      let bytes;
      const [one, all, theirs] = await inTurns(ours(1), ours(CORES), () => page.evaluate(() => bench.theirs('#file')));
      const peer = `JSON.parse ${megabytes(file, theirs)}`;
      report({ name: `parsing on one worker, ${shape}`, figure: megabytes(file, one), peer, ratio: theirs / one, least: 2 });
      report({
        name: `parsing on ${CORES} workers, ${shape}`, figure: megabytes(file, all), peer, ratio: theirs / all,
        ...(CORES >= 4 ? { least: 6 } : {}),
      });
      report({ name: `memory a slice, ${shape}`, figure: `${bytes.toFixed(1)} bytes`, peer: '40 bytes', ratio: bytes, most: 40, unit: ' bytes' });
    }
    await page.close();
    const native = nativeReaders();
    const ours = Object.entries(native).find(([name]) => /^interleave, 1 threads, to a trace/.test(name))[1];
    for (const [name, speed] of Object.entries(native).filter(([name]) => name.endsWith('into a struct'))) {
      report({ name: 'parsing natively, to a trace', figure: `${ours} MB/s`, peer: `${name} ${speed} MB/s`, ratio: ours / speed, least: 1 });
    }
  }

  // Frames.
  const few = await traceFile(10_000, 64, 'flat'), many = await traceFile(10_000_000, 64, 'flat');
  const measured = [];
  for (const file of [few, many]) {
    const page = await browser.newPage({ viewport: SIZE });
    await page.goto(`${url}?${Math.random()}#/trace`);
    await page.waitForSelector('[data-testid=picker]', { state: 'attached', timeout: LIMIT_MS });
    await page.setInputFiles('[data-testid=picker]', file);
    await page.waitForFunction(() => document.querySelector('#trace-view [data-testid=facts]')?.innerText.includes('slices'),
      null, { timeout: 10 * LIMIT_MS });
    await page.waitForTimeout(2000);
    await frames(browser, page, 40, wheel);
    measured.push((await frames(browser, page, 200, wheel)).spent);
    await page.close();
  }
  const [few_ms, many_ms] = measured;
  const name = 'main thread a frame';
  report({
    name: `${name}, 10 million slices`, figure: time(median(many_ms)), peer: `10 000: ${time(median(few_ms))}`,
    ratio: median(many_ms) / median(few_ms), most: 1.2,
  });
  report({ name: `${name}, median`, figure: time(median(many_ms)), peer: '8 ms', ratio: median(many_ms), most: 8, unit: ' ms' });
  report({
    name: `${name}, 99th percentile`, figure: time(percentile(many_ms, 0.99)), peer: '16 ms',
    ratio: percentile(many_ms, 0.99), most: 16, unit: ' ms',
  });
});
