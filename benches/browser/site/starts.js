// Starts one worker after another that times the start of others.

const folder = await fetch('../index.html').then((answer) => answer.text())
  .then((html) => html.match(/content=["']?(engine-[0-9a-f]+)\//)[1]);
const url = new URL(`../${folder}/interleave-engine`, import.meta.url).href;
const module = await WebAssembly.compileStreaming(fetch(`${url}_bg.wasm`));

globalThis.bench = {
  // Milliseconds until `threads` workers are ready: those of the engine's pool, or empty ones.
  start(kind, threads) {
    const worker = new Worker('start.js', { type: 'module' });
    return new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message ?? 'the worker did not load'));
      worker.onmessage = ({ data }) => resolve(data);
      worker.postMessage({ kind, threads, module, url });
    }).finally(() => worker.terminate());
  },
};
