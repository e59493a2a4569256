// The churn kernel under Node's worker threads with one shared memory: stock allocator and ours.
//   node run.mjs FOLDER [ITEMS [THREADS...]]
// FOLDER holds wasm_stock.wasm and wasm_ours.wasm (see the crate's README.md for the build).
// Threads start as wasm-bindgen starts them: the new instance allocates its own stack and local
// storage before it has either.
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const MAXIMUM_PAGES = 16384;
const REPEATS = 40;
const TAKES_SEED = ['churn', 'filled'];

function instantiate(module, memory) {
  return new WebAssembly.Instance(module, { env: { memory } }).exports;
}

function declaredPages(bytes) {
  // The memory is imported; its declared minimum is found by offering too little.
  for (let pages = 1; pages <= MAXIMUM_PAGES; pages++) {
    try {
      const memory = new WebAssembly.Memory({ initial: pages, maximum: MAXIMUM_PAGES, shared: true });
      const module = new WebAssembly.Module(bytes);
      return { module, memory, exports: instantiate(module, memory) };
    } catch (error) {
      if (!(error instanceof WebAssembly.LinkError)) throw error;
    }
  }
  throw new Error('no memory size fits');
}

// Processor time of this thread so far: on a machine that others use too, it says more than a
// clock. Linux only; elsewhere 0.
function busyMs() {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}

function startTls(exports) {
  const size = exports.__tls_size.value, align = exports.__tls_align.value;
  exports.__wasm_init_tls(exports.allocate(size, align));
}

if (isMainThread) {
  const [folder, items = '100000', ...counts] = process.argv.slice(2);
  const threadCounts = counts.length ? counts.map(Number) : [1, 2, 4];
  const best = {};
  for (const name of ['stock', 'ours']) {
    const { module, memory, exports } = declaredPages(readFileSync(`${folder}/wasm_${name}.wasm`));
    startTls(exports);
    const most = Math.max(...threadCounts);
    const workers = [];
    for (let i = 0; i < most; i++) {
      const temporaryStack = exports.allocate(65536, 16) + 65536;
      const worker = new Worker(new URL(import.meta.url), { workerData: { module, memory, temporaryStack } });
      // One at a time, as wasm-bindgen's lock around its temporary stack makes them.
      await new Promise((ready) => worker.once('message', ready));
      workers.push(worker);
    }
    const run = async (threads, job, count) => {
      const answers = workers.slice(0, threads).map((worker, i) => new Promise((done) => {
        worker.once('message', done);
        worker.postMessage({ job, seed: i + 1, count });
      }));
      return Promise.all(answers);
    };
    const checksums = {};
    for (const [job, count] of [['churn', Number(items)], ['pairs', Number(items) * 10]]) {
      for (const threads of threadCounts) {
        const walls = [], busies = [];
        await run(threads, job, count); // Warm: compiled, and memory grown.
        for (let repeat = 0; repeat < REPEATS; repeat++) {
          const answers = await run(threads, job, count);
          walls.push(Math.max(...answers.map((a) => a.end)) - Math.min(...answers.map((a) => a.start)));
          busies.push(...answers.map((a) => a.busy));
          if (job === 'churn') checksums[threads] = answers.map((a) => a.result).join();
        }
        // The least disturbed run: what else the machine does only ever adds.
        (best[`${job} × ${threads}`] ??= {})[name] = [Math.min(...walls), busies.reduce((a, b) => a + b) / busies.length];
      }
    }
    exports.clear();
    const bad = (await run(most, 'filled', 200_000)).map((a) => a.result);
    const before = memory.buffer.byteLength;
    const faults = (await run(Math.min(2, most), 'large', 40)).map((a) => a.result);
    const grown = memory.buffer.byteLength - before;
    console.log(`${name}: checksums ${JSON.stringify(checksums)}, blocks ${bad.every((b) => b === 0) ? 'whole' : `overwritten: ${bad}`}, large blocks ${faults.every((f) => f === 0) ? 'right' : `wrong at line ${faults}`}, ` +
      `memory ${(before / 2 ** 20).toFixed(1)} MiB, ${(grown / 2 ** 20).toFixed(1)} MiB more for 10 MB blocks`);
    for (const worker of workers) await worker.terminate();
  }
  for (const [what, { stock, ours }] of Object.entries(best)) {
    const line = (i) => `stock ${stock[i].toFixed(2)}, ours ${ours[i].toFixed(2)} ms, ${(stock[i] / ours[i]).toFixed(1)} times as fast`;
    console.log(`${what}: ${line(0)}; mean processor time of a thread: ${line(1)}`);
  }
} else {
  const { module, memory, temporaryStack } = workerData;
  const exports = instantiate(module, memory);
  exports.__stack_pointer.value = temporaryStack;
  const stack = exports.allocate(1 << 20, 16);
  exports.__stack_pointer.value = stack + (1 << 20);
  startTls(exports);
  parentPort.on('message', ({ job, seed, count }) => {
    const busyBefore = busyMs();
    const start = performance.timeOrigin + performance.now();
    const result = exports[job](...(TAKES_SEED.includes(job) ? [seed, count] : [count]));
    const end = performance.timeOrigin + performance.now();
    parentPort.postMessage({ start, end, busy: busyMs() - busyBefore, result: result >>> 0 });
  });
  parentPort.postMessage('ready');
}
