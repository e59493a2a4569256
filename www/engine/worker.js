// The coordinator: a worker that owns one shared-memory instance of the engine and its pool.
// It does nothing until the page posts `{ module, workers }`, and answers `{ ready }` or `{ error }`.

import init, * as engine from './interleave-engine.js';

self.onmessage = async ({ data }) => {
  if (data?.type !== 'start') return;
  try {
    await init({ module_or_path: data.module });
    const begin = performance.now();
    await engine.initThreadPool(data.workers);
    const pool_ms = performance.now() - begin;
    postMessage({ type: 'ready', pool_ms, sum: engine.sum(100000) });
  } catch (error) {
    postMessage({ type: 'error', message: String(error) });
  }
};
