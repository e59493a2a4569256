// Everything by keyboard, nothing that axe objects to, and large type: each view, in Chromium and in Firefox.
//
// Keys are pressed as a reader presses them, so that the browser's own order of focus is what is tested.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { violations } from './axe.mjs';
import { BROWSERS, launch } from './browsers.mjs';
import { address, withLab } from './lab.mjs';
import { withProgram } from './program.mjs';
import { withTrace } from './trace.mjs';

const QUICK = address({ w: 'primes', s: 0.05, t: 4 });
/** No view has more that takes the focus. */
const MOST_STOPS = 400;

/** What axe finds on the page as it stands, in each theme. */
async function inBothThemes(page) {
  return [...await violations(page, 'light'), ...await violations(page, 'dark')];
}

/** Runs in the page: numbers what a keyboard has to reach, as it stands in the document; returns what each is. */
function number() {
  const all = [...document.querySelectorAll('a[href], button, input, select, summary, textarea, [tabindex]')];
  const shown = all.filter((element) => element.checkVisibility({ checkVisibilityCSS: true, contentVisibilityAuto: true })
    && element.getClientRects().length > 0 && !element.disabled && element.tabIndex >= 0);
  // Of radio buttons of one name, the Tab key stops at the chosen one.
  const stops = shown.filter((element) => element.type !== 'radio' || element.checked);
  stops.forEach((element, index) => { element.dataset.stop = index; });
  return stops.map((element) => element.outerHTML.slice(0, 100));
}

/** Runs in the page: the number of what has the focus, and whether that can be seen. */
function focused() {
  const element = document.activeElement;
  // Of the editor, it is seen on the frame around the text.
  const { outlineStyle, outlineWidth } = getComputedStyle(element.closest('.cm-focused') ?? element);
  return {
    stop: element.dataset.stop === undefined ? null : Number(element.dataset.stop),
    isSeen: outlineStyle !== 'none' && outlineWidth !== '0px',
    html: element.outerHTML.slice(0, 100),
  };
}

/** Walks a page from its beginning with the Tab key; every stop is reached, in order, and seen. An editor is left by Escape. */
async function walk(page) {
  const stops = await page.call(number);
  assert.ok(stops.length > 5 && stops.length < MOST_STOPS, `${stops.length} stops`);
  await page.call(() => {
    document.activeElement?.blur();
    const start = document.createElement('span');
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
  });
  const reached = [];
  for (let presses = 0; presses < stops.length; presses += 1) {
    if (await page.call(() => document.activeElement.matches('.cm-content'))) await page.press('Escape');
    await page.press('Tab');
    // The editor notes that it has the focus a moment later.
    await page.until('the focus is noted', () => !document.activeElement.matches('.cm-content:not(.cm-focused *)'));
    const { stop, isSeen, html } = await page.call(focused);
    assert.ok(stop !== null, `the focus is on what nobody asked for: ${html}`);
    assert.ok(isSeen, `the focus cannot be seen on ${html}`);
    reached.push(stop);
  }
  assert.deepEqual(reached.map((stop) => stops[stop]), stops);
}

for (const name of BROWSERS) {
  describe(`access in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test('the lab: every control is reached with the Tab key, and axe finds nothing', () =>
      withLab(browser, { hash: QUICK }, async (lab) => {
        await lab.over();
        await lab.oneEngine();
        await walk(lab.page);
        assert.deepEqual(await inBothThemes(lab.page), []);
      }));

    test('the lab is run, and its figures looked at closer, with keys alone', () =>
      withLab(browser, { hash: QUICK }, async (lab) => {
        await lab.over();
        const focus = (testId) => lab.page.call((testId) => document.querySelector(`[data-testid="${testId}"]`).focus(), testId);
        await focus('run');
        await lab.page.press('Enter');
        await lab.over();
        await focus('workload');
        await lab.page.press('ArrowDown');
        await lab.page.until('another workload is chosen', () => !location.hash.includes('w=primes'));
      }));

    test('the trace page, with the sample open: every control is reached, and axe finds nothing', () =>
      withTrace(browser, {}, async (trace) => {
        await trace.open();
        await walk(trace.page);
        assert.deepEqual(await inBothThemes(trace.page), []);
      }));

    test('the program page, after a run on two machines: every control is reached, and axe finds nothing', () =>
      withProgram(browser, { hash: '#/program?p=cooks&m=c1_c4' }, async (program) => {
        await program.run();
        await program.timeline(2);
        const text = () => program.page.call(() => document.querySelector('#program-view .cm-content').innerText);
        const before = await text();
        await walk(program.page);
        assert.equal(await text(), before, 'the walk through the editor wrote nothing');
        assert.deepEqual(await inBothThemes(program.page), []);
      }));

    test('a program is run, stepped and looked at in its timeline with keys alone', () =>
      withProgram(browser, { hash: '#/program?p=cooks&m=c1' }, async (program) => {
        const { page } = program;
        const focus = (selector) => page.call((selector) => document.querySelector(`#program-view ${selector}`).focus(), selector);
        await focus('[data-testid="program-run"]');
        await page.press('Enter');
        await program.over();
        await program.timeline(1);
        await focus('.scroller');
        const spoken = () => page.call(() => document.querySelector('#program-view [data-testid="spoken"]').innerText);
        await page.press('ArrowDown');
        const first = await page.until('a slice is spoken', () =>
          document.querySelector('#program-view [data-testid="spoken"]').innerText);
        await page.press('ArrowRight');
        await page.until('another slice is spoken', (first) =>
          document.querySelector('#program-view [data-testid="spoken"]').innerText !== first, first);
        assert.match(await spoken(), /from .* for /);
        await page.press('Escape');
        await focus('[data-testid="thread-1"]');
        await page.press('Enter');
        await page.until('the thread is looked at', () =>
          document.querySelector('#program-view [data-testid="thread-1"]').ariaPressed === 'true');
      }));

    test('large type enlarges everything, and a pointer still finds what is under it', () =>
      withLab(browser, { hash: QUICK }, async (lab) => {
        await lab.over();
        const height = () => lab.page.call(() => document.querySelector('h1').getBoundingClientRect().height);
        const before = await height();
        await lab.click('large');
        assert.ok(await height() > 1.3 * before);
        // The last slice of the first figure's table is where the pointer is put; the card names it.
        const pointed = await lab.page.call(async () => {
          const figure = document.querySelector('[data-testid^="timeline-"]');
          const plot = figure.querySelector('.plot');
          const bounds = plot.getBoundingClientRect();
          const at = { clientX: bounds.right - bounds.width * 0.6, clientY: bounds.top + bounds.height * 0.62 };
          plot.querySelector('canvas').dispatchEvent(new PointerEvent('pointermove', { bubbles: true, ...at }));
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          const head = plot.querySelector('.playhead')?.getBoundingClientRect();
          return { x: at.clientX, head: head && head.left };
        });
        assert.ok(pointed.head !== undefined && Math.abs(pointed.head - pointed.x) < 3, JSON.stringify(pointed));
        await lab.click('large');
        assert.ok(Math.abs(await height() - before) < 1);
      }));
  });
}
