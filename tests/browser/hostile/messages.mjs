// Messages that a page around a demo might send by mistake or on purpose, and what is to come of each.
//
// `REFUSED` are addressed to the demo: each is answered with an error of that code and a sentence. `IGNORED` are not:
// nothing is answered. All of them can be posted.

const ours = (type, rest = {}) => ({ interleave: 1, type, ...rest });
const state = (value) => ours('setState', { state: value });
const long = (length) => 'A'.repeat(length);

function nested(depth) {
  let value = 'deep';
  for (let level = 0; level < depth; level += 1) value = { state: value };
  return value;
}

function ring() {
  const value = { name: 'ring' };
  value.self = value;
  return value;
}

/** `[code, message]`; a PING has been answered before. */
export const REFUSED = [
  // Of no known type.
  ['unknown-type', { interleave: 1 }],
  ['unknown-type', ours('')],
  ['unknown-type', ours('Ping')],
  ['unknown-type', ours('RUN')],
  ['unknown-type', ours('eval', { code: 'alert(1)' })],
  ['unknown-type', ours('navigate', { url: 'javascript:alert(1)' })],
  ['unknown-type', ours('constructor')],
  ['unknown-type', ours('__proto__')],
  ['unknown-type', ours('toString')],
  ['unknown-type', ours('hasOwnProperty')],
  ['unknown-type', ours('PONG')],
  ['unknown-type', ours('results', { runs: [] })],
  ['unknown-type', ours('error', { code: 'x' })],
  ['unknown-type', ours(long(100_000))],
  ['unknown-type', ours(null)],
  ['unknown-type', ours(7)],
  ['unknown-type', ours(['run'])],
  ['unknown-type', ours({ type: 'run' })],
  ['unknown-type', ours(true)],
  ['unknown-type', ours('run\0')],
  ['unknown-type', ours('‮nur')],
  // Of no known version.
  ['bad-version', { interleave: 0, type: 'run' }],
  ['bad-version', { interleave: 2, type: 'run' }],
  ['bad-version', { interleave: '1', type: 'run' }],
  ['bad-version', { interleave: null, type: 'run' }],
  ['bad-version', { interleave: NaN, type: 'getState' }],
  ['bad-version', { interleave: [1], type: 'getState' }],
  ['bad-version', { interleave: { valueOf: 1 }, type: 'getState' }],
  ['bad-version', { interleave: 1n, type: 'getState' }],
  ['bad-version', ours('PING', { versions: [] })],
  ['bad-version', ours('PING', { versions: [2, 3] })],
  ['bad-version', ours('PING', { versions: '1' })],
  ['bad-version', ours('PING', { versions: { 0: 1 } })],
  ['bad-version', ours('PING', { versions: Array.from({ length: 100_000 }, () => 1) })],
  // Ids that cannot be sent back.
  ['bad-id', ours('getState', { id: {} })],
  ['bad-id', ours('getState', { id: [] })],
  ['bad-id', ours('getState', { id: null })],
  ['bad-id', ours('getState', { id: NaN })],
  ['bad-id', ours('getState', { id: Infinity })],
  ['bad-id', ours('getState', { id: true })],
  ['bad-id', ours('getState', { id: 1n })],
  ['bad-id', ours('getState', { id: long(101) })],
  ['bad-id', ours('getState', { id: ring() })],
  // States that are none.
  ['bad-state', state(undefined)],
  ['bad-state', state(null)],
  ['bad-state', state(42)],
  ['bad-state', state({ w: 'pi' })],
  ['bad-state', state(['#/lab'])],
  ['bad-state', state(ring())],
  ['bad-state', state(nested(1_000))],
  ['bad-state', state('')],
  ['bad-state', state('lab?w=pi')],
  ['bad-state', state('https://example.org/#/lab')],
  ['bad-state', state('javascript:alert(1)')],
  ['bad-state', state('data:text/html,<script>alert(1)</script>')],
  ['bad-state', state('../?embed=1#/lab')],
  ['bad-state', state('//example.org/#/lab')],
  ['bad-state', state('#/lab?w=pi\n')],
  ['bad-state', state('#/lab\0')],
  ['bad-state', state('#/lab?w=\x1b[31m')],
  ['unknown-view', state('#/nowhere')],
  ['unknown-view', state('#/constructor')],
  ['unknown-view', state('#/__proto__?v=1')],
  ['unknown-view', state('#/lab/../trace')],
  ['unknown-view', state('#/<img src=x onerror=alert(1)>')],
  ['unknown-view', state('#/%6c%61%62')],
  ['unknown-view', state(`#/${'/'.repeat(1_000)}`)],
  ['too-long', state(`#/lab?w=${long(40_000)}`)],
  ['too-long', state(`#/${long(2_000_000)}`)],
  ['too-long', state(`#/lab?z=1.${long(31_999)}`)],
  // What is asked of a view that has none of it, and themes that are none.
  ['not-supported', ours('step')],
  ['bad-theme', ours('setTheme')],
  ['bad-theme', ours('setTheme', { theme: 'purple' })],
  ['bad-theme', ours('setTheme', { theme: ['dark'] })],
  ['bad-theme', ours('setTheme', { theme: '"><script>' })],
  ['bad-theme', ours('setTheme', { theme: new Map([['dark', 1]]) })],
];

/** Not addressed to the demo. */
export const IGNORED = [
  null,
  undefined,
  0,
  'run',
  '',
  long(1_000_000),
  '{"interleave":1,"type":"run"}',
  '{"subject":"SPLICE.getState.response"',
  '{"subject":"SPLICE.getState.response","message_id":"guessed","state":{"interleave":"#/lab?w=sort"}}',
  [],
  [{ interleave: 1, type: 'run' }],
  {},
  { type: 'run' },
  { type: 'PING', versions: [1] },
  { Interleave: 1, type: 'run' },
  { subject: 'lti.frameResize', height: -1 },
  { subject: 'SPLICE.getState.response' },
  { subject: 'SPLICE.getState.response', message_id: null, state: '#/lab?w=sort' },
  { subject: 'SPLICE.getState.response', message_id: {}, state: ring() },
  { subject: 'SPLICE.reportScoreAndState', score: 1e308 },
  { subject: ['SPLICE.getState.response'] },
  new Map([['interleave', 1]]),
  new Set([1]),
  new Date(0),
  new Uint8Array(1_000_000),
  new ArrayBuffer(8),
  /interleave/,
  new Error('interleave'),
  7n,
  ring(),
  nested(1_000),
];
