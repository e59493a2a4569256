// What the page asks of its host: isolation, and to be there without a network.
//
// Where the host does not isolate the page, its service worker does, from the next load on. So a first visit waits
// for that worker, but not for long, and loads once more: `interleaveHost.isolated()` is to be awaited before anything
// large is loaded. It never fails: what the host or the browser refuses is done without. Where the page stands in a
// frame that may not keep anything, nothing is tried.
{
  const RELOADED = 'interleave-reloaded';
  const LIMIT_MS = 4000;
  // What the page does first comes first.
  const LATER_MS = 3000;

  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
  const version = meta('interleave-version');
  // Each of these throws in a sandbox.
  const attempt = (body) => {
    try {
      return body();
    } catch {
      return undefined;
    }
  };
  // A page that is being worked on has no version, and no worker. (Without https there is none either.)
  const workers = version && attempt(() => navigator.serviceWorker);
  const session = attempt(() => sessionStorage);
  const wasReloaded = Boolean(session?.getItem(RELOADED));

  let registered;
  function register() {
    registered ??= workers?.register('./service-worker.js').catch(() => undefined);
    return registered;
  }

  // In a frame only Document-Isolation-Policy helps, which browsers with this property have.
  const canHelp = () => window === top || 'userAgentData' in navigator;

  function wait() {
    return new Promise((resolve) => {
      setTimeout(resolve, LIMIT_MS);
      workers.addEventListener('controllerchange', () => resolve(true), { once: true });
      register().then((registration) => registration || resolve());
    });
  }

  async function isolated() {
    if (crossOriginIsolated || !workers || !session || workers.controller || !canHelp()) return;
    if (wasReloaded || !await wait()) return;
    session.setItem(RELOADED, version);
    location.reload();
    // The page is about to go.
    await new Promise(() => {});
  }

  // A demo in somebody's page loads nothing that nobody asked for; where it needs the worker, it waits for it above.
  const isEmbedded = new URLSearchParams(location.search).has('embed');
  // Such as `interleave serve`, which is there without a network as well. On its port may be something else tomorrow,
  // in whose way the worker would be.
  const isOwnServer = /^(localhost|127[.\d]+|\[::1\])$/.test(location.hostname) && crossOriginIsolated
    && !workers?.controller;
  if (crossOriginIsolated && wasReloaded) session.removeItem(RELOADED);
  // The worker must know which files this document goes with, and may be a new one at any time.
  const tell = (worker, isIdle) => worker?.postMessage({ version, isIdle });
  tell(workers?.controller, false);
  workers?.addEventListener('controllerchange', () => tell(workers.controller, false));
  if (workers && !isEmbedded && !isOwnServer) {
    addEventListener('load', () => setTimeout(async () => {
      if (await register()) tell((await workers.ready).active, true);
    }, LATER_MS));
  }
  globalThis.interleaveHost = { isolated, wasReloaded };
}
