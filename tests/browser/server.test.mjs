// The test server itself: what it sends, spoils and refuses.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { serve } from './server.mjs';

let root;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'interleave-server-'));
  await writeFile(join(root, 'index.html'), '<!doctype html><head><title>t</title></head>');
  await writeFile(join(root, 'worker.js'), 'postMessage(1)');
  await writeFile(join(root, 'engine.wasm'), Buffer.from([0, 97, 115, 109]));
});
after(() => rm(root, { recursive: true }));

/** Runs `body` with a server that is closed afterwards. */
async function served(options, body) {
  const server = await serve({ root, ...options });
  try {
    await body(server);
  } finally {
    await server.close();
  }
}

test('files come with their type and the isolation headers', () =>
  served({}, async ({ url, requests }) => {
    const page = await fetch(url);
    assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal(page.headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(page.headers.get('cross-origin-embedder-policy'), 'require-corp');
    const wasm = await fetch(`${url}engine.wasm`);
    assert.equal(wasm.headers.get('content-type'), 'application/wasm');
    assert.deepEqual(requests, ['/index.html', '/engine.wasm']);
  }));

test('without isolation no such header is sent', () =>
  served({ isolated: false }, async ({ url }) => {
    const { headers } = await fetch(url);
    assert.equal(headers.get('cross-origin-opener-policy'), null);
    assert.equal(headers.get('cross-origin-embedder-policy'), null);
  }));

test('a path can be made to fail, and to work again, while the server runs', () =>
  served({ overrides: [{ match: 'worker.js', status: 404 }] }, async ({ url, overrides }) => {
    assert.equal((await fetch(`${url}worker.js`)).status, 404);
    assert.equal((await fetch(url)).status, 200);
    overrides.length = 0;
    assert.equal((await fetch(`${url}worker.js`)).status, 200);
  }));

test('a body can be replaced', () =>
  served({ overrides: [{ match: /\.js$/, body: (old) => `throw 1;${old}` }] }, async ({ url }) => {
    assert.equal(await (await fetch(`${url}worker.js`)).text(), 'throw 1;postMessage(1)');
  }));

test('an injected script comes first in the head', () =>
  served({ inject: 'window.spoilt = true' }, async ({ url }) => {
    const html = await (await fetch(url)).text();
    assert.ok(html.includes('<head><script>window.spoilt = true</script><title>'), html);
  }));

test('what is missing is not found, and what lies outside the root is missing', () =>
  served({}, async ({ url }) => {
    assert.equal((await fetch(`${url}nothing.js`)).status, 404);
    assert.equal((await fetch(`${url}..%2f..%2fetc/passwd`)).status, 404);
  }));
