// Lighthouse on the page as the native binary serves it: the median of several looks, each as a phone with a slow
// connection (what Lighthouse does unless told otherwise) and as a desktop.

import { TURNS, median, report, versionOf } from './harness.mjs';
import { host } from '../../tests/browser/hosting.mjs';
import { CATEGORIES, look } from '../../tests/browser/lighthouse.mjs';

console.log(`version\tLighthouse ${versionOf('lighthouse')}`);
await host('interleave serve', async (url) => {
  for (const isDesktop of [false, true]) {
    const looks = [];
    // One takes half a minute.
    for (let turn = 0; turn < Math.min(TURNS, 5); turn++) looks.push(await look(url, { isDesktop }));
    for (const category of CATEGORIES) {
      // On a desktop only the speed may differ.
      if (isDesktop && category !== 'performance') continue;
      const score = median(looks.map(({ scores }) => scores[category]));
      report({
        name: `Lighthouse, ${category}, ${isDesktop ? 'desktop' : 'phone'}`, figure: `${score}`, peer: '100',
        ratio: score, least: category === 'performance' ? 95 : 100,
      });
    }
    console.error(looks.map(({ metrics }) => JSON.stringify(metrics)).join('\n'));
  }
});
