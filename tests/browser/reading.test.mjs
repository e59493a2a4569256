// Files that are opened together are read to their ends, however often the browser collects what nobody refers to. In
// Chromium it is made to, all the time: a stream that only a pending read refers to would be gone.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BROWSERS, launch } from './browsers.mjs';
import { withTrace, TRACE } from './trace.mjs';

const ROUNDS = 12;
const COLLECT = 'setInterval(() => globalThis.gc?.());';

for (const name of BROWSERS) {
  describe(`reading files in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name, ['--js-flags=--expose-gc']);
    });
    after(() => browser?.close());

    test('six files at once are opened, time and again', () => {
      const overrides = [{ match: /\/trace-\w+\/worker\.js$/, body: (original) => COLLECT + original }];
      return withTrace(browser, { overrides }, async (trace) => {
        for (let round = 0; round < ROUNDS; round++) {
          const files = Array.from({ length: 6 }, (_, index) => ({ name: `${round}-${index}.json`, content: TRACE }));
          await trace.choose(...files);
          await trace.page.until(`all files of round ${round} are open`, (names) =>
            [...document.querySelectorAll('.file b')].map((file) => file.innerText).join() === names.join(),
          files.map(({ name }) => name));
        }
        assert.deepEqual(await trace.errors(), []);
      });
    });
  });
}
