// A static server for the built page, for tests: it can leave out the isolation headers, spoil
// chosen paths and add a script to the page. It listens on the loopback address only and has no
// idea of caching: every answer says `no-store`, so that no test sees another's files.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.py': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/**
 * Starts a server and resolves when it listens.
 *
 * @param {object} [options]
 * @param {string} [options.root] the folder to serve; `dist/` unless told otherwise
 * @param {number} [options.port] 0, the default, takes a free one
 * @param {boolean} [options.isolated] send COOP and COEP; true unless told otherwise
 * @param {Record<string, string>} [options.headers] more headers, or others in their place
 * @param {string} [options.inject] a script's text, run in index.html before everything else
 * @param {{ match: string | RegExp, status?: number, delayMs?: number,
 *   body?: (original: Buffer) => string | Buffer }[]} [options.overrides]
 *   what to do to the paths that contain or match `match`; the first that fits is used
 * @returns {Promise<{ url: string, port: number, requests: string[],
 *   overrides: object[], close: () => Promise<void> }>}
 *   `requests` are the paths asked for so far; `overrides` may be changed while the server runs
 */
export async function serve(options = {}) {
  const { root = DIST, port = 0, isolated = true, headers = {}, inject } = options;
  const overrides = [...(options.overrides ?? [])];
  const requests = [];

  async function answer(request, response) {
    const path = pathOf(request.url);
    requests.push(path);
    const override = overrides.find(({ match }) =>
      typeof match === 'string' ? path.includes(match) : match.test(path));
    if (override?.delayMs) await new Promise((resolve) => setTimeout(resolve, override.delayMs));

    let status = override?.status ?? 200;
    let body = Buffer.alloc(0);
    try {
      body = await readFile(fileIn(root, path));
    } catch {
      status = override?.status ?? 404;
    }
    if (status >= 400) body = Buffer.from(`${status}\n`);
    if (status === 200 && override?.body) body = Buffer.from(override.body(body));
    if (status === 200 && inject && path === '/index.html') {
      body = Buffer.from(body.toString().replace(/<head[^>]*>|$/, `$&<script>${inject}</script>`));
    }
    const type = status >= 400 ? 'text/plain' : TYPES[extname(path)] ?? 'application/octet-stream';
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Length': body.length,
      'Cache-Control': 'no-store',
      ...(isolated ? ISOLATION : {}),
      ...headers,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const taken = server.address().port;
  return {
    url: `http://127.0.0.1:${taken}/`,
    port: taken,
    requests,
    overrides,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      // Browsers keep connections open; a test's end does not wait for them.
      server.closeAllConnections();
    }),
  };
}

function pathOf(url) {
  const path = decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname);
  return path.endsWith('/') ? `${path}index.html` : path;
}

function fileIn(root, path) {
  const file = normalize(join(root, path));
  if (!file.startsWith(normalize(root) + sep)) throw new Error('outside the root');
  return file;
}

// `node server.mjs [port] [--plain]` serves dist/ until it is ended.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 0);
  const { url } = await serve({ port, isolated: !process.argv.includes('--plain') });
  console.log(url);
}
