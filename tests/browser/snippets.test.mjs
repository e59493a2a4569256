// Snippets of the Share panel, rendered by the tools that they are for: what comes out has the demo in it, whole.
//
// `SNIPPET_TOOLS` is the folder of the programs from PyPI, `MDBOOK` is mdBook; `cargo xtask test` installs them. Of
// Docusaurus, which takes minutes to install, there is what it reads pages with: MDX and React.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { evaluate } from '@mdx-js/mdx';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as runtime from 'react/jsx-runtime';

import { BROWSERS, launch } from './browsers.mjs';
import { part } from './parts.mjs';
import { serve } from './server.mjs';

const { MDBOOK = 'mdbook', SNIPPET_TOOLS = '' } = process.env;
const { snippets } = await part('snippets.js');
const options = (folder) => ({ cwd: folder, stdio: 'pipe', encoding: 'utf8' });
const run = (folder, program, ...values) => execFileSync(join(SNIPPET_TOOLS, program), values, options(folder));

/** How a page with the snippet is written for each tool; it comes out as `out/index.html`. */
const SITES = {
  mkdocs(folder, snippet) {
    mkdirSync(join(folder, 'docs'));
    writeFileSync(join(folder, 'mkdocs.yml'), 'site_name: course\nuse_directory_urls: false\n');
    writeFileSync(join(folder, 'docs/index.md'), `# Threads\n\nBefore.\n\n${snippet}\nAfter.\n`);
    run(folder, 'mkdocs', 'build', '--quiet', '--strict', '--site-dir', join(folder, 'out'));
  },
  mdbook(folder, snippet) {
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'book.toml'), '[book]\ntitle = "course"\n');
    writeFileSync(join(folder, 'src/SUMMARY.md'), '# Summary\n\n- [Threads](threads.md)\n');
    writeFileSync(join(folder, 'src/threads.md'), `# Threads\n\nBefore.\n\n${snippet}\nAfter.\n`);
    execFileSync(MDBOOK, ['build', '--dest-dir', 'out'], options(folder));
  },
  sphinx(folder, snippet) {
    writeFileSync(join(folder, 'conf.py'), 'project = "course"\n');
    writeFileSync(join(folder, 'index.rst'), `Threads\n=======\n\nBefore.\n\n${snippet}\n\nAfter.\n`);
    run(folder, 'sphinx-build', '-q', '-W', '-b', 'html', '.', 'out');
  },
  myst(folder, snippet) {
    writeFileSync(join(folder, 'conf.py'), 'project = "course"\nextensions = ["myst_parser"]\n');
    writeFileSync(join(folder, 'index.md'), `# Threads\n\nBefore.\n\n${snippet}\n\nAfter.\n`);
    run(folder, 'sphinx-build', '-q', '-W', '-b', 'html', '.', 'out');
  },
  // The cell is executed, as in a notebook that is open, and its output exported.
  jupyter(folder, snippet) {
    const cell = { cell_type: 'code', id: 'demo', execution_count: null, metadata: {}, outputs: [], source: snippet };
    writeFileSync(join(folder, 'index.ipynb'), JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    // The plain template asks no other site for scripts.
    run(folder, 'jupyter', 'nbconvert', '--execute', '--to', 'html', '--template', 'basic', '--output-dir', 'out', 'index.ipynb');
  },
  async docusaurus(folder, snippet) {
    const page = await evaluate(`# Threads\n\nBefore.\n\n${snippet}\n\nAfter.\n`, runtime);
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out/index.html'), `<!doctype html>${renderToStaticMarkup(createElement(page.default))}`);
  },
};
/** Those whose snippet is the frame itself, and not the element that makes one. */
const FRAMES = ['jupyter', 'docusaurus'];

/** Whether a demo is in the page's frame: it answers. */
async function answers(page) {
  await page.call(() => {
    window.heard = [];
    addEventListener('message', ({ data }) => heard.push(data?.type));
  });
  await page.until('the demo answers', () => {
    const frame = document.querySelector('iframe') ?? document.querySelector('interleave-demo').shadowRoot.querySelector('iframe');
    frame.contentWindow.postMessage({ interleave: 1, type: 'PING', versions: [1] }, '*');
    return heard.includes('PONG');
  });
}

describe('snippets in their tools', () => {
  let browser;
  let demo;
  before(async () => {
    browser = await launch(BROWSERS[0]);
    demo = await serve({ headers: { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' } });
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  for (const [tool, build] of Object.entries(SITES)) {
    test(`${tool} shows the demo`, async () => {
      const folder = mkdtempSync(join(tmpdir(), `interleave-${tool}-`));
      const state = 'v=1&w=pi&m=sequential,threads&n=2';
      const all = snippets({
        base: demo.url, view: 'lab', hash: `#/lab?${state}`, query: state, program: '',
        options: { controls: 'none' }, title: 'Interleave', height: 640,
      });
      const isFrame = FRAMES.includes(tool);
      let page;
      let site;
      try {
        await build(folder, all.find(({ id }) => id === tool).text);
        if (!isFrame) {
          const html = readFileSync(join(folder, 'out/index.html'), 'utf8');
          const tag = `<interleave-demo view="lab" controls="none" state="${state.replaceAll('&', '&amp;')}"></interleave-demo>`;
          assert.ok(html.includes(tag), 'the element is there as it was written');
        }
        site = await serve({ root: join(folder, 'out'), isolated: false });
        page = await browser.open(site.url);
        const src = await page.until('there is a frame', () => (document.querySelector('iframe')
          ?? document.querySelector('interleave-demo')?.shadowRoot?.querySelector('iframe'))?.src);
        assert.ok(src.startsWith(`${demo.url}?embed=1`) && src.endsWith(`#/lab?${state}`), src);
        const [count, allow] = await page.call(() => {
          const frames = [...document.querySelectorAll('iframe, interleave-demo')];
          return [frames.length, frames[0].allow ?? frames[0].shadowRoot.querySelector('iframe').allow];
        });
        assert.deepEqual([count, allow.includes('cross-origin-isolated')], [1, true]);
        await answers(page);
        if (!isFrame) {
          await page.until('the poster has told its height', () =>
            document.querySelector('interleave-demo').shadowRoot.querySelector('iframe').style.height !== '480px');
        }
      } finally {
        await page?.close();
        await site?.close();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
