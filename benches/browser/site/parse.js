// Reads a trace file with the trace view's own worker, and with JSON.parse in a worker.

const index = new DOMParser().parseFromString(await (await fetch('../index.html')).text(), 'text/html');
const folder = index.querySelector('meta[name=interleave-trace]').content;

/** Messages of the viewer until one that `pick` finds something in. */
function heard(worker, pick) {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message ?? 'the worker did not load'));
    worker.onmessage = ({ data }) => {
      const words = data.words ?? data;
      if (words.Failed || words.Refused) reject(new Error(JSON.stringify(words)));
      const found = pick(words);
      if (found !== undefined) resolve(found);
    };
  });
}

const parser = `onmessage = async ({ data: file }) => {
  const text = await file.text();
  const start = performance.now();
  const value = JSON.parse(text);
  postMessage({ ms: performance.now() - start, events: value.traceEvents.length });
}`;

globalThis.bench = {
  /** Milliseconds until all of the file is read into records, and until it is a trace; its slices, its bytes a slice. */
  async ours(input, threads) {
    const file = document.querySelector(input).files[0];
    const worker = new Worker(`../${folder}worker.js`, { type: 'module' });
    try {
      const ready = heard(worker, (words) => words.Ready);
      worker.postMessage({ threads });
      await ready;
      // A reader takes longer to choose a file; meanwhile the viewer warms up.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      let parsed;
      const start = performance.now();
      const opened = heard(worker, (words) => {
        if (words.Progress?.stage === 'sorting') parsed ??= performance.now() - start;
        return words.Opened;
      });
      worker.postMessage({ words: { Open: { slot: 0, name: file.name } }, file });
      const { summary } = await opened;
      return {
        parsed, opened: performance.now() - start, slices: summary.slices, bytes: summary.memory_bytes / summary.slices,
      };
    } finally {
      worker.terminate();
    }
  },
  /** Milliseconds that JSON.parse takes, its text ready. */
  async theirs(input) {
    const file = document.querySelector(input).files[0];
    const worker = new Worker(URL.createObjectURL(new Blob([parser], { type: 'text/javascript' })));
    try {
      const done = heard(worker, (words) => words.ms);
      worker.postMessage(file);
      return await done;
    } finally {
      worker.terminate();
    }
  },
};
document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'file' }));
