// Runs in the page before everything else: watches what its engines say and what they record, and the main thread.
// Knows of the page only what any reader of its messages and shared memory could.

{
  const RUNNING = 3n;
  const seen = { runs: 0, finished: 0, firstSlice: undefined, longest: [] };
  globalThis.probe = seen;
  let layouts = [];

  const hasSlice = ({ memory, layout }) => layout.lanes.some(([header, first]) => {
    const published = Atomics.load(new Int32Array(memory.buffer), header / 4);
    const words = new BigUint64Array(memory.buffer, first, published * 2);
    for (let at = 1; at < words.length; at += 2) if ((words[at] >> 48n & 255n) === RUNNING) return true;
    return false;
  });

  // A slice that is there when a frame begins has been drawn when the next one does.
  let isThere = false;
  const look = (now) => {
    if (isThere && seen.firstSlice === undefined) seen.firstSlice = performance.now();
    isThere = layouts.some(hasSlice);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  globalThis.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      let memory;
      this.addEventListener('message', ({ data }) => {
        memory = data?.ready?.memory ?? memory;
        if (data?.Started) {
          seen.runs++;
          if (data.Started.layout) layouts.push({ memory, layout: data.Started.layout });
        }
        if (data?.Finished || data?.Refused) {
          seen.finished++;
          seen.finishedAt = performance.now();
          if (layouts.some(hasSlice)) isThere = true;
          layouts = [];
        }
      });
    }
  };

  // Forgets what it saw so far.
  seen.reset = () => {
    Object.assign(seen, { runs: 0, finished: 0, finishedAt: undefined, firstSlice: undefined, longest: [] });
    layouts = [];
    isThere = false;
  };

  new PerformanceObserver((list) => list.getEntries().forEach(({ startTime, duration }) => {
    seen.longest.push([startTime, duration]);
  })).observe({ type: 'longtask', buffered: true });
}
