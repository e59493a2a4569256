// What CodeMirror says, by shorter names. Whoever mounts the editor hands in each in the reader's language; what is
// missing stays English.

const NAMES = {
  find: 'Find',
  next: 'next',
  previous: 'previous',
  all: 'all',
  matchCase: 'match case',
  regexp: 'regexp',
  byWord: 'by word',
  replace: 'Replace',
  replaceOne: 'replace',
  replaceAll: 'replace all',
  close: 'close',
  currentMatch: 'current match',
  onLine: 'on line',
  replacedOne: 'replaced match on line $',
  replacedAll: 'replaced $ matches',
  control: 'Control character',
  deleted: 'Selection deleted',
};

/** The phrases of CodeMirror for words by those names. */
export function phrasesOf(words) {
  const given = Object.entries(NAMES).filter(([name]) => words[name]);
  return Object.fromEntries(given.map(([name, phrase]) => [phrase, words[name]]));
}
