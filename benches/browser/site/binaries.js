// Calls functions of the benchmark binaries, each in a worker of its own with a pool of its own.

const workers = {};

function ask(worker, message) {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message ?? 'the worker did not load'));
    worker.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data.value));
    worker.postMessage(message);
  });
}

globalThis.bench = {
  async load(binary, threads) {
    workers[binary] = new Worker('binary.js', { type: 'module' });
    await ask(workers[binary], { load: binary, threads });
  },
  call: (binary, name, ...args) => ask(workers[binary], { call: name, args }),
  end() {
    Object.values(workers).forEach((worker) => worker.terminate());
  },
};
