// The editor of programs by itself, in Chromium and in Firefox, under the page's policy: writing, what is wrong, where
// threads are, leaving it by keyboard.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { violations } from './axe.mjs';
import { BROWSERS, launch } from './browsers.mjs';
import { file, files, withEditor } from './editor.mjs';

const ERRORS = [
  { line: 8, column: 12, endColumn: 17, message: 'name “total” is assigned to before global declaration' },
  { line: 19, column: 1, message: 'printed is not defined; did you mean print?' },
];

const MARKS = [
  { line: 11, thread: '1', colour: 'var(--hue-1)', label: 'Thread-1, running', state: 'running', selected: true },
  { line: 10, thread: '2', colour: 'var(--hue-2)', label: 'Thread-2, waiting', state: 'waiting' },
  { line: 10, thread: '3', colour: 'var(--hue-3)', label: 'Thread-3, waiting', state: 'waiting' },
  { line: 10, thread: '4', colour: 'var(--hue-4)', label: 'Thread-4, runnable', state: 'runnable' },
  { line: 18, thread: '0', colour: 'var(--hue-5)', label: 'MainThread, waiting', state: 'waiting' },
];

/** Puts the caret before the first letter of a line and the focus into the editor. */
function goTo(line) {
  window.editor.focus();
  const lines = [...document.querySelectorAll('.cm-line')];
  const element = lines[line - 1];
  getSelection().setPosition(element, 0);
}

const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
const isInside = () => document.querySelector('#editor').contains(document.activeElement);
const refused = () => window.violations;

test('beside the module lie the licences of what is in it', () => {
  assert.deepEqual(files().filter((name) => !/\.(br|gz)$/.test(name)).sort(), ['editor.js', 'licences.txt']);
  const licences = file('licences.txt');
  for (const name of ['@codemirror/view ', '@lezer/python ', 'style-mod ', 'Permission is hereby granted']) {
    assert.ok(licences.includes(name), name);
  }
  assert.doesNotMatch(licences, /esbuild/);
});

