// The program view's diagrams, in Chromium and in Firefox: every thread in its state, and who waits for whom.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { violations } from './axe.mjs';
import { BROWSERS, launch } from './browsers.mjs';
import { withProgram } from './program.mjs';

/** Two threads that lock in opposite orders, one that waits behind them, and the main thread, which joins. */
const DEADLOCK = `import threading
import time

red = threading.Lock()
blue = threading.Lock()


def paint(first, second):
    with first:
        time.sleep(0.01)
        with second:
            pass


def look():
    time.sleep(0.02)
    with red:
        pass


threads = [threading.Thread(target=paint, args=(red, blue), name="a"), threading.Thread(target=paint, args=(blue, red), name="b"),
           threading.Thread(target=look, name="c")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
`;

/** Runs in the page: what the diagrams show. */
function shown() {
  const texts = (selector, root = document) => [...root.querySelectorAll(selector)].map((element) => element.textContent);
  const boxes = [...document.querySelectorAll('[data-testid="states"] .state')];
  const signs = boxes.map((box) => [box.dataset.state, box.querySelectorAll('.sign').length]);
  const waits = document.querySelector('[data-testid="waits"]');
  return {
    signs: Object.fromEntries(signs.filter(([, count]) => count > 0)),
    here: document.querySelector('[data-testid="states"] .state[data-here]')?.dataset.state,
    last: document.querySelector('[data-testid="states"] .move[data-last]')?.dataset.move,
    circle: texts('.node[data-circle] .name', waits).sort(),
    others: texts('.node:not([data-circle]) .name', waits).sort(),
    edges: waits.querySelectorAll('.edge[data-circle]').length,
    label: waits.querySelector('svg.waits')?.getAttribute('aria-label'),
    rows: texts('[data-testid="waits-table"] tbody th', waits),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}

for (const name of BROWSERS) {
  describe(`diagrams in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    for (const size of [undefined, { width: 360, height: 800 }]) {
      test(`a deadlock is a circle, and every thread waits, at ${size?.width ?? 1280} pixels`, () =>
        withProgram(browser, { size }, async (program) => {
          const { page } = program;
          await program.write(DEADLOCK);
          await program.run();
          await page.until('every thread waits', () =>
            document.querySelectorAll('[data-testid="states"] [data-state="waiting"] .sign').length === 4);
          const found = await page.call(shown);
          assert.deepEqual(found.signs, { waiting: 4 });
          assert.deepEqual([found.here, found.last], ['waiting', 'block']);
          assert.deepEqual(found.circle, ['a', 'b', 'blue', 'red']);
          assert.deepEqual(found.others, ['MainThread', 'c']);
          assert.equal(found.edges, 4);
          assert.match(found.label, /a → b → a|b → a → b/);
          assert.deepEqual(found.rows, ['MainThread', 'a', 'b', 'c']);
          assert.equal(found.overflow, 0);
          assert.deepEqual([...await violations(page, 'light'), ...await violations(page, 'dark')], []);
          assert.deepEqual(await program.errors(), []);
        }));
    }
  });
}
