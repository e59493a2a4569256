// Keeps builds of the page for use without a network, and supplies the headers that the page wants where the host sends
// none.
//
// A build is kept whole under its version, and a document of a build gets files of that build only. A newer build is
// fetched beside it; documents that are opened from then on are the newer one's, and a build goes when no document of it
// is open any more. Each file is checked against its digest before it is kept. What is no GET, has no body, or is no
// file of the page goes past this worker unchanged.

// Written by the build: the version, the digest of each file, which of them the first view needs, and the headers.
const BUILD = 'BUILD';
const PREFIX = 'interleave-build-';
const OWN = PREFIX + BUILD.version;
// Which document is of which build: kept, because a worker without work is ended and forgets.
const CLIENTS = 'interleave-clients';
// Under this name a build's cache holds the digests of its files.
const DIGESTS = '.digests';
const INDEX = 'index.html';
const NO_BODY = [101, 204, 205, 304];

const SCOPE = new URL(self.registration.scope);

/** The name of a file of the page; nothing for other addresses. */
function nameOf(address) {
  const url = new URL(address);
  if (url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return undefined;
  return decodeURI(url.pathname.slice(SCOPE.pathname.length)) || INDEX;
}

/** Where a file is asked for and kept. Many hosts send those who ask for the index by name elsewhere. */
function addressOf(name) {
  return new URL(name === INDEX ? './' : name, SCOPE).href;
}

/** The response with the page's headers, unless the host sends them. */
function withHeaders(response) {
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || NO_BODY.includes(response.status)) return response;
  if (response.headers.has('Cross-Origin-Opener-Policy') && !response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(BUILD.headers)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  // They are about what was sent, and the body is read.
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

async function builds() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

async function digestsOf(build) {
  const kept = await (await caches.open(build)).match(addressOf(DIGESTS));
  return kept ? kept.json() : {};
}

/** Fetches files of this build, or takes them from a build that has the same. */
async function keep(names) {
  const own = await caches.open(OWN);
  const others = [];
  for (const name of await builds()) {
    if (name !== OWN) others.push([await caches.open(name), await digestsOf(name)]);
  }
  await Promise.all(names.map(async (name) => {
    const address = addressOf(name);
    if (await own.match(address)) return;
    const integrity = BUILD.files[name];
    // The index is never taken over: its headers may have changed with the build.
    const same = name !== INDEX && others.find(([, digests]) => digests[name] === integrity);
    const response = (same && await same[0].match(address)) || await fetch(address, { integrity, cache: 'no-cache' });
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    await own.put(address, response);
  }));
}

/** Keeps what is still missing of this build. */
function fill() {
  return keep(Object.keys(BUILD.files));
}

async function install() {
  const isFirst = (await builds()).every((name) => name === OWN);
  const own = await caches.open(OWN);
  try {
    await own.put(addressOf(DIGESTS), new Response(JSON.stringify(BUILD.files)));
    // On the first visit somebody waits for this worker: the rest follows when the page has nothing else to do.
    await keep(isFirst ? BUILD.first : Object.keys(BUILD.files));
  } catch (error) {
    await caches.delete(OWN);
    throw error;
  }
  // Documents of older builds go on with their own files.
  await self.skipWaiting();
}

async function remember(id, version) {
  if (!id) return;
  await (await caches.open(CLIENTS)).put(addressOf(`.clients/${id}`), new Response(version));
}

async function versionOf(id) {
  if (!id) return undefined;
  const kept = await (await caches.open(CLIENTS)).match(addressOf(`.clients/${id}`));
  return kept?.text();
}

/** Removes builds of which no document is open. */
async function sweep() {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = new Set(windows.map(({ id }) => addressOf(`.clients/${id}`)));
  const known = await caches.open(CLIENTS);
  const used = new Set([OWN]);
  let unknown = open.size;
  for (const { url } of await known.keys()) {
    const version = await (await known.match(url))?.text();
    if (open.has(url)) {
      used.add(PREFIX + version);
      unknown -= 1;
    }
  }
  // A document that has not yet said which build it is may be of any.
  if (unknown > 0) return;
  for (const { url } of await known.keys()) {
    if (!open.has(url)) await known.delete(url);
  }
  for (const name of await builds()) {
    if (!used.has(name)) await caches.delete(name);
  }
}

/** A document: of the newest build. */
async function openDocument(event) {
  const kept = await (await caches.open(OWN)).match(addressOf(INDEX));
  if (!kept) return withHeaders(await fetch(event.request));
  event.waitUntil(remember(event.resultingClientId, BUILD.version));
  return withHeaders(kept);
}

/** Any other file: of the build that the document is of. */
async function file({ clientId, request }, name) {
  const version = await versionOf(clientId);
  // A worker's files have names that only its own build has.
  const candidates = version === undefined ? [OWN, ...await builds()] : [PREFIX + version];
  for (const candidate of candidates) {
    const kept = await caches.has(candidate) && await (await caches.open(candidate)).match(addressOf(name));
    if (kept) return withHeaders(kept);
  }
  const isOwn = (version === undefined || version === BUILD.version) && name in BUILD.files;
  if (!isOwn) return withHeaders(await fetch(request));
  // Not yet kept. What comes with another digest is of another build, and is refused.
  const response = await fetch(addressOf(name), { integrity: BUILD.files[name], cache: 'no-cache' });
  if (response.ok) {
    const copy = response.clone();
    await (await caches.open(OWN)).put(addressOf(name), copy);
  }
  return withHeaders(response);
}

self.addEventListener('install', (event) => event.waitUntil(install()));

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim().then(sweep)));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  // Developer tools ask so; only the browser may answer.
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return;
  const name = nameOf(request.url);
  if (name === undefined) return;
  if (request.mode !== 'navigate') event.respondWith(file(event, name));
  else if (name === INDEX) event.respondWith(openDocument(event));
});

self.addEventListener('message', (event) => {
  const { version, isIdle } = event.data ?? {};
  if (typeof version !== 'string') return;
  const remembered = remember(event.source?.id, version);
  event.waitUntil(isIdle ? remembered.then(fill).then(sweep) : remembered);
});
