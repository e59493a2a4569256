// What the embed form and the Share panel say, in the reader's language. The texts are those of `www/locales` whose names
// begin with `embed-` or `share-`; the build makes a module of them for each language.

import ENGLISH from './texts-en.js';
import LANGUAGES from './languages.js';

let texts = ENGLISH;

/** The languages that are asked for, as the page itself takes them: by the address, by the reader, by the browser. */
function asked() {
  const found = [new URLSearchParams(location.search).get('locale')];
  try {
    found.push(localStorage.getItem('interleave-language'));
  } catch {
    // No storage in this frame.
  }
  return [...found, ...navigator.languages].filter(Boolean);
}

/** The language of that tag, or one that is the same but for script and country; none where there is none. */
export function find(tag, languages = LANGUAGES) {
  const language = (tag) => tag.split(/[-_]/)[0].toLowerCase();
  return languages.find((known) => known.toLowerCase() === tag.toLowerCase())
    ?? languages.find((known) => language(known) === language(tag));
}

/** Loads the texts of the reader's language; English where they cannot be had. */
export async function loadTexts() {
  // Once the page has come up, it says which language it is in.
  const shown = document.querySelector('#page')?.childElementCount ? [document.documentElement.lang] : asked();
  const language = shown.map((tag) => find(tag)).find(Boolean) ?? 'en';
  try {
    texts = language === 'en' ? ENGLISH : (await import(`./texts-${language}.js`)).default;
    return language;
  } catch {
    texts = ENGLISH;
    return 'en';
  }
}

/** The text of that name. */
export function text(name, values = {}) {
  return (texts[name] ?? ENGLISH[name] ?? name).replace(/\{(\w+)\}/g, (hole, key) => values[key] ?? hole);
}
