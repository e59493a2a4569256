// The page on hosts that send nothing: what its service worker makes of it, on the first visit and the second, without
// a network, and when there is a newer build. And files that are not what the build made.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { BROWSERS, launch } from './browsers.mjs';
import { DIST, serve } from './server.mjs';

const digest = (bytes) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/** Whether the comparison on the page is over, and what came of it. */
function look() {
  const rows = [...document.querySelectorAll('[data-testid="row"]')];
  return {
    isOver: document.querySelector('[data-testid="run"], [data-testid="error"]') !== null
      && document.querySelector('[data-testid="cancel"]') === null,
    error: document.querySelector('[data-testid="error"]')?.textContent ?? null,
    rows: rows.length,
    isIsolated: crossOriginIsolated,
    version: document.querySelector('meta[name="interleave-version"]').content,
    isControlled: (() => {
      try {
        return navigator.serviceWorker.controller !== null;
      } catch {
        return false;
      }
    })(),
  };
}

/** Waits until the comparison on the page is over, however often the page loads itself anew meanwhile. */
async function over(page) {
  const start = Date.now();
  for (;;) {
    try {
      const state = await page.call(look);
      if (state.isOver) return state;
    } catch (error) {
      // The page went away under the question.
      if (Date.now() - start > 60_000) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits until everything is there that the page needs without a network. */
function kept(page) {
  return page.until('the whole build is kept', async () => {
    const version = document.querySelector('meta[name="interleave-version"]').content;
    const name = `interleave-build-${version}`;
    if (!await caches.has(name)) return false;
    const cache = await caches.open(name);
    const digests = await cache.match(new URL('.digests', location));
    if (!digests) return false;
    return (await cache.keys()).length === Object.keys(await digests.json()).length + 1;
  });
}

/** Builds that are kept. */
const builds = (page) => page.call(async () => (await caches.keys()).filter((name) => name.startsWith('interleave-build')));

/** Makes a build in `root` another one: with other names and another version. */
async function update(root) {
  const old = (await readdir(root)).find((name) => /^engine-[0-9a-f]{16}$/.test(name));
  const name = old.replace(/.{4}$/, old.endsWith('ffff') ? '0000' : 'ffff');
  await rename(join(root, old), join(root, name));
  const read = async (file) => (await readFile(join(root, file), 'utf8')).replaceAll(old, name);
  const index = await read('index.html');
  const worker = await read('service-worker.js');
  const version = /interleave-version content="?([0-9a-f]{16})/.exec(index)[1];
  const next = version.split('').reverse().join('');
  const html = index.replaceAll(version, next);
  await writeFile(join(root, 'index.html'), html);
  await writeFile(join(root, 'service-worker.js'),
    worker.replaceAll(version, next).replace(digest(await readFile(join(DIST, 'index.html'))), digest(html)));
  return { next, engine: join(root, name) };
}

for (const name of BROWSERS) {
  describe(`hosts without headers in ${name}`, () => {
    let browser;
    let folder;
    before(async () => {
      browser = await launch(name);
      folder = await mkdtemp(join(tmpdir(), 'interleave-hosting-'));
    });
    after(async () => {
      await browser?.close();
      await rm(folder, { recursive: true });
    });

    /** Opens a copy of the build on a server that sends no headers. */
    async function visited(body, options = {}) {
      const root = await mkdtemp(join(folder, 'site-'));
      await cp(DIST, root, { recursive: true });
      await writeFile(join(root, '_headers'), '/*\n  X-Nothing: here\n');
      const server = await serve({ root, isolated: false, serviceWorker: true, ...options });
      let page;
      try {
        page = await browser.openTop(server.url);
        await body({ page, server, root });
      } finally {
        await page?.close();
        await server.close();
      }
    }

    test('the first visit is isolated, the second needs no server, and the files come from one build', () =>
      visited(async ({ page, server }) => {
        const first = await over(page);
        assert.deepEqual([first.isIsolated, first.isControlled, first.error], [true, true, null]);
        assert.equal(server.requests.filter((path) => path === '/index.html').length <= 3, true, 'it loads itself once more');
        await kept(page);
        await server.close();
        await page.visit(server.url);
        const second = await over(page);
        assert.deepEqual([second.isIsolated, second.isControlled, second.error], [true, true, null]);
        assert.equal(second.version, first.version);
        // What no visit has asked for yet.
        await page.visit(`${server.url}#/trace`);
        await page.call(() => location.reload());
        await page.until('the trace page opens without a network', () =>
          document.querySelector('#trace-view')?.textContent.includes('Open the sample'));
        const status = await page.call(async () => (await fetch('samples/threads.json.gz')).status);
        assert.equal(status, 200);
      }));

    test('a newer build is opened next time, and who is there goes on with the older one', () =>
      visited(async ({ page, server, root }) => {
        const first = await over(page);
        await kept(page);
        const { next } = await update(root);
        // The page stays; a frame in it is a visit of its own.
        await page.call(async () => {
          const registration = await navigator.serviceWorker.ready;
          await registration.update();
        });
        await page.until('the newer build is kept', async (next) => caches.has(`interleave-build-${next}`)
          && (await navigator.serviceWorker.ready).installing === null
          && (await navigator.serviceWorker.ready).waiting === null, next);
        const engine = () => document.querySelector('meta[name="interleave-engine"]').content;
        const [old, framed] = await page.call(async (engine) => {
          const frame = document.createElement('iframe');
          const loaded = new Promise((resolve) => { frame.onload = resolve; });
          frame.src = './?embed=1';
          document.body.append(frame);
          await loaded;
          const inside = frame.contentDocument ?? undefined;
          const of = (document) => document?.querySelector('meta[name="interleave-engine"]').content;
          return [of(document), inside ? of(inside) : null];
        }, String(engine));
        // A frame that is isolated by a policy of its own cannot be looked into.
        if (framed !== null) assert.notEqual(framed, old);
        // The server has the older engine no more.
        const served = await page.call(async (old) => (await fetch(`${old}interleave-engine.js`)).status, old);
        assert.equal(served, 200, 'the older build has all its files');
        assert.equal((await builds(page)).length, 2);
        await page.visit(server.url);
        const second = await over(page);
        assert.deepEqual([second.version, second.isIsolated, second.error], [next, true, null]);
        await page.visit(server.url);
        await over(page);
        await page.until('the older build is removed', async () =>
          (await caches.keys()).filter((name) => name.startsWith('interleave-build')).length === 1);
        assert.notEqual(first.version, second.version);
      }));

    test('an update that does not arrive whole changes nothing', () =>
      visited(async ({ page, server, root }) => {
        const first = await over(page);
        await kept(page);
        const { engine } = await update(root);
        await writeFile(join(engine, 'interleave-engine.js'), 'spoilt');
        await page.call(async () => {
          const registration = await navigator.serviceWorker.ready;
          await registration.update().catch(() => {});
        });
        await page.until('the update is over', async () => {
          const { installing, waiting } = await navigator.serviceWorker.ready;
          return installing === null && waiting === null;
        });
        await page.visit(server.url);
        const second = await over(page);
        assert.deepEqual([second.version, second.isIsolated, second.error], [first.version, true, null]);
      }));

    test('what is no GET or no file of the page goes past the worker', () =>
      visited(async ({ page, server }) => {
        await over(page);
        const found = await page.call(async () => {
          const posted = await fetch('./', { method: 'POST', body: 'x' });
          const missing = await fetch('nothing/here.txt');
          return [posted.status, missing.status, missing.headers.get('Cross-Origin-Embedder-Policy')];
        });
        assert.equal(found[1], 404);
        assert.equal(found[2], 'require-corp');
        assert.ok(server.requests.includes('/nothing/here.txt'));
      }));
  });
}
