// Snippets of the Share panel, rendered by the tools that they are for: what comes out has the demo in it, whole.
//
// `SNIPPET_TOOLS` is the folder of the programs; `cargo xtask test` installs them.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { BROWSERS, launch } from './browsers.mjs';
import { part } from './parts.mjs';
import { serve } from './server.mjs';

const TOOLS = process.env.SNIPPET_TOOLS ?? '';
const { snippets } = await part('snippets.js');
const run = (program, ...values) => execFileSync(join(TOOLS, program), values, { stdio: 'pipe', encoding: 'utf8' });

/** How a page with the snippet is written for each tool, and where it comes out. */
const SITES = {
  mkdocs(folder, snippet) {
    mkdirSync(join(folder, 'docs'));
    writeFileSync(join(folder, 'mkdocs.yml'), 'site_name: course\nuse_directory_urls: false\n');
    writeFileSync(join(folder, 'docs/index.md'), `# Threads\n\nBefore.\n\n${snippet}\nAfter.\n`);
    run('mkdocs', 'build', '--quiet', '--strict', '--config-file', join(folder, 'mkdocs.yml'), '--site-dir', join(folder, 'out'));
  },
  sphinx(folder, snippet) {
    writeFileSync(join(folder, 'conf.py'), 'project = "course"\n');
    writeFileSync(join(folder, 'index.rst'), `Threads\n=======\n\nBefore.\n\n${snippet}\n\nAfter.\n`);
    run('sphinx-build', '-q', '-W', '-b', 'html', folder, join(folder, 'out'));
  },
  myst(folder, snippet) {
    writeFileSync(join(folder, 'conf.py'), 'project = "course"\nextensions = ["myst_parser"]\n');
    writeFileSync(join(folder, 'index.md'), `# Threads\n\nBefore.\n\n${snippet}\n\nAfter.\n`);
    run('sphinx-build', '-q', '-W', '-b', 'html', folder, join(folder, 'out'));
  },
};

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
      let page;
      let site;
      try {
        build(folder, all.find(({ id }) => id === tool).text);
        const html = readFileSync(join(folder, 'out/index.html'), 'utf8');
        const tag = `<interleave-demo view="lab" controls="none" state="${state.replaceAll('&', '&amp;')}"></interleave-demo>`;
        assert.ok(html.includes(tag), 'the element is there as it was written');
        site = await serve({ root: join(folder, 'out'), isolated: false });
        page = await browser.open(site.url);
        const src = await page.until('the element has made its frame', () =>
          document.querySelector('interleave-demo')?.shadowRoot?.querySelector('iframe')?.src);
        assert.ok(src.startsWith(`${demo.url}?embed=1`) && src.endsWith(`#/lab?${state}`), src);
        await page.until('the poster has told its height', () =>
          document.querySelector('interleave-demo').shadowRoot.querySelector('iframe').style.height !== '480px');
        assert.equal(await page.call(() => document.querySelectorAll('interleave-demo').length), 1);
      } finally {
        await page?.close();
        await site?.close();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
