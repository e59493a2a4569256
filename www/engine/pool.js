// Starts the pool's workers, in the place of the helper that comes with wasm-bindgen-rayon.
//
// That one starts each worker from a copy of itself, which then imports the engine's script: three scripts a worker,
// and about twice the time. The build puts this text into the engine's script (`xtask/src/inline.rs`) and workers are
// started with that script alone. So it may use what the script declares: initSync, wbg_rayon_start_worker and,
// where there is one, noteTrap. It has no other imports, and does nothing where nobody asks for a pool.

const START = 'interleave-pool-start';

self.addEventListener('message', function start({ data }) {
  if (data?.type !== START) return;
  self.removeEventListener('message', start);
  initSync({ module: data.module, memory: data.memory });
  postMessage(START);
  try {
    // Returns when the pool ends.
    wbg_rayon_start_worker(data.receiver);
  } catch (error) {
    // Who started this worker is blocked while a run goes on; the page reads what is noted.
    if (typeof noteTrap === 'function') noteTrap();
    throw error;
  }
});

// Firefox collects workers that nobody refers to, though they run: its bug 1702191.
let workers;

// Fails where a worker does not load or cannot start. Waits as long as that takes: the page has the time limit.
export async function startWorkers(module, memory, builder) {
  const message = { type: START, module, memory, receiver: builder.receiver() };
  workers = await Promise.all(Array.from({ length: builder.numThreads() }, () => new Promise((resolve, reject) => {
    const worker = new Worker(builder.mainJS(), { type: 'module' });
    worker.onmessage = () => {
      // Later errors go on to the page, as those of the engine's own worker do.
      worker.onerror = null;
      resolve(worker);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      // A script that does not load fires an event without a message.
      reject(new Error(`a worker of the pool did not start: ${event.message || 'its script did not load'}`));
    };
    worker.postMessage(message);
  })));
  builder.build();
}
