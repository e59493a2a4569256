// Loads the engine in the role that the first message asks for, and says so when that fails.
// The address says which engine: `worker.js?interleave-first` or `worker.js?interleave-engine`.

import { sharedMemory } from './snippets/memory.js';

const name = new URL(import.meta.url).search.slice(1);
const INITIAL_BYTES = 32 * 2 ** 20;
// No more than `--max-memory` in .cargo/config.toml.
const MAXIMUM_BYTES = 2 ** 30;

// The build puts the digests in their place.
const INTEGRITY = {
  'interleave-first': 'integrity-of interleave-first_bg.wasm',
  'interleave-engine': 'integrity-of interleave-engine_bg.wasm',
};

function load() {
  return WebAssembly.compileStreaming(fetch(new URL(`./${name}_bg.wasm`, import.meta.url), { integrity: INTEGRITY[name] }));
}

async function becomeEngine(engine, { threads, module }) {
  module ??= await load();
  const { memory } = sharedMemory(INITIAL_BYTES, MAXIMUM_BYTES);
  await engine.default({ module_or_path: module, memory });
  if (threads > 0) await engine.initThreadPool(threads);
  engine.becomeEngine(threads);
  self.onmessage = ({ data }) => {
    try {
      if (data.cancel) engine.cancelProcesses();
      else engine.startRun(data.run, data.plan, module, import.meta.url);
    } catch (error) {
      // A trap: the instance is of no use any more.
      postMessage({ failed: String(error?.message ?? error), missing: engine.missingBytes() });
    }
  };
  // Memory that is not isolated cannot be posted.
  const shared = threads > 0 ? { memory, failure: engine.failureAddress() } : {};
  postMessage({ ready: { threads, module, origin: performance.timeOrigin, ...shared } });
}

async function becomeChild(engine, { module, upbringing }) {
  await engine.default({ module_or_path: module, memory: sharedMemory(INITIAL_BYTES, MAXIMUM_BYTES).memory });
  engine.becomeChild(upbringing);
}

self.onmessage = async ({ data }) => {
  try {
    const engine = await import(`./${name}.js`);
    await (data.role === 'child' ? becomeChild(engine, data) : becomeEngine(engine, data));
  } catch (error) {
    const message = String(error?.message ?? error);
    postMessage(data.role === 'child' ? { Failed: message } : { failed: message });
  }
};
