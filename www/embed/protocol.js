// The messages between a demo in a frame and the page around it; docs/embedding.md is their description.
//
// A receiver is told every message that comes from the page around the frame. It answers what is addressed to it,
// ignores what is not, and throws nothing whatever comes. It touches neither window nor document: what it needs done
// it is given.

import { clip } from './options.js';
import { LONGEST_ADDRESS, readAddress } from './packed.js';
import { VIEWS } from './views.js';

/** The versions of the protocol that are spoken, newest first. */
export const VERSIONS = [1];
const LONGEST_ID = 100;
/** How many messages are heard in a second. */
export const MOST_A_SECOND = 100;
/** A learning platform's answer is a text no longer than this, in characters, or it is not read. */
const LONGEST_TEXT = 4 * LONGEST_ADDRESS;
const ACTIONS = ['run', 'step', 'cancel'];
const THEMES = ['auto', 'light', 'dark'];

/** A refusal: `code` for programs, `message` for people. */
class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a message has under `name`, itself and not by inheritance. */
const own = (message, name) => (Object.hasOwn(message, name) ? message[name] : undefined);

/** How a value that should have been something else is said. */
function said(value) {
  if (typeof value === 'string') return `“${clip(value)}”`;
  if (value === null || ['number', 'boolean', 'undefined', 'bigint'].includes(typeof value)) return String(value);
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

function checkId(message) {
  const id = own(message, 'id');
  if (id === undefined || (typeof id === 'number' && Number.isFinite(id))) return id;
  if (typeof id === 'string' && id.length <= LONGEST_ID) return id;
  throw new Refusal('bad-id', `\`id\` is a number or a text of at most ${LONGEST_ID} characters, not ${said(id)}`);
}

/** A state that may be opened: an address of a view that there is. */
export function checkState(state, views = VIEWS) {
  if (typeof state !== 'string') throw new Refusal('bad-state', `\`state\` is a text, not ${said(state)}`);
  if (!state.startsWith('#/')) throw new Refusal('bad-state', `\`state\` begins with “#/”, not ${said(state.slice(0, 10))}`);
  if (/[\0-\x1f\x7f]/.test(state)) throw new Refusal('bad-state', '`state` has control characters');
  try {
    return readAddress(state, views);
  } catch (error) {
    throw new Refusal(error.code ?? 'bad-state', `\`state\` cannot be opened: ${error.message}`);
  }
}

/**
 * Makes a receiver.
 *
 * @param {object} demo
 * @param {(message: object, origin: string) => void} demo.send posts to the page around the frame
 * @param {() => object} demo.about what a PONG says besides versions: the view, its actions, …
 * @param {() => string} demo.state the address, with its `#`
 * @param {(state: string) => void | Promise<void>} demo.open opens an address that was checked
 * @param {(action: string) => void} demo.act does one of the view's actions
 * @param {(theme: string) => void} demo.setTheme
 * @param {(state: string) => void} demo.restore opens what a learning platform had kept
 * @param {() => number} demo.now milliseconds
 * @param {boolean} demo.isReadOnly whether the embedder wants nothing changed
 * @param {object} [demo.views]
 */
export function createReceiver(demo) {
  const views = demo.views ?? VIEWS;
  // The origin that has shaken hands; answers go there and nowhere else.
  let peer = null;
  let second = 0;
  let heard = 0;
  let stateRequest = null;

  const reply = (message, origin, type, rest) => {
    const id = own(message, 'id');
    demo.send({ interleave: VERSIONS[0], type, ...(id === undefined ? {} : { id }), ...rest }, origin);
  };

  const handlers = {
    PING(message, origin) {
      const versions = own(message, 'versions') ?? [own(message, 'interleave')];
      if (!Array.isArray(versions) || versions.length > 100) {
        throw new Refusal('bad-version', `\`versions\` is a list of numbers, not ${said(versions)}`);
      }
      const version = VERSIONS.find((known) => versions.includes(known));
      if (version === undefined) {
        throw new Refusal('bad-version', `this demo speaks version ${VERSIONS.join(', ')} of the protocol`);
      }
      peer = origin;
      reply(message, origin, 'PONG', { version, versions: VERSIONS, ...demo.about() });
    },
    getState(message, origin) {
      reply(message, origin, 'state', { state: demo.state() });
    },
    async setState(message, origin) {
      const state = own(message, 'state');
      if (demo.isReadOnly) throw new Refusal('read-only', 'the embedder wants nothing changed: `readonly` is set');
      checkState(state, views);
      await demo.open(state);
      reply(message, origin, 'state', { state: demo.state() });
    },
    setTheme(message, origin) {
      const theme = own(message, 'theme');
      if (!THEMES.includes(theme)) {
        throw new Refusal('bad-theme', `\`theme\` is one of ${THEMES.join(', ')}, not ${said(theme)}`);
      }
      demo.setTheme(theme);
      reply(message, origin, 'done', { did: 'setTheme' });
    },
  };
  for (const action of ACTIONS) {
    handlers[action] = (message, origin) => {
      const { view, actions } = demo.about();
      if (!actions.includes(action)) throw new Refusal('not-supported', `the view “${view}” has no \`${action}\``);
      demo.act(action);
      reply(message, origin, 'done', { did: action });
    };
  }

  const refuse = (message, origin, error) => {
    let id;
    try {
      id = checkId(message);
    } catch {
      // Sent back without one.
    }
    const code = error instanceof Refusal ? error.code : 'failed';
    const text = error instanceof Refusal ? error.message : `it failed: ${clip(error?.message ?? error)}`;
    reply(id === undefined ? {} : { id }, origin, 'error', { code, message: text });
  };

  /** A message of ours: it says its version under `interleave`. */
  async function hear(message, origin) {
    try {
      const now = Math.floor(demo.now() / 1000);
      if (now !== second) [second, heard] = [now, 0];
      heard += 1;
      // Said once a second: a flood is not answered with a flood.
      if (heard > MOST_A_SECOND + 1) return 'ignored';
      if (heard > MOST_A_SECOND) {
        throw new Refusal('too-many', `more than ${MOST_A_SECOND} messages in a second: the rest of them are not heard`);
      }
      checkId(message);
      const type = own(message, 'type');
      if (typeof type !== 'string' || !Object.hasOwn(handlers, type)) {
        throw new Refusal('unknown-type', `there is no message of type ${said(type)}`);
      }
      if (type !== 'PING') {
        const version = own(message, 'interleave');
        if (!VERSIONS.includes(version)) {
          throw new Refusal('bad-version', `version ${said(version)} is not spoken; this is ${VERSIONS.join(', ')}`);
        }
        if (peer === null) throw new Refusal('no-handshake', 'say PING first');
        if (origin !== peer) throw new Refusal('other-origin', 'another origin has shaken hands with this demo');
      }
      await handlers[type](message, origin);
      return 'answered';
    } catch (error) {
      refuse(message, origin, error);
      return 'refused';
    }
  }

  /** A learning platform's answer to what this demo asked it: SPLICE. */
  function hearPlatform(message) {
    if (stateRequest === null || own(message, 'message_id') !== stateRequest) return 'ignored';
    stateRequest = null;
    const kept = own(message, 'state');
    const state = isRecord(kept) ? own(kept, 'interleave') : kept;
    if (state === undefined || state === null) return 'answered';
    try {
      checkState(state, views);
    } catch (error) {
      demo.send({ interleave: VERSIONS[0], type: 'error', code: error.code, message: `the kept ${error.message}` }, peer ?? '*');
      return 'refused';
    }
    demo.restore(state);
    return 'answered';
  }

  return {
    /** Whether somebody has shaken hands, and who. */
    peer: () => peer,

    /** Asks a learning platform for what it has kept of this reader's state. */
    askState(id) {
      stateRequest = id;
    },

    /** Hears a message. Resolves to `ignored`, `answered` or `refused`, and never rejects. */
    async receive({ data, origin }) {
      try {
        let message = data;
        // Platforms send texts, too. None of ours is one.
        if (typeof message === 'string') {
          if (message.length > LONGEST_TEXT || !message.includes('SPLICE.')) return 'ignored';
          message = JSON.parse(message);
        }
        if (!isRecord(message)) return 'ignored';
        if (own(message, 'subject') === 'SPLICE.getState.response') return hearPlatform(message);
        if (Object.hasOwn(message, 'interleave')) return await hear(message, String(origin));
      } catch {
        // What cannot even be looked at is nothing to answer.
      }
      return 'ignored';
    },
  };
}
