// The page in each of its languages: what it says, how it writes numbers, and that a change of language loses nothing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { violations } from './axe.mjs';
import { BROWSERS, launch } from './browsers.mjs';
import { address, withLab } from './lab.mjs';

/** What a reader of each language finds: a heading, the decimal sign, and the title of one model. */
const LANGUAGES = [
  { tag: 'de', heading: 'Gemessen', decimal: ',', model: 'Freie Threads' },
  { tag: 'es', heading: 'Medido', decimal: ',', model: 'Hilos libres' },
  { tag: 'zh-Hans', heading: '测量结果', decimal: '.', model: '自由线程' },
];

/** Words that only English has, one at least in each text of the lab. */
const ENGLISH = /\b(the|of|and|with|worker is|tasks|cores here|running|waits|speedup is)\b/i;

const language = () => ({
  lang: document.documentElement.lang,
  chosen: document.querySelector('[data-testid="language"]').selectedOptions[0].textContent,
  title: document.title,
  heading: document.querySelector('[data-testid="measured"]').closest('section').querySelector('h2').textContent,
  cells: [...document.querySelectorAll('[data-testid="measured"] tbody td')].map((cell) => cell.textContent),
  trouble: document.querySelector('[data-testid="language-trouble"]')?.textContent ?? null,
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  // Answers are the workloads' own words.
  text: [...document.querySelectorAll('main:not([hidden]) *, header *')]
    .filter((element) => element.children.length === 0 && !element.closest('.answer, [lang], svg'))
    .map((element) => element.textContent).join('\n'),
  labels: [...document.querySelectorAll('main:not([hidden]) [aria-label]')].map((e) => e.getAttribute('aria-label')),
});

const decimals = (cells) => new Set(cells.flatMap((cell) => [...cell.matchAll(/\d([.,])\d/g)].map((found) => found[1])));

/** Waits until the page that was there has gone and its successor says something. */
async function reloaded(page) {
  for (let tries = 0; tries < 200; tries += 1) {
    const is = await page.call(() => !window.isOld && document.querySelector('h1')?.textContent).catch(() => false);
    if (is) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the page did not come back');
}

for (const name of BROWSERS) {
  describe(`languages in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    for (const { tag, heading, decimal, model } of LANGUAGES) {
      test(`${tag}: every text, numbers as they are written there, at 360 pixels too`, () =>
        withLab(browser, { hash: `?locale=${tag}${address({ m: 'event-loop,gil,threads,processes' })}` }, async (lab) => {
          const state = await lab.over();
          const page = await lab.page.call(language);
          assert.deepEqual([page.lang, page.heading, page.trouble], [tag, heading, null]);
          assert.ok(state.rows.some((row) => row.title === model && row.verified), JSON.stringify(state.rows));
          assert.deepEqual([...decimals(page.cells)], [decimal], page.cells.join(' | '));
          assert.doesNotMatch(page.text, ENGLISH);
          assert.doesNotMatch(page.labels.join('\n'), ENGLISH);
          assert.equal(page.overflow, 0);
          assert.deepEqual(await violations(lab.page), []);
          assert.deepEqual(await lab.errors(), []);
        }).then(() => withLab(browser, { hash: `?locale=${tag}`, size: { width: 360, height: 800 } }, async (lab) => {
          await lab.over();
          assert.equal((await lab.page.call(language)).overflow, 0);
        })));
    }

    test('a change of language loses nothing, and is kept for the next visit', () =>
      withLab(browser, { hash: address({ w: 'primes', n: 2 }) }, async (lab) => {
        const before = await lab.over();
        await lab.choose('language', '1');
        await lab.page.until('the page is German', () => document.documentElement.lang === 'de');
        const after = await lab.state();
        assert.deepEqual([after.hash, after.workload, after.rows.map((row) => row.makespan)],
          [before.hash, before.workload, before.rows.map((row) => row.makespan)]);
        assert.notEqual(after.headline, before.headline);
        const page = await lab.page.call(language);
        assert.deepEqual([page.chosen, page.heading], ['Deutsch', 'Gemessen']);
        assert.match(page.title, /Nebenläufigkeit/);

        await lab.page.call(() => {
          window.isOld = true;
          setTimeout(() => location.reload(), 0);
        });
        await reloaded(lab.page);
        assert.deepEqual((await lab.page.call(() => document.documentElement.lang)), 'de');
        await lab.over();
        await lab.choose('language', '0');
        await lab.page.until('the page is English again', () => document.documentElement.lang === 'en');
        assert.equal((await lab.page.call(language)).heading, 'Measured');
      }));

    test('where a language cannot be had the page is English, and says so', () =>
      withLab(browser, {
        hash: '?locale=de',
        overrides: [{ match: /de\.page\.txt/, status: 404, body: () => 'no such file' }],
      }, async (lab) => {
        await lab.over();
        const page = await lab.page.call(language);
        assert.deepEqual([page.lang, page.heading], ['en', 'Measured']);
        assert.match(page.trouble, /Deutsch could not be loaded/);
      }));

    test('an address that asks for no language there is, is answered in one line', () =>
      withLab(browser, { hash: '?locale=%F0%9F%A6%80<b>' }, async (lab) => {
        await lab.over();
        const page = await lab.page.call(language);
        assert.equal(page.lang, 'en');
        assert.match(page.trouble, /no language/);
      }));
  });
}
