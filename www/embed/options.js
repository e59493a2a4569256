// The embedder's options, which stand in the query of the address: `?embed=1&theme=dark&controls=min#/lab`.
//
// Pure text in, plain values out. A wrong value is put right and said; a name that is not known is left alone, since
// learning platforms add their own.

const LONGEST_SAID = 40;

/** Each option: what it is without a word from the embedder, and what it may be. */
export const OPTIONS = {
  theme: ['auto', 'light', 'dark'],
  controls: ['min', 'none', 'full'],
  start: ['click', 'view'],
  autoplay: [false, true],
  readonly: [false, true],
  locale: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/,
};

/** A text that was sent, short enough to be said. */
export function clip(text) {
  const letters = [...String(text)];
  return letters.length > LONGEST_SAID ? `${letters.slice(0, LONGEST_SAID).join('')}…` : letters.join('');
}

/** The value of a flag: `autoplay`, `autoplay=1` and `autoplay=true` say yes. */
function flag(value) {
  if (['', '1', 'true'].includes(value)) return true;
  return ['0', 'false'].includes(value) ? false : undefined;
}

/**
 * Reads a query.
 *
 * @param {string} search with or without its `?`
 * @returns {{ options: object, problems: { name: string, value: string }[] }}
 */
export function readOptions(search) {
  const query = new URLSearchParams(search);
  const options = {};
  const problems = [];
  for (const [name, allowed] of Object.entries(OPTIONS)) {
    const isList = Array.isArray(allowed);
    options[name] = isList ? allowed[0] : '';
    const value = query.get(name);
    if (value === null) continue;
    const taken = isList && typeof allowed[0] === 'boolean' ? flag(value) : value;
    if (isList ? allowed.includes(taken) : allowed.test(taken)) options[name] = taken;
    else problems.push({ name, value: clip(value) });
  }
  return { options, problems };
}

/** Writes a query, without its `?`, that has the options that differ from what they are without a word. */
export function writeOptions(options) {
  const query = new URLSearchParams({ embed: '1' });
  for (const [name, allowed] of Object.entries(OPTIONS)) {
    const value = options[name];
    const usual = Array.isArray(allowed) ? allowed[0] : '';
    if (value !== undefined && value !== usual) query.set(name, value === true ? '1' : String(value));
  }
  return String(query);
}
