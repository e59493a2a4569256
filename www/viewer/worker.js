// Loads the viewer, reads files for it piece by piece, and tells it when to paint.
//
// What waits for the browser (reading, unpacking, encoding a picture) is done here, and everything that computes in the
// module: its functions return at once or as soon as they have computed.

import { sharedMemory } from './snippets/memory.js';

const INITIAL_BYTES = 64 * 2 ** 20;
// No more than `--max-memory` in build.rs.
const MAXIMUM_BYTES = 2 ** 32;
// What a slice takes while a file is opened, at most: its record, and the columns that it becomes.
const SLICE_BYTES = 75;
// What a file is read into, piece by piece.
const PIECE_BYTES = 2 * 2 ** 20;
// How long pieces are read without a turn for other messages.
const READ_MS = 12;
// Far more than any event's text; what is longer is shown up to here.
const EVENT_BYTES = 256 * 2 ** 10;
// What an import says of itself.
const [FULL, OVER] = [1, 2];
// Without a pool nothing is painted while a trace is measured: how long that waits after the trace was opened.
const PAINT_FIRST_MS = 60;
// What a measurement says of itself.
const MEASURED = 2;

let viewer;
let hasPool = false;
let maximumBytes = MAXIMUM_BYTES;
let canvas;
let isPaintingDue = false;
let hasFailed = false;
let isLoaded = false;
// The import that goes on in each slot, and the question whose answer is still being read.
const imports = new Map();
// The readers of files that are being read. Chromium collects a stream that is read into a given buffer, while a read is
// pending, where nothing but that read refers to it: the file would never be read to its end.
const readers = new Set();
let reading = 0;
const files = new Map();
// The port that the trace in each slot grows through.
const ports = new Map();

function say(words, file) {
  postMessage(file ? { words, file } : { words });
}

function messageOf(error) {
  return String(error?.message ?? error);
}

// A trap: the instance is of no use any more. That is said once.
function fail(error) {
  if (hasFailed) return;
  hasFailed = true;
  // A module that did not load has no memory to run out of.
  const isFull = isLoaded && viewer.missingBytes() > 0;
  const most = Math.floor(maximumBytes / SLICE_BYTES / 1e6);
  const memory = `This needs more than the ${maximumBytes / 2 ** 30} GB of memory that a page may have here, which is room `
    + `for about ${most} million slices. Close the other trace or other tabs, or open less.`;
  say({ Failed: { message: isFull ? memory : messageOf(error) } });
}

async function start(threads) {
  viewer = await import('./interleave-viewer.js');
  const shared = sharedMemory(INITIAL_BYTES, MAXIMUM_BYTES);
  maximumBytes = shared.maximumBytes;
  const module_or_path = new URL('./interleave-viewer_bg.wasm', import.meta.url);
  await viewer.default({ module_or_path, memory: shared.memory });
  isLoaded = true;
  if (threads > 0) await viewer.initThreadPool(threads);
  hasPool = threads > 0;
  viewer.start(threads);
  say({ Ready: { threads } });
}

// Paints the latest view once a frame, however many arrived.
function paintSoon() {
  if (isPaintingDue) return;
  isPaintingDue = true;
  const paint = () => {
    isPaintingDue = false;
    if (hasFailed) return;
    try {
      viewer.paint();
    } catch (error) {
      fail(error);
    }
  };
  if (self.requestAnimationFrame) requestAnimationFrame(paint);
  else setTimeout(paint);
}

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

function pause() {
  return new Promise((resolve) => setTimeout(resolve, 2));
}

// A file's bytes in order, in pieces that are good until the next one is asked for; undefined after the last. They are
// read into the same buffer over and over, where the browser can do so: that takes a third of the time of new ones.
function piecesOf(file) {
  let reader, buffer;
  try {
    reader = file.stream().getReader({ mode: 'byob' });
    buffer = new ArrayBuffer(PIECE_BYTES);
  } catch {
    reader = file.stream().getReader();
  }
  readers.add(reader);
  return {
    async next() {
      if (!buffer) return (await reader.read()).value;
      const { done, value } = await reader.read(new Uint8Array(buffer));
      if (done) return undefined;
      buffer = value.buffer;
      return value;
    },
    // To be called once nothing more is asked for.
    end() {
      readers.delete(reader);
      reader.cancel().catch(() => {});
    },
  };
}

async function open(slot, name, file) {
  const ticket = Symbol(name);
  imports.set(slot, ticket);
  const isCancelled = () => hasFailed || imports.get(slot) !== ticket;
  // Until the import takes more, or is over. In between there are turns for other messages.
  const until = async (isEnough) => {
    await turn();
    while (!isCancelled() && !isEnough(viewer.importState(slot))) await pause();
  };
  viewer.beginImport(slot, name, file.size);
  const pieces = piecesOf(file);
  try {
    if (!await readAll(slot, pieces, until, isCancelled)) return;
  } finally {
    pieces.end();
  }
  viewer.endImport(slot);
  await until((state) => state === OVER);
  if (isCancelled()) return;
  imports.delete(slot);
  if (!viewer.finishImport(slot)) return;
  forget(slot);
  files.set(slot, file);
  paintSoon();
  // The page hears of the trace, sends what it looks at, and that is painted, while the pool measures.
  if (!hasPool) await new Promise((resolve) => setTimeout(resolve, PAINT_FIRST_MS));
  await measure(slot);
}

