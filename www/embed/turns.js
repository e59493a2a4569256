// Taking turns: of all demos on a page, at most two have workers at a time.
//
// Two Web Locks are the turns; whoever holds one has workers. One that waits says so on a channel, and one that has
// a turn and nothing to do gives it up. Locks are the browser's: a frame that is taken away loses its turn.
//
// Frames of an opaque origin (`sandbox` without `allow-same-origin`) have neither locks nor channels. There everybody
// has a turn, and `isCounted` says that nobody counts.

const NAMES = ['interleave-turn-1', 'interleave-turn-2'];

/**
 * @param {() => boolean} mayGive whether the demo has nothing to do; it is asked when somebody waits
 * @param {() => void} onGiven called when the turn was given up for somebody else
 */
export function createTurns(mayGive, onGiven) {
  let locks = null;
  let channel = null;
  try {
    locks = navigator.locks ?? null;
    channel = locks && new BroadcastChannel('interleave-turns');
  } catch {
    locks = null;
  }
  let giveUp = null;
  let taking = null;
  let isWanted = false;

  async function someoneWaits() {
    try {
      const { pending } = await locks.query();
      return pending.some(({ name }) => NAMES.includes(name));
    } catch {
      return false;
    }
  }

  /** Gives the turn up if somebody waits and there is nothing to do here. */
  async function giveIfWanted() {
    if (!giveUp || !isWanted || !mayGive()) return;
    isWanted = await someoneWaits();
    if (!giveUp || !isWanted || !mayGive()) return;
    isWanted = false;
    giveUp();
    onGiven();
  }

  if (channel) {
    channel.onmessage = () => {
      isWanted = true;
      giveIfWanted();
    };
  }

  function ask(name, abort) {
    return new Promise((granted) => {
      locks.request(name, { signal: abort.signal }, () => new Promise((release) => granted(release)))
        // Not needed any more.
        .catch(() => {});
    });
  }

  async function takeOne() {
    const aborts = NAMES.map(() => new AbortController());
    let isTaken = false;
    const first = new Promise((resolve) => {
      NAMES.forEach(async (name, index) => {
        const release = await ask(name, aborts[index]);
        // Both may come at the same instant: the second goes back.
        if (isTaken) return release();
        isTaken = true;
        resolve(release);
        aborts.forEach((abort, other) => other !== index && abort.abort());
      });
    });
    // After the locks know of the wait: who gives up looks for it there.
    channel.postMessage('wanted');
    const release = await first;
    giveUp = () => {
      giveUp = null;
      release();
    };
  }

  return {
    /** Whether demos of this origin know of each other. */
    isCounted: () => locks !== null && channel !== null,
    /** Whether this one has a turn. */
    has: () => giveUp !== null,
    /** Waits for a turn. */
    async take() {
      if (giveUp) return;
      // Some browsers have locks where they let nobody use them.
      if (locks) await locks.query().catch(() => {
        locks = null;
      });
      if (giveUp) return;
      if (!locks || !channel) {
        giveUp = () => {
          giveUp = null;
        };
        return;
      }
      taking ??= takeOne().finally(() => {
        taking = null;
      });
      await taking;
    },
    /** Gives the turn up. */
    give() {
      giveUp?.();
    },
    /** To be called when there is nothing to do any more: somebody may wait. */
    idle: giveIfWanted,
  };
}
