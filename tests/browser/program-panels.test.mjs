// What the program page shows of a moment, in Chromium and in Firefox: only what is the program's own, whole, in words
// that are right.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BROWSERS, launch } from './browsers.mjs';
import { withProgram } from './program.mjs';

/** A program whose library keeps events, locks and semaphores of its own. */
const POOL = `import threading
import time
from concurrent.futures import ThreadPoolExecutor

lock = threading.Lock()


def work(number):
    with lock:
        time.sleep(0.01)
    return number * number


timer = threading.Timer(0.001, print, ("tick",))
timer.start()
with ThreadPoolExecutor(max_workers=3) as pool:
    for result in pool.map(work, range(6)):
        print(result)
timer.join()
`;

const LOCK = `import threading

key = threading.Lock()
key.acquire()
print("held")
`;

/** Runs in the page: the panels' tables that are wider than their place. */
function cutOff() {
  return [...document.querySelectorAll('#program-view .panels .wide')]
    .filter((place) => place.scrollWidth > place.clientWidth + 1)
    .map((place) => `${place.ariaLabel}: ${place.scrollWidth} of ${place.clientWidth}`);
}

const named = (rows) => rows.map(([what]) => what.split('\n')[0].trim());

for (const name of BROWSERS) {
  describe(`panels of programs in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test('among locks and queues is what the program made, and what somebody waits for', () =>
      withProgram(browser, { hash: '#/program?p=cooks&m=c4' }, async (program) => {
        await program.write(POOL);
        await program.run();
        const atEnd = named(await program.rows('program-objects')).map((what) => what.replace(/ (Lock|SimpleQueue)$/, ''));
        assert.deepEqual(atEnd, ['GIL', 'lock', 'jobs of ThreadPoolExecutor-0']);
        // The main thread waits for a result: what keeps that is shown for as long.
        for (let steps = 0; steps < 60; steps += 1) {
          await program.step('back-event');
          const rows = await program.rows('program-threads');
          if (rows[0][1] === 'waiting' && /result of work/.test(rows[0][3])) break;
        }
        const rows = await program.rows('program-threads');
        const awaited = rows.filter((row) => row[1] === 'waiting' && /result of work/.test(row[3]));
        assert.equal(awaited.length, 1, JSON.stringify(rows));
        assert.ok(named(await program.rows('program-objects')).some((what) => /^the result of work/.test(what)));
      }));

    for (const width of [1280, 360]) {
      test(`no panel's table is cut off at ${width} px`, () =>
        withProgram(browser, { hash: '#/program?p=cooks&m=c4', size: { width, height: 900 } }, async (program) => {
          await program.write(POOL);
          await program.run();
          for (let steps = 0; steps < 3; steps += 1) await program.step('back-switch');
          assert.deepEqual(await program.page.call(cutOff), []);
        }));
    }

    test('a table of locks has no column for what is inside, and a dash for nobody', () =>
      withProgram(browser, { hash: '#/program?p=cooks&m=c1' }, async (program) => {
        await program.write(LOCK);
        await program.run();
        await program.says('program-objects', /key/);
        const found = await program.page.call(() => {
          const table = document.querySelector('[data-testid="program-objects"]');
          return {
            columns: table.querySelectorAll('thead th').length,
            cells: [...table.querySelectorAll('tbody tr')].map((row) => row.children.length),
            empty: [...table.querySelectorAll('td:empty')].map((cell) => getComputedStyle(cell, '::before').content),
          };
        });
        assert.deepEqual([found.columns, found.cells], [3, [3, 3]]);
        assert.ok(found.empty.length > 0 && found.empty.every((content) => /–/.test(content)), JSON.stringify(found));
      }));

    test('the verdict of each machine is a sentence behind its name', () =>
      withProgram(browser, { hash: '#/program?p=cooks&m=c1_c4' }, async (program) => {
        const verdicts = await program.run();
        assert.equal(verdicts.length, 2);
        for (const { text } of verdicts) assert.match(text, /^[14] cores?\b[^:]* Done after/);
      }));

    test('a stack says a line wherever it says that there is one', () =>
      withProgram(browser, { hash: '#/program?p=cooks&m=c1', size: { width: 360, height: 800 } }, async (program) => {
        await program.write(LOCK);
        await program.run();
        const places = () => program.page.call(() =>
          [...document.querySelectorAll('[data-testid="program-stack"] .note')].map((place) => place.innerText));
        for (let steps = 0; steps < 12 && await program.tick() > 0; steps += 1) {
          await program.step('back-event');
          for (const place of await places()) assert.match(place, /^$|^line [1-9]\d*$|^in the library$/);
        }
      }));

    test('stepping by keys keeps the focus, also at both ends', () =>
      withProgram(browser, { hash: '#/program?p=cooks&m=c1' }, async (program) => {
        await program.write(LOCK);
        await program.run();
        await program.page.call(() => document.querySelector('[data-testid="back-line"]').focus());
        const focused = () => program.page.call(() => document.activeElement.dataset.testid ?? document.activeElement.tagName);
        await program.page.press('Home');
        await program.page.until('it is at the beginning', () =>
          document.querySelector('[data-testid="program-now"]').dataset.tick === '0');
        assert.equal(await focused(), 'back-line');
        assert.equal(await program.page.call(() => document.activeElement.ariaDisabled), 'true');
        await program.page.press('l');
        await program.page.until('a step is made', () => document.querySelector('[data-testid="program-now"]').dataset.tick > 0);
        assert.equal(await focused(), 'back-line');
        // One that can do nothing does nothing.
        await program.page.press('Home');
        await program.page.until('it is at the beginning again', () =>
          document.querySelector('[data-testid="program-now"]').dataset.tick === '0');
        await program.page.press('Enter');
        assert.equal(await program.tick(), 0);
      }));
  });
}
