// What the address says, and how the page looks on a narrow screen and without isolation.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BROWSERS, launch } from './browsers.mjs';
import { address, overlaps, withLab } from './lab.mjs';

const ALL_MODELS = ['sequential', 'event-loop', 'gil', 'threads', 'processes'];

for (const name of BROWSERS) {
  describe(`links and screens in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test('a link reproduces what was set, and says what its sender measured', () => {
      const hash = `${address({ w: 'wordcount', m: 'sequential,gil', n: 5, t: 6, s: 0.1, u: 2 })}&r=1140332,310000`;
      return withLab(browser, { hash }, async (lab) => {
        const state = await lab.over();
        assert.deepEqual(
          [state.workload, state.timelines, state.workers, state.tasks, state.size],
          ['wordcount', ['sequential', 'gil'], 5, '6', '0.1×'],
        );
        assert.match(state.received, /1\.14 s/);
        assert.equal(state.repaired, null);
        assert.deepEqual(state.rows.map((row) => row.workers), [1, 5]);
        assert.deepEqual(await lab.errors(), []);
      });
    });

    test('what is wrong in a link is put right, and said', () =>
      withLab(browser, { hash: '#/lab?v=1&w=fibonacci&m=threads,fibers&n=0&t=lots&s=0.1' }, async (lab) => {
        const state = await lab.over();
        assert.match(state.repaired, /This link was partly not understood: /);
        assert.match(state.repaired, /the workload cannot be “fibonacci”/);
        assert.match(state.repaired, /the number of tasks cannot be “lots”/);
        assert.match(state.repaired, /the models cannot be “threads,fibers”/);
        assert.match(state.repaired, /the number of workers cannot be “0”/);
        assert.equal(state.workload, 'mandelbrot');
        assert.equal(state.workers, 1);
        for (const [hash, said] of [['#/foo', /there is no view “foo”/], ['#/lab?v=9', /version cannot be “9”/]]) {
          await lab.go(hash);
          const odd = await lab.over();
          assert.match(odd.repaired, said);
          const isSeen = await lab.page.call(() => {
            const { top, bottom, height } = document.querySelector('[data-testid="repaired"]').getBoundingClientRect();
            return height > 0 && top >= 0 && bottom <= innerHeight;
          });
          assert.ok(isSeen, `what was put right in ${hash} is seen without scrolling`);
        }
        assert.ok((await lab.over()).rows.every((row) => row.verified));
        assert.deepEqual(await lab.errors(), []);
      }));

    test('back and forward go through what was set', () =>
      withLab(browser, { hash: address({ w: 'sort' }) }, async (lab) => {
        await lab.over();
        await lab.choose('workload', 'kitchen');
        await lab.over();
        await lab.choose('workload', 'pi');
        await lab.over();
        const move = async (back) => {
          await lab.page.call((back) => new Promise((resolve) => {
            addEventListener('popstate', () => setTimeout(resolve), { once: true });
            if (back) history.back();
            else history.forward();
          }), back);
          const state = await lab.over();
          assert.ok(state.rows.every((row) => row.verified), JSON.stringify(state.rows));
          return [state.workload, /w=(\w+)/.exec(state.hash)[1]];
        };
        assert.deepEqual(await move(true), ['kitchen', 'kitchen']);
        assert.deepEqual(await move(true), ['sort', 'sort']);
        assert.deepEqual(await move(false), ['kitchen', 'kitchen']);
      }));

    test('without isolation everything runs, and one line says what that means', () =>
      withLab(browser, { isolated: false, hash: address({ w: 'primes', m: ALL_MODELS.join(','), n: 3, s: 1 }) }, async (lab) => {
        const state = await lab.over();
        assert.equal(state.isIsolated, false);
        assert.match(state.isolation, /not isolated/);
        assert.equal(state.error, null);
        assert.ok(state.rows.every((row) => row.verified), JSON.stringify(state.rows));
        assert.deepEqual(state.rows.map((row) => row.workers), [1, 1, 1, 1, 3], 'threads run on one');
        const running = (await lab.slices('processes')).filter((slice) => slice.state === 'running');
        assert.ok(overlaps(running).length > 0, 'processes still compute at once');

        // The timelines grow while the runs go on.
        await lab.go(address({ w: 'mandelbrot', m: 'event-loop,threads', s: 50 }));
        await lab.page.until('the timeline grows', () => {
          const text = document.querySelector('[data-testid="timeline-event-loop"] output').textContent;
          if (!/\d/.test(text)) return false;
          window.seen ??= text;
          return window.seen !== text;
        });
        await lab.click('cancel');
        const cancelled = await lab.over();
        assert.equal(cancelled.error, null);
        assert.ok(cancelled.rows.every((row) => row.text.includes('cancelled')), JSON.stringify(cancelled.rows));
        const next = await lab.compare({ w: 'downloads', m: 'event-loop,processes' });
        assert.ok(next.rows.every((row) => row.verified), JSON.stringify(next.rows));
        assert.deepEqual(await lab.errors(), []);
      }));

    test('on a screen 360 pixels wide nothing is cut off, small or out of order', () =>
      withLab(browser, { size: { width: 360, height: 740 } }, async (lab) => {
        const state = await lab.over();
        assert.ok(state.rows.every((row) => row.verified), JSON.stringify(state.rows));
        for (const model of state.timelines) await lab.slices(model);
        const found = await lab.page.call(() => {
          const top = (testId) => document.querySelector(`[data-testid="${testId}"]`).getBoundingClientRect().top;
          const small = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const { parentElement } = walker.currentNode;
            const style = getComputedStyle(parentElement);
            if (walker.currentNode.data.trim() && parseFloat(style.fontSize) < 10) small.add(walker.currentNode.data);
          }
          return {
            width: innerWidth,
            scrolls: document.documentElement.scrollWidth,
            tops: [top('workers'), top('run'), top('timeline-event-loop')],
            small: [...small],
          };
        });
        assert.equal(found.width, 360);
        assert.ok(found.scrolls <= 360, `the document is ${found.scrolls} px wide`);
        assert.ok(found.tops[0] < found.tops[2] && found.tops[1] < found.tops[2], `order: ${found.tops}`);
        assert.deepEqual(found.small, [], 'no text is below 10 px');
      }));
  });
}
