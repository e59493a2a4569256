// Loads a machine and gives messages their turns while it computes. What is computed is computed in the module.
//
// The recording goes through the port that came with the program, as `{ whole, title, isNew }`: all of
// it each time, at most every `FEED_MS` while it grows, what it is called, and whether it is another run's than before; then `null` when it is over.

import { sharedMemory } from './snippets/memory.js';

const INITIAL_BYTES = 16 * 2 ** 20;
// No more than `--max-memory` in .cargo/config.toml.
const MAXIMUM_BYTES = 2 ** 30;
// What is left of it is too little for anything.
const NEARLY_BYTES = 64 * 2 ** 20;
// How long it computes before other messages have a turn.
const TURN_MS = 24;
const PROGRESS_MS = 100;
const FEED_MS = 400;
// At most this share of the time goes into showing what a run that goes on has recorded.
const FEED_SHARE = 0.2;

let machine;
let memory;
let maximumBytes;
let port;
let title = '';
// What goes on; anything else that is asked for takes its place.
let work = 0;
let fed = -1;
let feedMs = 0;
let hasFailed = false;

const say = (words) => postMessage({ words });

// A trap: the instance is of no use any more. That is said once.
function fail(error) {
  if (hasFailed) return;
  hasFailed = true;
  const isFull = memory !== undefined && memory.buffer.byteLength > maximumBytes - NEARLY_BYTES;
  say({ Failed: { message: String(error?.message ?? error), is_memory: isFull } });
}

async function start() {
  machine = await import('./interleave-machine.js');
  const shared = sharedMemory(INITIAL_BYTES, MAXIMUM_BYTES);
  ({ memory, maximumBytes } = shared);
  await machine.default({ module_or_path: new URL('./interleave-machine_bg.wasm', import.meta.url), memory });
  say('Ready');
}

const started = start().catch(fail);

// A turn for the messages that came meanwhile. (A timer would wait for 4 ms after the first few.)
function turn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

// Hands over what was recorded, where there is more of it.
function feed(isDone) {
  const front = machine.front();
  if (!port || front === fed) return;
  const began = performance.now();
  const whole = machine.recorded();
  port.postMessage({ whole, title, isNew: fed < 0 }, [whole.buffer]);
  if (isDone) port.postMessage(null);
  // What is not measured yet is handed over once more at the end.
  fed = isDone ? front : 0;
  feedMs = performance.now() - began;
}

// Calls `advance` again and again until it says that it is done, or until something else is asked for.
async function carryOn(advance) {
  const mine = ++work;
  let told = performance.now();
  let drawn = told;
  for (;;) {
    const began = performance.now();
    let isDone = false;
    while (!isDone && performance.now() - began < TURN_MS) isDone = advance();
    if (isDone) break;
    await turn();
    if (work !== mine) return;
    const now = performance.now();
    if (now - told > PROGRESS_MS) {
      told = now;
      say(machine.progress());
    }
    if (now - drawn > Math.max(FEED_MS, feedMs / FEED_SHARE)) {
      feed(false);
      say(machine.moment(false));
      drawn = performance.now();
    }
  }
  tell();
}

function tell() {
  say(machine.moment(true));
  feed(true);
}

async function hear({ words, port: given }) {
  if (words.Load) {
    work += 1;
    if (given) {
      port?.close();
      port = given;
    }
    fed = -1;
    const { number, program, setup, run } = words.Load;
    ({ title } = words.Load);
    const refused = machine.load(number, program, setup);
    if (refused) say(refused);
    else if (run) await carryOn(() => !machine.goOn());
    else tell();
  } else if (words.Check) {
    say(machine.check(words.Check.program));
  } else if (!machine.isLoaded()) {
    // It was refused, and the page has heard of that.
  } else if (words === 'Run') {
    await carryOn(() => !machine.goOn());
  } else if (words === 'Pause') {
    work += 1;
    machine.seekFront();
    tell();
  } else if (words === 'Write') {
    say(machine.write());
  } else if (words.Step) {
    const { unit, back } = words.Step;
    if (!back) return carryOn(() => machine.forward(unit));
    work += 1;
    machine.back(unit);
    tell();
  } else if (words.Seek) {
    work += 1;
    machine.seek(words.Seek.time_ns);
    tell();
  }
}

self.onmessage = async ({ data }) => {
  try {
    await started;
    if (!hasFailed) await hear(data);
  } catch (error) {
    fail(error);
  }
};
