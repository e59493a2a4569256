// What axe finds on a page. The page's policy lets a script be loaded from its own server, and not be made of a text,
// so every test's server has axe.

import { readFileSync } from 'node:fs';

const FILE = new URL('./node_modules/axe-core/axe.min.js', import.meta.url);

/** For a server's `overrides`: axe, beside what it serves. */
export const AXE = { match: '/axe.js', status: 200, body: () => readFileSync(FILE) };

/**
 * What axe finds, a line each.
 *
 * @param {import('./browsers.mjs').Page} page
 * @param {string | null} [theme] the one to look in; the present one unless told
 * @param {number | null} [index] of the frame to look in, where a page has demos; the page itself unless told
 */
export function violations(page, theme = null, index = null) {
  return page.call(async (theme, index) => {
    const place = index === null ? window : frameOf(index).contentWindow;
    if (theme) place.document.documentElement.dataset.theme = theme;
    if (!place.axe) {
      await new Promise((resolve, reject) => {
        const script = place.document.createElement('script');
        Object.assign(script, { src: new URL('/axe.js', location.href).href, onload: resolve, onerror: reject });
        place.document.head.append(script);
      });
    }
    const { violations } = await place.axe.run(place.document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }, theme, index);
}
