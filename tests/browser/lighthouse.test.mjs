// What Lighthouse says of the page, as far as that does not depend on how fast this machine is just now: see the
// benchmark `lighthouse` for the rest.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { host } from './hosting.mjs';
import { look } from './lighthouse.mjs';

test('Lighthouse has nothing against the page but perhaps its speed', () =>
  host('interleave serve', async (url) => {
    const categories = ['accessibility', 'best-practices', 'seo'];
    for (const view of ['#/lab', '#/trace']) {
      const { scores, faults } = await look(`${url}${view}`, { categories });
      assert.deepEqual(scores, { accessibility: 100, 'best-practices': 100, seo: 100 }, `${view}: ${faults.join('\n')}`);
    }
  }));