// Hands a file's pieces to the import in a slot; false where that has ended otherwise.
async function readAll(slot, pieces, until, isCancelled) {
  let turned = performance.now();
  for (;;) {
    let piece;
    try {
      piece = await pieces.next();
    } catch (error) {
      if (isCancelled()) return false;
      imports.delete(slot);
      viewer.dropImport(slot);
      say({ Refused: { slot, message: `The file could not be read: ${messageOf(error)}` } });
      return false;
    }
    if (isCancelled()) return false;
    if (!piece) return true;
    const isHandedOver = viewer.pushPiece(slot, piece);
    if (!isHandedOver && performance.now() - turned < READ_MS) continue;
    await until((state) => state !== FULL);
    turned = performance.now();
    if (isCancelled()) return false;
    if (viewer.importState(slot) === OVER) return true;
  }
}

// Shows a trace that grows, part by part.
function follow(slot, name, port) {
  let isFirst = true;
  forget(slot);
  ports.set(slot, port);
  port.onmessage = async ({ data }) => {
    if (hasFailed || ports.get(slot) !== port) return;
    try {
      if (data?.whole) viewer.replace(slot, data.title ?? name, data.whole, isFirst || data.isNew);
      else if (data) viewer.grow(slot, name, data, isFirst);
      isFirst = false;
      paintSoon();
      if (!data) await measure(slot);
    } catch (error) {
      fail(error);
    }
  };
}

// What was in a slot has nothing to do with what comes.
function forget(slot) {
  files.delete(slot);
  ports.get(slot)?.close();
  ports.delete(slot);
}

async function measure(slot) {
  viewer.beginMeasuring(slot);
  for (;;) {
    await pause();
    const state = viewer.measuringState(slot);
    if (state > 0) paintSoon();
    if (state === MEASURED) break;
  }
}

function cancel(slot) {
  if (!imports.delete(slot)) return;
  viewer.dropImport(slot);
  say({ Cancelled: { slot } });
}

// The text from `offset` on, unpacked where the file is packed.
async function textAt(file, offset, isStale) {
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (magic[0] !== 0x1f || magic[1] !== 0x8b) {
    return new Uint8Array(await file.slice(offset, offset + EVENT_BYTES).arrayBuffer());
  }
  const text = new Uint8Array(EVENT_BYTES);
  let [at, filled] = [0, 0];
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    while (filled < text.length) {
      const { done, value } = await reader.read();
      if (done || isStale()) break;
      const from = Math.max(0, offset - at);
      if (from < value.length) {
        const part = value.subarray(from, from + text.length - filled);
        text.set(part, filled);
        filled += part.length;
      }
      at += value.length;
    }
  } catch {
    // A file that was cut in half: what came before is there.
  }
  reader.cancel().catch(() => {});
  return text.subarray(0, filled);
}

// Tells of a slice at once where its arguments need no reading, and otherwise when they are read.
async function tell(words) {
  const asked = (words.Tell ?? words.Walk).number;
  const slice = viewer.destination(words);
  const number = ++reading;
  const isStale = () => number !== reading;
  const offset = viewer.offsetOf(slice);
  const file = files.get(slice?.slot);
  let text;
  if (offset !== undefined && file) {
    try {
      text = await textAt(file, offset, isStale);
    } catch {
      // A file that changed or went since: the slice is told of without its arguments.
    }
  }
  if (!isStale()) viewer.tell(asked, slice, text);
}

// Reads a file's text where it is asked for, at once: workers may wait.
async function reader(file) {
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = magic[0] === 0x1f && magic[1] === 0x8b;
  const text = isPacked ? await unpacked(file) : file;
  const reading = new FileReaderSync();
  return (start, count) => new Uint8Array(reading.readAsArrayBuffer(text.slice(start, start + count)));
}

async function unpacked(file) {
  const parts = [];
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(new Blob([value]));
    }
  } catch {
    // A file that was cut in half: what came before is there.
  }
  return new Blob(parts);
}

async function write(slot, format) {
  if (format === 'Png') {
    const name = viewer.pictureName(slot);
    viewer.paint();
    if (canvas) say({ Written: { name } }, await canvas.convertToBlob({ type: 'image/png' }));
    return;
  }
  const parts = [];
  const file = files.get(slot);
  let written;
  try {
    const read = format === 'Chrome' && file ? await reader(file) : undefined;
    written = viewer.write(slot, format, (part) => parts.push(new Blob([part])), read);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    // The file changed or went since it was opened.
    say({ Unwritten: { message: messageOf(error) } });
    return;
  }
  const [name, type] = written;
  say({ Written: { name } }, new Blob(parts, { type }));
}

async function hear({ words, canvas: given, file, port }) {
  if (words === 'Canvas') {
    canvas = given;
    viewer.setCanvas(canvas);
    paintSoon();
  } else if (words.Open) {
    await open(words.Open.slot, words.Open.name, file);
  } else if (words.Cancel) {
    cancel(words.Cancel.slot);
  } else if (words.Follow) {
    follow(words.Follow.slot, words.Follow.name, port);
  } else if (words.Close) {
    forget(words.Close.slot);
    viewer.hear(words);
    paintSoon();
  } else if (words.Tell || words.Walk) {
    await tell(words);
  } else if (words.Write) {
    await write(words.Write.slot, words.Write.format);
  } else {
    if (viewer.hear(words)) paintSoon();
  }
}

self.onmessage = async ({ data }) => {
  if (hasFailed) return;
  try {
    if ('threads' in data) await start(data.threads);
    else await hear(data);
  } catch (error) {
    fail(error);
  }
};

// A worker of the pool that failed: its errors arrive here.
self.onerror = (event) => {
  fail(event?.message ?? event);
  return true;
};
