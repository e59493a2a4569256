// Makes every picture that the documentation shows, from the built page in dist/: `cargo xtask pictures` runs it.
//
// A picture is a view of the page and nothing else, so a picture that is wrong is mended in the page. Each is a line
// of `STILLS`; the moving one records a comparison while it runs, at the times at which the browser drew.

import { fileURLToPath } from 'node:url';
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';

import { chromium } from '../../tests/browser/node_modules/playwright-core/index.mjs';
import { serve } from '../../tests/browser/server.mjs';

const HERE = new URL('.', import.meta.url);
/** Nothing takes longer. */
const LIMIT_MS = 60_000;
/** The comparison that is shown: the first visit's, large enough to be watched. */
const LAB = '#/lab?v=1&w=mandelbrot&m=event-loop,threads&n=2&t=12&s=1&u=2&l=80&d=uniform&h=work-stealing';

/** Still pictures: the view, the window in CSS pixels, what has to be there first, and what is done then. */
const STILLS = [
  { name: 'lab', hash: LAB, width: 1280, height: 860, ready: labIsOver, themes: ['light', 'dark'] },
  { name: 'lab-phone', hash: LAB, width: 390, height: 844, ready: labIsOver, themes: ['light'] },
  { name: 'trace', hash: '#/trace', width: 1280, height: 900, ready: sampleIsOpen, themes: ['light', 'dark'] },
  { name: 'program', hash: '#/program', width: 1280, height: 1100, ready: programHasRun, themes: ['light', 'dark'] },
];
/** The moving picture, in CSS pixels. */
const MOVING = { name: 'lab', width: 1000, height: 720 };
/** What social networks show of a link. */
const SOCIAL = { name: 'social', width: 1280, height: 640 };

const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  for (const still of STILLS) {
    for (const theme of still.themes) await takeStill(still, theme);
  }
  await takeMoving();
  await takeSocial();
} finally {
  await browser.close();
  await server.close();
}

async function open({ hash, width, height, theme = 'light', scale = 2 }) {
  const context = await browser.newContext({
    viewport: { width, height }, deviceScaleFactor: scale, colorScheme: theme, locale: 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(server.url + hash);
  return page;
}

async function labIsOver(page) {
  await page.waitForSelector('[data-testid="run"]');
  await page.waitForFunction(() => document.querySelector('[data-testid="cancel"]') === null);
  // The successor of the first engine is ready, so nothing on the page says that it is being started.
  await page.waitForTimeout(1500);
}

async function sampleIsOpen(page) {
  await page.click('[data-testid="sample"]');
  await page.waitForFunction(() => document.querySelector('[data-testid="trace-view"] canvas, #trace-view canvas'));
  await page.waitForTimeout(1500);
}

/** The first visit's program has run on its machines, and the playhead stands in the midst of it. */
async function programHasRun(page) {
  await page.click('[data-testid="program-run"]');
  await page.waitForSelector('[data-testid="program-verdict"]');
  await page.waitForTimeout(1500);
}

async function takeStill({ name, ready, ...view }, theme) {
  const page = await open({ ...view, theme });
  await ready(page);
  const file = view.themes.length > 1 ? `${name}-${theme}.png` : `${name}.png`;
  await save(file, await sharp(await page.screenshot()).png({ palette: true, quality: 95, effort: 10 }).toBuffer());
  await page.context().close();
}

async function takeMoving() {
  const page = await open({ ...MOVING, hash: LAB, scale: 1 });
  await labIsOver(page);
  const session = await page.context().newCDPSession(page);
  const frames = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    frames.push({ image: Buffer.from(data, 'base64'), atMs: metadata.timestamp * 1e3 });
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 3 });
  await page.click('[data-testid="run"]');
  await page.waitForSelector('[data-testid="cancel"]');
  await labIsOver(page);
  await session.send('Page.stopScreencast');
  // What it came to stays to be read.
  const delay = frames.map(({ atMs }, index) => (index + 1 < frames.length ? frames[index + 1].atMs - atMs : 4000));
  const moving = sharp(frames.map(({ image }) => image), { join: { animated: true } });
  await save(`${MOVING.name}.webp`, await moving
    .webp({ delay: delay.map(Math.round), loop: 0, quality: 85, effort: 5 }).toBuffer());
  await page.context().close();
}

async function takeSocial() {
  const page = await open({ ...SOCIAL, hash: LAB, scale: 1 });
  await labIsOver(page);
  const picture = await sharp(await page.screenshot()).png({ palette: true, quality: 95, effort: 10 }).toBuffer();
  await save(`${SOCIAL.name}.png`, picture);
  await page.context().close();
}

async function save(file, bytes) {
  await writeFile(fileURLToPath(new URL(file, HERE)), bytes);
  console.log(`${file}\t${(bytes.length / 1e3).toFixed(0)} kB`);
}
