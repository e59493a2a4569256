// The embed form of a view: a poster until it is wanted, then the view with what the embedder left of it, a line below
// it, its height for the page around the frame, and messages with that page. `index.html` loads this in the place of
// the page when its query has `embed=1`.

import { readOptions } from './options.js';
import { presentAddress, readAddress, unpackAddress } from './packed.js';
import { showPoster } from './poster.js';
import { createReceiver, VERSIONS } from './protocol.js';
import { find, loadTexts, text } from './texts.js';
import { createTurns } from './turns.js';
import { FIRST_VIEW, VIEWS } from './views.js';

/** How long a demo may be out of sight before its workers end, in milliseconds. */
const AWAY_MS = 3_000;
/** How long a demo that nobody counts keeps workers without work, in milliseconds. */
const UNCOUNTED_MS = 5_000;

const root = document.documentElement;
const isFramed = window.parent !== window;
const { options, problems } = readOptions(location.search);
const { view, addressProblem } = viewOf(location.hash);
const { actions, rests, takesProgram } = VIEWS[view];
if (options.locale && !find(options.locale)) problems.push({ name: 'locale', value: options.locale });
root.lang = await loadTexts();

const uuid = () => crypto.randomUUID?.() ?? String(Math.random()).slice(2);

/** What the demo is doing: `poster`, `waiting` for a turn, `loading`, `live`, `resting`. */
let stage = 'poster';
let isBusy = false;
let isSeen = false;
/** Whether a run was cut off when the demo went out of sight, or asked for before there was a turn. */
let isRunDue = false;
let poster = null;
let away = null;
let lastHeight = 0;
let lastResults = null;

function viewOf(hash) {
  try {
    return { view: readAddress(hash).view };
  } catch (error) {
    const path = /^#?\/?(\w*)/.exec(hash)[1];
    return { view: Object.hasOwn(VIEWS, path) ? path : FIRST_VIEW, addressProblem: error.message };
  }
}

const tell = (word) => dispatchEvent(new CustomEvent('interleave-do', { detail: word }));

// Messages

function post(message, origin = '*') {
  if (!isFramed) return;
  try {
    // An opaque origin cannot be named.
    window.parent.postMessage(message, origin === 'null' ? '*' : origin);
  } catch {
    // The page around the frame is gone, or nothing of that origin is there any more.
  }
}

/** To whoever has shaken hands, and to nobody else. */
function report(type, rest) {
  const peer = receiver.peer();
  if (peer !== null) post({ interleave: VERSIONS[0], type, ...rest }, peer);
}

const activity = () => location.href.split('#')[0];

function state() {
  const address = presentAddress();
  return address.length > 1 ? address : `#/${view}`;
}

const receiver = createReceiver({
  send: post,
  state,
  about: () => ({
    view,
    title: text(`embed-${view}-title`),
    actions,
    takesProgram,
    stage: stage === 'live' ? (isBusy ? 'busy' : 'idle') : stage,
    theme: root.dataset.theme,
    isolation: globalThis.crossOriginIsolated ? 'threads' : 'workers',
    options,
    problems: said(),
  }),
  open: openState,
  act(action) {
    if (action === 'cancel') {
      isRunDue = false;
      return tell('cancel');
    }
    if (stage === 'poster') return start();
    if (['live', 'resting'].includes(stage)) return tell(action);
    isRunDue = action === 'run';
  },
  setTheme,
  restore: openState,
  now: () => performance.now(),
  isReadOnly: options.readonly,
});

/** Opens an address as a link to it would, without an entry in the history of the page around the frame. */
async function openState(address) {
  history.replaceState(null, '', address);
  if (/[?&]z=/.test(address)) await unpackAddress();
  if (poster === null) dispatchEvent(new PopStateEvent('popstate'));
}

function setTheme(theme) {
  root.dataset.theme = theme;
}

addEventListener('message', (event) => {
  if (isFramed && event.source === window.parent) receiver.receive(event);
});

/** Learning platforms know this message, some as an object and some as a text. */
function tellHeight() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === lastHeight || height === 0) return;
  lastHeight = height;
  const message = { subject: 'lti.frameResize', height };
  post(message);
  post(JSON.stringify(message));
}

/** What a course page can grade: the share of the runs that came to a right answer. */
function grade({ runs = [] }) {
  if (runs.length === 0) return;
  const score = runs.filter((run) => run.verified).length / runs.length;
  post({
    subject: 'SPLICE.reportScoreAndState',
    message_id: uuid(),
    activity_id: activity(),
    score,
    state: { interleave: state() },
  });
}

// Life

// A view that cannot rest is given up only where nobody sees it: its page begins anew, with its poster.
const turns = createTurns(
  () => stage === 'live' && !isBusy && (rests || !isSeen),
  () => (rests ? rest() : location.reload()),
);

