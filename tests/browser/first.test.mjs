// What is there before anything is loaded: each part where the page puts it a moment later, in the reader's language.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { AXE, violations } from './axe.mjs';
import { BROWSERS, launch } from './browsers.mjs';
import { serve } from './server.mjs';

/** Runs in the page: notes where things are, at once and as `look` says later. */
const NOTE = `
  window.look = () => {
    const parts = {};
    const note = (name, element, text) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      parts[name] = [x, y, width, height].map(Math.round).join(' ') + (text ? ' ' + element.textContent.trim() : '');
    };
    for (const [index, link] of [...document.querySelectorAll('nav a')].entries()) note('link ' + index, link, true);
    for (const [index, plot] of [...document.querySelectorAll('.plot')].entries()) note('plot ' + index, plot);
    for (const name of ['.top', 'nav', '.sub', '.primary label', '.primary input']) {
      const element = document.querySelector('#page ' + name);
      if (element) note(name, element, ['.sub', '.primary label'].includes(name));
    }
    return parts;
  };
  window.hasStarted = false;
  addEventListener('TrunkApplicationStarted', () => { window.hasStarted = true; });
  new MutationObserver((changes, observer) => {
    if (!document.querySelector('nav a')) return;
    observer.disconnect();
    window.early = { parts: look(), text: document.body.innerText, busy: document.querySelectorAll('main[aria-busy]').length };
  }).observe(document, { childList: true, subtree: true });`;

/** What starts the page. */
const SCRIPT = /interleave-www-[^/]*\.js$/;
/** The page's binary comes late enough for all of this to be seen. */
const LATE = { match: /interleave-www-[^/]*\.wasm$/, delayMs: 700 };

async function visit(browser, address, options, body) {
  const { size, ...rest } = options;
  const server = await serve({ inject: NOTE, overrides: [LATE], ...rest });
  let page;
  try {
    page = await browser.openTop(server.url + address, size);
    return await body(page);
  } finally {
    await page?.close();
    await server.close();
  }
}

const started = (page) => page.until('the page has started', () => window.hasStarted);

for (const name of BROWSERS) {
  describe(`before the page starts, in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    for (const [language, width] of [['en', 1280], ['de', 1280], ['zh-Hans', 1280], ['en', 360]]) {
      // Firefox's windows are as wide as they are.
      if (name === 'firefox' && width !== 1280) continue;
      test(`everything stays where it is, in ${language} at ${width} pixels`, () =>
        visit(browser, `?locale=${language}`, { size: { width, height: 800 } }, async (page) => {
          await started(page);
          const { early, now } = await page.call(() => ({ early: window.early, now: look() }));
          assert.equal(early.busy, 1);
          assert.equal(early.parts['link 1'] !== undefined, true);
          assert.deepEqual(early.parts, now);
        }));
    }

    test('a link to another view shows the frame alone, a demo nothing of it', async () => {
      await visit(browser, '#/trace', {}, async (page) => {
        await started(page);
        const { early, link } = await page.call(() => ({ early: window.early, link: look()['link 1'] }));
        assert.deepEqual([early.busy, early.parts['link 1']], [0, link]);
      });
      await visit(browser, '?embed=1#/lab', {}, async (page) => {
        await page.until('there is a poster', () => document.querySelector('.poster button'));
        assert.equal(await page.call(() => document.getElementById('page').childElementCount), 0);
      });
    });

    test('of a link with settings nothing is claimed', () =>
      visit(browser, '#/lab?v=1&w=pi&m=sequential,threads&n=2', {}, async (page) => {
        assert.doesNotMatch((await page.call(() => window.early)).text, /twelve tasks/);
        await started(page);
      }));

    test('axe finds nothing on it', () => {
      const never = { match: SCRIPT, body: () => 'export default () => new Promise(() => {});' };
      return visit(browser, '', { overrides: [AXE, never] }, async (page) => {
        for (const theme of ['light', 'dark']) assert.deepEqual(await violations(page, theme), []);
        assert.equal(await page.call(() => document.querySelectorAll('main[aria-busy]').length), 1);
      });
    });

    test('a page that does not start says so', () =>
      visit(browser, '', { overrides: [{ match: SCRIPT, status: 404 }] }, async (page) => {
        const text = await page.until('the trouble is said', () => {
          const said = document.querySelector('h1')?.innerText;
          return said?.includes('did not start') && said;
        });
        assert.match(text, /Reload it to try again/);
      }));
  });
}
