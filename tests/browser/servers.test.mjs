// The built page on real servers, with the configurations that docs/hosting.md tells people to use.

import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { BROWSERS, launch } from './browsers.mjs';
import { NAMES, freePort, host, run } from './hosting.mjs';
import { Lab, address } from './lab.mjs';
import { DIST, headersOf, serve } from './server.mjs';

/** What a server answers, with nothing unpacked on the way and no path put in order. */
function ask(url, path, { method = 'GET', headers = {} } = {}) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = get({ hostname, port, path, method, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    request.on('error', reject);
  });
}

const find = async (pattern) => (await readdir(DIST)).find((name) => pattern.test(name));

for (const name of NAMES) {
  test(`${name} sends what the build asks for`, () =>
    host(name, async (url) => {
      const wanted = await headersOf(DIST);
      const binary = await find(/^interleave-www-.*_bg\.wasm$/);
      const engine = await find(/^engine-[0-9a-f]{16}$/);
      const lasting = 'public, max-age=31536000, immutable';
      for (const [path, type, keep] of [
        ['/', /^text\/html/, 'no-cache'],
        ['/index.html', /^text\/html/, 'no-cache'],
        [`/${binary}`, /^application\/wasm$/, lasting],
        [`/${engine}/worker.js`, /^(text|application)\/javascript/, lasting],
        ['/service-worker.js', /^(text|application)\/javascript/, 'no-cache'],
        ['/manifest.webmanifest', /^application\/manifest\+json/, 'no-cache'],
        ['/icons/icon-192.png', /^image\/png/, 'no-cache'],
        ['/icons/icon.svg', /^image\/svg\+xml/, 'no-cache'],
        ['/robots.txt', /^text\/plain/, 'no-cache'],
      ]) {
        const { status, headers } = await ask(url, path);
        assert.equal(status, 200, path);
        assert.match(headers['content-type'], type, path);
        assert.equal(headers['cache-control'], keep, path);
        for (const [header, value] of Object.entries(wanted)) assert.equal(headers[header.toLowerCase()], value, path);
      }
      const { size } = await stat(join(DIST, binary));
      const packed = await ask(url, `/${binary}`, { headers: { 'Accept-Encoding': 'gzip' } });
      assert.equal(packed.headers['content-encoding'], 'gzip');
      assert.ok(packed.body.length < size / 2, 'it is sent compressed');
      assert.match(packed.headers.vary, /accept-encoding/i);
      const plain = await ask(url, `/${binary}`);
      assert.deepEqual([plain.headers['content-encoding'], plain.body.length], [undefined, size]);
      const again = await ask(url, '/', { headers: { 'If-None-Match': (await ask(url, '/')).headers.etag } });
      assert.equal(again.status, 304, 'what did not change is not sent again');
      const head = await ask(url, '/', { method: 'HEAD' });
      assert.deepEqual([head.status, head.body.length], [200, 0]);
      const sample = await ask(url, '/samples/threads.json.gz', { headers: { 'Accept-Encoding': 'gzip' } });
      assert.deepEqual([sample.headers['content-encoding'], sample.body], [undefined, await readFile(join(DIST, 'samples/threads.json.gz'))]);
      for (const path of ['/nothing', '/_headers', '/.htaccess', '/headers.nginx', '/../documented.conf', '/%2e%2e/documented.conf', '/.trunk-lock']) {
        const { status, body } = await ask(url, path);
        assert.ok([400, 403, 404].includes(status), `${path}: ${status}`);
        assert.ok(!body.includes('default-src'), path);
      }
      assert.equal((await ask(url, '/nothing', { method: 'POST' })).status >= 400, true);
    }));
}

