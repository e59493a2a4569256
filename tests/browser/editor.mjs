// A page with nothing but the editor of programs, under the policy of the built page; nothing here is inline.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { AXE } from './axe.mjs';
import { DIST, headersOf, serve } from './server.mjs';

const PROGRAM = `import threading

lock = threading.Lock()
total = 0


def work(count):
    global total
    for _ in range(count):
        with lock:
            total += 1  # one at a time


threads = [threading.Thread(target=work, args=(1_000,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{total} of {4_000}")
`;

/** What the page's own words are for, as whoever mounts the editor hands them in. */
const WORDS = {
  label: 'Program in Python',
  description: 'Tab indents. Press Escape, then Tab, to leave.',
  leaves: 'Tab leaves the editor',
  words: { find: 'Suchen' },
};

/** The page: a link before the editor and one behind it, so that there is somewhere to go. */
function html() {
  const style = readdirSync(DIST).find((name) => /^style-.*\.css$/.test(name));
  const script = `${folder()}/editor.js`;
  return `<!doctype html><html lang=en data-theme=light><meta charset=utf-8><title>Editor</title>
    <meta name=viewport content="width=device-width, initial-scale=1"><link rel=stylesheet href=${style}>
    <script type=module src=${script}></script>
    <body><main><h1>Editor</h1><a id=before href=#before>Before</a><div id=editor></div><a id=after href=#after>After</a></main>`;
}

/** The folder of the editor in the build. */
export function folder() {
  const name = readdirSync(DIST).find((name) => name.startsWith('editor-'));
  if (!name) throw new Error('the page was built without its editor');
  return name;
}

/** The files of the editor in the build. */
export const files = () => readdirSync(join(DIST, folder()));

/** The text of one of them. */
export const file = (name) => readFileSync(join(DIST, folder(), name), 'utf8');

/**
 * Opens the page with an editor in it, calls `body` with the page, and closes it. `window.editor` is the editor,
 * `changes` how often it told of one, `violations` what the page's policy refused.
 */
export async function withEditor(browser, body, { size, options = {} } = {}) {
  const policy = (await headersOf(DIST))['Content-Security-Policy'];
  const server = await serve({
    overrides: [{ match: '/editor.html', status: 200, body: html }, AXE],
    headers: { 'Content-Security-Policy': policy },
  });
  const page = await browser.open(`${server.url}editor.html`, size);
  try {
    await page.until('the editor is loaded', () => window.interleaveEditor);
    await page.call((text, words, options) => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
      window.changes = 0;
      const onChange = (text) => {
        if (text === window.editor.text()) window.changes += 1;
      };
      window.editor = window.interleaveEditor.mount(document.querySelector('#editor'), { text, ...words, ...options, onChange });
    }, PROGRAM, WORDS, options);
    await body(page);
  } finally {
    await page.close();
    await server.close();
  }
}