for (const name of BROWSERS) {
  describe(`the editor in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test('writes, indents, takes back, and tells whoever mounted it', () => withEditor(browser, async (page) => {
      await page.call(goTo, 1);
      for (const key of ['i', 'f', ' ', '1', ':', 'Enter', 'x', '=', '1']) await page.press(key);
      const lines = async () => (await page.call(() => window.editor.text())).split('\n').slice(0, 2);
      assert.deepEqual(await lines(), ['if 1:', '    x=1import threading']);
      assert.ok(await page.call(() => window.changes > 0));
      await page.press('Tab');
      assert.deepEqual(await lines(), ['if 1:', '    x=1 import threading'], 'Tab goes to the next stop');
      const changes = await page.call(() => {
        const { changes } = window;
        window.editor.setText('a = 1\nb = 2\n');
        return window.changes - changes;
      });
      assert.equal(changes, 0, 'what whoever mounted it did is not told');
      assert.equal(await page.call(() => window.editor.text()), 'a = 1\nb = 2\n');
      assert.deepEqual(await page.call(refused), []);
    }));

    test('shows what is wrong in its place, in words, until it is told otherwise', () => withEditor(browser, async (page) => {
      const shown = () => ({
        words: [...document.querySelectorAll('.il-wrong')].map((element) => element.textContent),
        messages: [...document.querySelectorAll('.il-error')].map((element) => element.textContent),
        below: [...document.querySelectorAll('.il-error')].map((element) => element.previousElementSibling.textContent),
        isInvalid: document.querySelector('.cm-content').getAttribute('aria-invalid'),
      });
      await page.call((errors) => window.editor.setErrors(errors), ERRORS);
      assert.deepEqual(await page.call(shown), {
        words: ['total', 'print'],
        messages: ERRORS.map(({ message }) => message),
        below: ['    global total', 'print(f"{total} of {4_000}")'],
        isInvalid: 'true',
      });
      // Text that comes before them moves them along.
      await page.call(goTo, 1);
      await page.press('Enter');
      assert.deepEqual((await page.call(shown)).words, ['total', 'print']);
      await page.call(() => window.editor.setErrors([]));
      assert.deepEqual(await page.call(shown), { words: [], messages: [], below: [], isInvalid: null });
      // Characters, not units of UTF-16; and places that are not there do no harm.
      await page.call(() => {
        window.editor.setText('a = "😀😀" + bad\n');
        window.editor.setErrors([{ line: 1, column: 12, message: 'bad' }, { line: 99, column: 99, message: 'far' }]);
      });
      assert.deepEqual((await page.call(shown)).words, ['bad']);
      assert.deepEqual((await page.call(shown)).messages, ['bad', 'far']);
      assert.deepEqual(await page.call(refused), []);
    }));

    test('marks the line of each thread, by number, pattern and colour', () => withEditor(browser, async (page) => {
      await page.call((marks) => window.editor.setMarks(marks), MARKS);
      const signs = await page.call(() => [...document.querySelectorAll('.il-threads .il-signs')]
        .filter((element) => element.childElementCount > 0)
        .map((element) => ({
          text: [...element.children].map((sign) => sign.textContent),
          title: element.title.split('\n').length,
          chosen: element.querySelectorAll('[data-selected]').length,
          backgrounds: new Set([...element.children].map((sign) => getComputedStyle(sign).background)).size,
        })));
      assert.deepEqual(signs, [
        { text: ['2', '+2'], title: 3, chosen: 0, backgrounds: 2 },
        { text: ['1'], title: 1, chosen: 1, backgrounds: 1 },
        { text: ['0'], title: 1, chosen: 0, backgrounds: 1 },
      ]);
      const tinted = await page.call(() => [...document.querySelectorAll('.il-at')].map((line) => ({
        text: line.textContent.trim(),
        isTinted: getComputedStyle(line).backgroundColor !== 'rgba(0, 0, 0, 0)',
      })));
      assert.deepEqual(tinted, [
        { text: 'with lock:', isTinted: true },
        { text: 'total += 1  # one at a time', isTinted: true },
        { text: 'thread.join()', isTinted: true },
      ]);
      const scrolled = await page.call((marks) => {
        window.editor.setText('\n'.repeat(500));
        window.editor.setMarks([{ ...marks[0], line: 400 }]);
        const { top, bottom } = document.querySelector('.cm-scroller').getBoundingClientRect();
        return new Promise((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(() => {
            const line = document.querySelector('.il-chosen')?.getBoundingClientRect();
            resolve({ isSeen: line?.top > top && line?.bottom < bottom, page: scrollY });
          }));
        });
      }, MARKS);
      assert.deepEqual(scrolled, { isSeen: true, page: 0 }, 'the selected one is brought into sight, and the page stays');
      const moved = await page.call(() => {
        const left = document.querySelector('.cm-content').getBoundingClientRect().left;
        window.editor.setMarks([]);
        return new Promise((resolve) => {
          requestAnimationFrame(() => resolve(document.querySelector('.cm-content').getBoundingClientRect().left - left));
        });
      });
      assert.equal(moved, 0, 'the text stays where it is when marks come and go');
      assert.deepEqual(await page.call(refused), []);
    }));

    test('is left by Escape and Tab, which it says; where nothing can be written, by Tab', async () => {
      await withEditor(browser, async (page) => {
        await page.call(() => document.querySelector('#before').focus());
        await page.press('Tab');
        assert.ok(await page.call(isInside));
        const about = await page.call(() => {
          const content = document.querySelector('.cm-content');
          return [content.getAttribute('role'), content.getAttribute('aria-label'),
            document.getElementById(content.getAttribute('aria-describedby')).textContent];
        });
        assert.deepEqual(about, ['textbox', 'Program in Python', 'Tab indents. Press Escape, then Tab, to leave.']);
        await page.press('Tab');
        assert.ok(await page.call(isInside));
        await page.press('Escape');
        await page.until('it says that Tab leaves', () =>
          [...document.querySelectorAll('.cm-announced')].some((said) => said.textContent.includes('Tab leaves')));
        assert.ok(await page.call(() => getComputedStyle(document.querySelector('.il-hint')).display === 'block'));
        await page.press('x');
        await page.press('Tab');
        assert.ok(await page.call(isInside), 'another key takes it back');
        await page.press('Escape');
        await page.press('Tab');
        assert.equal(await page.call(() => document.activeElement.id), 'after');
        assert.deepEqual(await page.call(refused), []);
      });
      await withEditor(browser, async (page) => {
        await page.call(goTo, 3);
        await page.press('x');
        assert.ok(!(await page.call(() => window.editor.text())).includes('x'), 'nothing can be written');
        await page.press('Tab');
        assert.equal(await page.call(() => document.activeElement.id), 'after');
      }, { options: { readonly: true } });
    });

    test('has nothing that axe objects to, in light and dark, and fits 360 pixels', async () => {
      for (const size of [undefined, { width: 360, height: 800 }]) {
        await withEditor(browser, async (page) => {
          await page.call((errors, marks) => {
            window.editor.setErrors(errors);
            window.editor.setMarks(marks);
          }, ERRORS, MARKS);
          const backgrounds = new Set();
          for (const theme of ['light', 'dark']) {
            await page.call((theme) => {
              document.documentElement.dataset.theme = theme;
              window.editor.setTheme(theme);
            }, theme);
            assert.deepEqual(await violations(page, theme), []);
            backgrounds.add(await page.call(() => getComputedStyle(document.querySelector('.cm-editor')).backgroundColor));
          }
          assert.equal(backgrounds.size, 2);
          assert.equal(await page.call(overflow), 0);
          assert.deepEqual(await page.call(refused), []);
        }, { size });
      }
    });

    test('holds ten thousand lines and shows only those in sight', () => withEditor(browser, async (page) => {
      const lines = await page.call(() => {
        window.editor.setText(Array.from({ length: 10_000 }, (_, line) => `value_${line} = [${line}] * 3`).join('\n'));
        window.editor.setErrors([{ line: 9_000, column: 1, message: 'far below' }]);
        window.editor.reveal(9_000);
        return window.editor.text().split('\n').length;
      });
      assert.equal(lines, 10_000);
      await page.until('the line is in sight', () => document.querySelector('.il-error')?.textContent === 'far below');
      const drawn = await page.call(() => document.querySelectorAll('.cm-line').length);
      assert.ok(drawn < 500, `${drawn} lines are drawn`);
      assert.deepEqual(await page.call(refused), []);
    }));

    test('says what CodeMirror says in the words that it was given', () => withEditor(browser, async (page) => {
      await page.call(() => {
        window.editor.focus();
        const key = new KeyboardEvent('keydown', { key: 'f', code: 'KeyF', keyCode: 70, ctrlKey: true, bubbles: true, cancelable: true });
        document.querySelector('.cm-content').dispatchEvent(key);
      });
      const field = await page.until('there is a field', () => document.querySelector('.cm-search input')?.ariaLabel);
      assert.equal(field, 'Suchen');
      await page.call(() => window.editor.setWords({ label: 'Programm', words: { find: 'Buscar' } }));
      assert.equal(await page.call(() => document.querySelector('.cm-content').ariaLabel), 'Programm');
      assert.deepEqual(await page.call(refused), []);
    }));

    test('is gone when it is done with', () => withEditor(browser, async (page) => {
      assert.equal(await page.call(() => {
        window.editor.destroy();
        return document.querySelector('#editor').childElementCount;
      }), 0);
    }));
  });
}
