// A static server for the built page, for tests: it can leave out the isolation headers, spoil
// chosen paths and add a script to the page. It listens on the loopback address only and has no
// idea of caching: every answer says `no-store`, so that no test sees another's files.
//
// It sends the headers that the build asks for, the content security policy among them. What a test changes on its way
// is signed anew: an injected script is added to the policy, and a body that is replaced loses its digest, because such
// tests are about code that fails and not about files that were tampered with (`isSpoilt` is).

import { createHash } from 'node:crypto';
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
const ISOLATING = [...Object.keys(ISOLATION), 'Document-Isolation-Policy'];

/**
 * The headers that a build asks for on every answer.
 *
 * @param {string} root
 * @returns {Promise<Record<string, string>>} those of the isolation alone where the folder is no build
 */
export async function headersOf(root) {
  let text;
  try {
    text = await readFile(join(root, '_headers'), 'utf8');
  } catch {
    return { ...ISOLATION };
  }
  const block = /^\/\*\n((?: .*\n)*)/m.exec(text)?.[1] ?? '';
  return Object.fromEntries(block.trim().split('\n').map((line) => line.trim().split(/:\s*(.*)/s)));
}

const digest = (bytes) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/**
 * Starts a server and resolves when it listens.
 *
 * @param {object} [options]
 * @param {string} [options.root] the folder to serve; `dist/` unless told otherwise
 * @param {string} [options.below] a path below which the folder lies; nothing unless told otherwise
 * @param {number} [options.port] 0, the default, takes a free one
 * @param {boolean} [options.isolated] send COOP and COEP; true unless told otherwise
 * @param {string[]} [options.without] headers of the build that are not sent
 * @param {Record<string, string>} [options.headers] more headers, or others in their place
 * @param {string} [options.inject] a script's text, run in index.html before everything else
 * @param {boolean} [options.serviceWorker] whether there is one; false unless told otherwise, so that no test is served
 *   by another one's and that what is asked of this server is what the page asks
 * @param {{ match: string | RegExp, status?: number, delayMs?: number,
 *   isSpoilt?: boolean, body?: (original: Buffer) => string | Buffer }[]} [options.overrides]
 *   what to do to the paths that contain or match `match`; the first that fits is used. Digests of what is replaced are
 *   taken out of the files that have them, unless it `isSpoilt`
 * @returns {Promise<{ url: string, port: number, requests: string[],
 *   overrides: object[], close: () => Promise<void> }>}
 *   `requests` are the paths asked for so far; `overrides` may be changed while the server runs
 */
export async function serve(options = {}) {
  const { root = DIST, below = '', port = 0, isolated = true, serviceWorker = false, without = [], headers = {}, inject } = options;
  const overrides = [...(options.overrides ?? [])];
  const requests = [];
  const wanted = await headersOf(root);
  for (const name of [...without, ...(isolated ? [] : ISOLATING)]) delete wanted[name];
  const policy = wanted['Content-Security-Policy'];

  // Makes a file as if the build had known what this server does to others.
  function signAnew(path, body) {
    if (!/\.(html|js)$/.test(path)) return body;
    const isChanged = overrides.some((override) => override.body && !override.isSpoilt);
    if (!isChanged && !inject) return body;
    let text = body.toString();
    const before = inlineScripts(text);
    if (isChanged && path.endsWith('.html')) {
      text = text.replace(/ integrity="[^"]*"/g, '').replace(/"integrity":\{[^}]*\}/g, '"integrity":{}');
    } else if (isChanged) {
      text = text.replace(/(["'`])sha256-[\w+/=]{44}\1/g, '""');
    }
    if (inject && path === '/index.html') {
      text = text.replace(/<meta charset[^>]*>|<head[^>]*>|$/, (start) => `${start}<script>${inject}</script>`);
    }
    if (path === '/index.html' && policy) text = text.replace(policy, policyFor(text, before));
    return Buffer.from(text);
  }

  function policyFor(html, before = []) {
    const own = inlineScripts(html).filter((script) => !before.includes(script)).map((script) => ` '${script}'`);
    return policy.replace("'wasm-unsafe-eval'", `$&${own.join('')}`);
  }

  async function answer(request, response) {
    const asked = pathOf(request.url);
    requests.push(asked);
    const path = asked.startsWith(`${below}/`) ? asked.slice(below.length) : '/nothing';
    const override = overrides.find(({ match }) =>
      typeof match === 'string' ? path.includes(match) : match.test(path));
    if (override?.delayMs) await new Promise((resolve) => setTimeout(resolve, override.delayMs));

    let status = override?.status ?? (path === '/service-worker.js' && !serviceWorker ? 404 : 200);
    let body = Buffer.alloc(0);
    let isOfBuild = true;
    try {
      body = await readFile(fileIn(root, path));
    } catch {
      status = override?.status ?? 404;
      isOfBuild = false;
    }
    if (status >= 400) body = Buffer.from(`${status}\n`);
    if (status === 200 && override?.body) body = Buffer.from(override.body(body));
    if (status === 200 && isOfBuild) body = signAnew(path, body);
    // A page that only a test has is nobody's business but the test's.
    const sent = isOfBuild ? { ...wanted } : isolated ? { ...ISOLATION } : {};
    if (isOfBuild && status === 200 && policy && path === '/index.html') sent['Content-Security-Policy'] = policyFor(body.toString());
    const type = status >= 400 ? 'text/plain' : TYPES[extname(path)] ?? 'application/octet-stream';
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Length': body.length,
      'Cache-Control': 'no-store',
      ...sent,
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

function inlineScripts(html) {
  return [...html.matchAll(/<script((?: [^>]*)?)>([^]*?)<\/script>/g)]
    .filter(([, attributes]) => !/\bsrc=/.test(attributes))
    .map(([, , text]) => digest(text));
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
  const { url } = await serve({ port, isolated: !process.argv.includes('--plain'), serviceWorker: true });
  console.log(url);
}
