// Demos in a page as a test sees them: a page around them on a server of its own, and what both say to each other.

import { readFileSync } from 'node:fs';

import { serve } from './server.mjs';

/** Keeps what went wrong, in the page around and in the demo. */
const PROBE = `
  window.probe = { errors: [], workers: [], frames: 0 };
  {
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (call) => { probe.frames += 1; return ask(call); };
    window.Worker = class extends Worker {
      constructor(url, options) { super(url, options); probe.workers.push(this); }
      terminate() { probe.workers.splice(probe.workers.indexOf(this), 1); super.terminate(); }
    };
    const note = (text) => probe.errors.push(String(text));
    addEventListener('error', (event) => note(event.message ?? event.target?.src ?? event.target?.href), true);
    addEventListener('unhandledrejection', (event) => note(event.reason));
  }`;

/** Runs in the page around: keeps every message, says what a test wants said, and waits for answers. */
const HOST = `
  ${PROBE}
  window.heard = [];
  addEventListener('message', (event) => heard.push({ data: event.data, origin: event.origin, from: event.source }));
  window.frameOf = (index = 0) => {
    const found = document.querySelectorAll('iframe, interleave-demo')[index];
    return found.shadowRoot ? found.shadowRoot.querySelector('iframe') : found;
  };
  window.heardFrom = (index = 0) => heard.filter(({ from }) => from === frameOf(index).contentWindow).map(({ data }) => data);
  window.say = (message, index = 0) => frameOf(index).contentWindow.postMessage(message, '*');
  window.answer = async (message, index = 0) => {
    const id = 'test-' + Math.random();
    say({ interleave: 1, id, ...message }, index);
    for (let tries = 0; tries < 3000; tries += 1) {
      const found = heardFrom(index).find((data) => data?.id === id);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('no answer to ' + JSON.stringify(message));
  };
`;

/** What lets another site load the script and the frame. */
const SHARED = { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' };

/** The servers: of the page around, and of the demo. */
export const SITES = {
  plain: { host: { isolated: false }, demo: { headers: SHARED, without: ['Document-Isolation-Policy'] } },
  isolated: { host: {}, demo: { headers: SHARED, without: ['Document-Isolation-Policy'] } },
  'with Document-Isolation-Policy': {
    host: { isolated: false },
    demo: { isolated: false, headers: { ...SHARED, 'Document-Isolation-Policy': 'isolate-and-require-corp' } },
  },
};

/**
 * Opens a page around demos and hands it to `body`, with the demos' server.
 *
 * @param {object} options
 * @param {(base: string) => string} options.html the page's body, given the address of the built page
 * @param {object} [options.site] one of `SITES`
 * @param {string} [options.style] of the page around
 * @param {boolean} [options.isSameOrigin] whether the page around is on the demos' server, so that it can look into them
 * @param {object[]} [options.overrides] of the demos' server
 */
export async function withHost(browser, options, body) {
  const { html, site = SITES.plain, style = '', size, isSameOrigin = false, overrides = [] } = options;
  const demo = await serve({ inject: PROBE, overrides, ...site.demo });
  const text = `<!doctype html><html lang="en"><meta charset="utf-8"><title>host</title><style>${style}</style>
    <script>${HOST}</script><body>${html(demo.url)}</body></html>`;
  const pages = [
    { match: '/frame.html', status: 200, body: () => '<!doctype html><title>frame</title>' },
    { match: '/host.html', status: 200, body: () => text },
    { match: '/messages.mjs', status: 200, body: () => readFileSync(new URL('./hostile/messages.mjs', import.meta.url)) },
  ];
  const host = isSameOrigin ? demo : await serve({ ...site.host, overrides: pages });
  if (isSameOrigin) demo.overrides.push(...pages);
  let page;
  try {
    page = await browser.open(`${host.url}host.html`, size);
    return await body(page, demo, host);
  } finally {
    await page?.close();
    if (!isSameOrigin) await host.close();
    await demo.close();
  }
}

/** Waits for a message of that type from the demo of that index. */
export function told(page, type, index = 0) {
  return page.until(`a message “${type}” comes`, (type, index) =>
    heardFrom(index).findLast((data) => data?.type === type || data?.subject === type), type, index);
}

/** A plain iframe. */
export const iframe = (base, query = '', hash = '#/lab') =>
  `<iframe src="${base}?embed=1${query && `&${query}`}${hash}" width="100%" height="400"
    allow="cross-origin-isolated; fullscreen; clipboard-write"></iframe>`;

/** The element. */
export const element = (base, attributes = '', text = '') =>
  `<script type="module" src="${base}embed.js"></script><interleave-demo ${attributes}>${text}</interleave-demo>`;
