// The worker of one benchmark binary.

const MEMORY = { initial: 512, maximum: 16384, shared: true };
let binary;

self.onmessage = async ({ data }) => {
  try {
    if (data.load) {
      binary = await import(`./web/${data.load}/${data.load}.js`);
      const memory = new WebAssembly.Memory(MEMORY);
      await binary.default({ module_or_path: new URL(`./web/${data.load}/${data.load}_bg.wasm`, import.meta.url), memory });
      if (data.threads) await binary.initThreadPool(data.threads);
      postMessage({ value: true });
    } else {
      postMessage({ value: binary[data.call](...data.args) });
    }
  } catch (error) {
    postMessage({ error: String(error?.message ?? error) });
  }
};