for (const browserName of BROWSERS) {
  describe(`servers in ${browserName}`, () => {
    let browser;
    before(async () => {
      browser = await launch(browserName);
    });
    after(() => browser?.close());

    /** Opens the page at `url`, and asserts that it does everything it can, and nothing that it must not. */
    async function works(url) {
      const page = await browser.openTop(`${url}${address({ w: 'primes', m: 'sequential,threads,processes' })}`);
      try {
        const lab = new Lab(page);
        const state = await lab.over();
        assert.equal(state.error, null);
        assert.ok(state.rows.length === 3 && state.rows.every((row) => row.verified), JSON.stringify(state.rows));
        const seen = await page.call(() => ({
          isIsolated: crossOriginIsolated,
          isControlled: navigator.serviceWorker.controller !== null,
          addresses: performance.getEntriesByType('resource').map(({ name }) => name),
        }));
        assert.deepEqual([seen.isIsolated, seen.isControlled], [true, false], 'the host isolates it, and no service worker');
        await page.call(() => { location.hash = '#/trace'; });
        await page.until('the trace page opens', () =>
          document.querySelector('#trace-view')?.textContent.includes('Open the sample'));
        const { origin } = new URL(url);
        const elsewhere = [...seen.addresses, ...page.requests ?? []].filter((address) =>
          !address.startsWith(`${origin}/`) && !/^(data|blob):/.test(address));
        assert.deepEqual(elsewhere, [], 'nothing is asked for elsewhere');
      } finally {
        await page.close();
      }
    }

    for (const name of NAMES) {
      test(`the page has threads on ${name}`, () => host(name, works));
    }

    test('the page works below any path, and no policy of its own stops it', async () => {
      const violations = [];
      const server = await serve({
        inject: `window.violations = [];
          addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => violations.push(effectiveDirective + ' ' + blockedURI));`,
        below: '/some/folder',
      });
      const page = await browser.openTop(`${server.url}some/folder/${address({ w: 'pi', m: 'sequential,threads,processes' })}`);
      try {
        const lab = new Lab(page);
        const state = await lab.over();
        assert.ok(state.rows.every((row) => row.verified), JSON.stringify(state.rows));
        for (const view of ['#/trace', '#/lab']) {
          await page.call((view) => { location.hash = view; }, view);
          await page.until('the view is there', (view) => (document.querySelector('#trace-view:not([hidden])') !== null) === (view === '#/trace'), view);
        }
        violations.push(...await page.call(() => violations));
        assert.deepEqual(violations, []);
        assert.ok(server.requests.every((path) => path.startsWith('/some/folder/') || path === '/favicon.ico'), server.requests.join());
      } finally {
        await page.close();
        await server.close();
      }
    });

    for (const [what, hash, match] of [
      ['styles', '#/lab', /^\/style-.*\.css$/],
      ["page's script", '#/lab', /^\/interleave-www-.*\.js$/],
      ["page's binary", '#/lab', /^\/interleave-www-.*\.wasm$/],
      ["engine's binary", '#/lab', '/interleave-first_bg.wasm'],
      ["trace view's script", '#/trace', /\/interleave-trace\.js$/],
      ["trace view's styles", '#/trace', '/trace.css'],
      ["viewer's binary", '#/trace', '/interleave-viewer_bg.wasm'],
    ]) {
      test(`${what} with a byte more are not used`, async () => {
        let sent = 0;
        const body = (original) => {
          sent += 1;
          return Buffer.concat([original, Buffer.from([32])]);
        };
        const inject = `window.refused = [];
          addEventListener('error', (event) => refused.push(event.target?.href ?? event.target?.src ?? event.message), true);
          addEventListener('unhandledrejection', ({ reason }) => refused.push(String(reason)));`;
        const server = await serve({ inject, overrides: [{ match, body, isSpoilt: true }] });
        const page = await browser.openTop(`${server.url}${hash}`);
        try {
          await page.until('it is refused', () => refused.length > 0
            || document.querySelector('[data-testid="error"], #trace-view [role="alert"]') !== null);
          assert.ok(sent > 0, 'the page asked for it');
        } finally {
          await page.close();
          await server.close();
        }
      });
    }
  });
}

test('interleave serve says what is wrong and what to do', async () => {
  const port = String(await freePort());
  await host('interleave serve', async (url) => {
    const taken = await run('serve', '--port', new URL(url).port);
    assert.deepEqual([taken.code, taken.out], [1, '']);
    assert.match(taken.error, /^interleave: port \d+ is taken; --port takes another/);
  });
  for (const [options, code, said] of [
    [['--port', 'http'], 2, /--port takes whole numbers from 0 to 65535, not 'http'/],
    [['--bind', 'everywhere'], 2, /--bind takes an address such as/],
    [['--bind', '192.0.2.1', '--port', port], 1, /this machine has no address 192\.0\.2\.1/],
    [['dist'], 2, /unexpected argument 'dist'/],
  ]) {
    const found = await run('serve', ...options);
    assert.equal(found.code, code, found.error);
    assert.match(found.error, said);
    assert.equal(found.error.trim().split('\n').length, 1, 'it is one line');
  }
});
