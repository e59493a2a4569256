// Demos in other pages: the iframe and the element, in pages of three kinds.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BROWSERS, launch } from './browsers.mjs';
import { SITES, element, iframe, told, withHost } from './embed.mjs';
import { address } from './lab.mjs';

const QUICK = address({ w: 'primes', m: 'sequential,threads', s: 0.05 });

for (const name of BROWSERS) {
  describe(`embedding in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    for (const [kind, site] of Object.entries(SITES)) {
      test(`an iframe on a page: ${kind}`, () =>
        withHost(browser, { site, html: (base) => iframe(base, '', QUICK) }, async (page, demo) => {
          await told(page, 'ready');
          await page.until('the poster has loaded', () => document.readyState === 'complete');
          assert.ok(!demo.requests.some((path) => /\.wasm|interleave-www/.test(path)), demo.requests.join());
          const pong = await page.call(() => answer({ type: 'PING', versions: [1, 2] }));
          assert.equal(pong.type, 'PONG');
          assert.deepEqual([pong.version, pong.view, pong.stage, pong.actions], [1, 'lab', 'poster', ['run', 'cancel']]);
          const hasThreads = kind === 'isolated' || (kind !== 'plain' && name === 'chromium');
          assert.equal(pong.isolation, hasThreads ? 'threads' : 'workers');
          assert.equal((await page.call(() => answer({ type: 'run' }))).did, 'run');
          const results = await told(page, 'results');
          assert.deepEqual(results.runs.map((run) => run.model), ['sequential', 'threads']);
          assert.ok(results.verdicts.complete && results.verdicts.verified, JSON.stringify(results));
          assert.ok(results.runs.every((run) => run.makespanNs > 0 && run.speedup > 0));
          assert.match(results.verdicts.headline, /\w+ .*\./);
          const splice = await told(page, 'SPLICE.reportScoreAndState');
          assert.equal(splice.score, 1);
          assert.match(splice.state.interleave, /^#\/lab\?v=1&w=primes/);
        }));
    }
  });
}