async function start() {
  if (stage !== 'poster') return;
  stage = 'waiting';
  poster.waits(text('embed-loading'));
  const slow = setTimeout(() => poster?.waits(text('embed-waiting')), 300);
  await turns.take();
  clearTimeout(slow);
  stage = 'loading';
  poster.waits(text('embed-loading'));
  addEventListener('TrunkApplicationStarted', started, { once: true });
  addEventListener('error', failed, true);
  addEventListener('unhandledrejection', failed);
  window.interleaveStart();
}

function started() {
  removeEventListener('error', failed, true);
  removeEventListener('unhandledrejection', failed);
  poster?.element.remove();
  poster = null;
  if (stage === 'loading') stage = 'live';
  showLine();
}

function failed(event) {
  if (stage !== 'loading') return;
  const reason = event.reason?.message ?? event.message ?? event.target?.src ?? event.target?.href ?? '';
  turns.give();
  stage = 'poster';
  poster.failed(text('embed-failed', { reason }), () => location.reload());
  report('error', { code: 'not-loaded', message: text('embed-failed', { reason }) });
}

/** Ends the demo's workers, which gives their memory back; what it shows stays. */
function rest() {
  if (!rests || stage !== 'live') return;
  isRunDue = isBusy;
  stage = 'resting';
  tell('rest');
  turns.give();
  showLine();
}

/** Starts the workers again. */
async function wake() {
  if (stage !== 'resting') return;
  await turns.take();
  if (stage !== 'resting') return turns.give();
  stage = 'live';
  tell('wake');
  if (isRunDue) tell('run');
  isRunDue = false;
  showLine();
}

addEventListener('interleave-told', ({ detail }) => {
  const { type, ...rest_ } = JSON.parse(detail);
  if (type === 'wants') wake();
  if (type === 'busy') isBusy = true;
  if (type === 'idle' && isBusy) {
    isBusy = false;
    turns.idle();
    if (!turns.isCounted()) setTimeout(() => !isBusy && rest(), UNCOUNTED_MS);
  }
  if (type === 'results') {
    lastResults = { state: state(), view, ...rest_ };
    report('results', lastResults);
    grade(lastResults);
  }
  if (type === 'error') report('error', rest_);
});

new IntersectionObserver(([entry]) => {
  isSeen = entry.isIntersecting;
  clearTimeout(away);
  if (!isSeen) away = setTimeout(rest, AWAY_MS);
  else if (stage === 'resting' && isRunDue) wake();
  // Where the page was asked for before it had to be loaded once more for its headers, it is still wanted.
  else if (stage === 'poster' && (options.autoplay || window.interleaveHost?.wasReloaded)) start();
  else if (stage === 'poster' && options.start === 'view') preload();
}).observe(root);

/** Fetches what the page needs first, so that it is there when it is wanted. */
function preload() {
  const template = document.getElementById('start-page').content;
  for (const link of template.querySelectorAll('link')) document.head.append(document.importNode(link));
}

// The line below

function said() {
  const list = problems.map(({ name, value }) => text('embed-option', { name, value }));
  return addressProblem ? [...list, addressProblem] : list;
}

let line = null;

function showLine() {
  if (line === null) {
    line = document.createElement('footer');
    line.className = 'embed-line';
    line.dataset.testid = 'embed-line';
    document.body.append(line);
  }
  const isolation = text(globalThis.crossOriginIsolated ? 'embed-threads' : 'embed-workers');
  const words = document.createElement('p');
  words.textContent = stage === 'resting' ? `${isolation} ${text('embed-resting')}` : isolation;
  const tab = document.createElement('button');
  tab.type = 'button';
  tab.className = 'button small';
  tab.dataset.testid = 'open-tab';
  tab.textContent = text('embed-tab');
  tab.onclick = openTab;
  line.replaceChildren(words, tab);
  if (said().length > 0) {
    const odd = document.createElement('p');
    odd.className = 'line odd';
    odd.dataset.testid = 'embed-odd';
    odd.textContent = text('embed-misunderstood', { list: said().join('; ') });
    line.prepend(odd);
  }
}

/** The same demo as a page: with all controls, and with threads wherever its host sends what they need. */
function openTab() {
  window.open(location.pathname + state(), '_blank', 'noopener');
}

root.dataset.controls = options.controls;
if (options.readonly) root.dataset.readonly = '';
poster = showPoster(view, start);
if (said().length > 0) showLine();
new ResizeObserver(tellHeight).observe(document.body);
if (isFramed) {
  const id = uuid();
  receiver.askState(id);
  post({ subject: 'SPLICE.getState', message_id: id, activity_id: activity() });
  post({ interleave: VERSIONS[0], type: 'ready', versions: VERSIONS });
}
