// What the embed form and the Share panel say, in one place. `{name}` stands for a value.

const ENGLISH = {
  'embed-try': 'Try it',
  'embed-lab-title': 'The same tasks, on one worker and on many',
  'embed-lab-about': 'Runs and measures them in your browser, on the cores of this machine.',
  'embed-trace-title': 'A timeline of a program’s own trace',
  'embed-trace-about': 'Opens profiles in Chrome’s trace format. They stay on this machine.',
  'embed-loading': 'Loading…',
  'embed-waiting': 'Waits until another demo on this page has nothing to do…',
  'embed-failed': 'The demo did not load: {reason}.',
  'embed-again': 'Try again',
  'embed-threads': 'Threads: the workers here share memory.',
  'embed-workers': 'Isolated workers: this page lets them share no memory. Processes run in parallel, threads on one.',
  'embed-resting': 'Its workers are ended; they start again with the next run.',
  'embed-tab': 'Open in a tab of its own',
  'embed-misunderstood': 'The embedder’s options were partly not understood: {list}.',
  'embed-option': '{name} cannot be “{value}”',
  'embed-frame': 'Interleave demo',
};

/** The text of that name. */
export function text(name, values = {}) {
  return (ENGLISH[name] ?? name).replace(/\{(\w+)\}/g, (hole, key) => values[key] ?? hole);
}
