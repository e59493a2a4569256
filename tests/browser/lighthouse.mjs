// Lighthouse on the built page as `interleave serve` serves it, in the installed Chromium.

import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import lighthouse, { desktopConfig } from 'lighthouse';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** The categories, in Lighthouse's names. */
export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Looks at a page as a phone with a slow connection would show it, or as a desktop.
 *
 * @param {string} url
 * @param {{ categories?: string[], isDesktop?: boolean }} [options]
 * @returns {Promise<{ scores: Record<string, number>, faults: string[], metrics: Record<string, string> }>}
 *   scores from 0 to 100; audits that cost something, with what they found; what took how long
 */
export async function look(url, { categories = CATEGORIES, isDesktop = false } = {}) {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
      '--disable-background-networking', '--disable-component-update', `--remote-debugging-port=${port}`],
  });
  try {
    const flags = { port, output: 'json', logLevel: 'error', onlyCategories: categories, maxWaitForLoad: 60_000 };
    const { lhr } = await lighthouse(url, flags, isDesktop ? desktopConfig : undefined);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    const scores = {};
    const faults = [];
    for (const [name, { score, auditRefs }] of Object.entries(lhr.categories)) {
      scores[name] = Math.round(score * 100);
      for (const { id, weight } of auditRefs) {
        const audit = lhr.audits[id];
        if (weight > 0 && audit.score !== null && audit.score < 1) {
          faults.push(`${name}: ${id} ${audit.displayValue ?? ''} ${JSON.stringify(audit.details?.items?.slice(0, 3) ?? '').slice(0, 600)}`);
        }
      }
    }
    const metrics = {};
    for (const id of ['first-contentful-paint', 'largest-contentful-paint', 'speed-index', 'total-blocking-time', 'cumulative-layout-shift']) {
      if (lhr.audits[id]) metrics[id] = lhr.audits[id].displayValue;
    }
    return { scores, faults, metrics };
  } finally {
    await browser.close();
  }
}

// `node lighthouse.mjs URL [--desktop]` prints what it found.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await look(process.argv[2], { isDesktop: process.argv.includes('--desktop') }), null, 2));
}
