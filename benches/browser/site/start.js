// Times the start of as many workers as it is told to.

async function pool({ threads, module, url }) {
  const engine = await import(`${url}.js`);
  const memory = new WebAssembly.Memory({ initial: 512, maximum: 16384, shared: true });
  await engine.default({ module_or_path: module, memory });
  const start = performance.now();
  await engine.initThreadPool(threads);
  return performance.now() - start;
}

async function empty({ threads }) {
  const start = performance.now();
  await Promise.all(Array.from({ length: threads }, () => new Promise((resolve) => {
    new Worker(new URL('empty.js', import.meta.url), { type: 'module' }).onmessage = resolve;
  })));
  return performance.now() - start;
}

self.onmessage = async ({ data }) => postMessage(await (data.kind === 'pool' ? pool : empty)(data));
