// Runs the page's own engine, without the page: what is measured is what a reader's run takes.

const FINISHED_WITHIN_MS = 120_000;
const RUNNING = 3, OVERHEAD = 5;

const folder = await fetch('../index.html').then((answer) => answer.text())
  .then((html) => html.match(/content=["']?(engine-[0-9a-f]+)\//)[1]);

class Engine {
  #worker;
  #memory;
  #run = 0;

  async start(threads) {
    this.#worker = new Worker(`../${folder}/worker.js?interleave-engine`, { type: 'module' });
    this.#worker.postMessage({ threads });
    this.#memory = (await this.#heard('ready')).memory;
  }

  #heard(...keys) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${keys} within the time limit`)), FINISHED_WITHIN_MS);
      this.#worker.onerror = (event) => reject(new Error(event.message ?? 'the engine did not load'));
      this.#worker.onmessage = ({ data }) => {
        const failure = data.failed ?? data.Refused?.message;
        if (failure) reject(new Error(failure));
        const key = keys.find((key) => key in data);
        if (!key) return;
        clearTimeout(late);
        resolve(data[key]);
      };
    });
  }

  // Times are in nanoseconds; `records` are those of all lanes.
  async run(plan) {
    const begun = this.#heard('Started');
    this.#worker.postMessage({ run: ++this.#run, plan });
    const { layout } = await begun;
    const { outcome, dropped } = await this.#heard('Finished');
    if (!outcome.answer?.verified) throw new Error(`the answer is wrong: ${outcome.answer?.text}`);
    let [first, last, records, beats, busy_ns] = [Infinity, 0, 0, 0, 0];
    for (const [header, address] of layout.lanes) {
      const counters = new Uint32Array(this.#memory.buffer, header, 3);
      const words = new BigUint64Array(this.#memory.buffer, address, counters[0] * 2);
      records += counters[0];
      beats += counters[2];
      for (let at = 0; at < words.length; at += 2) {
        const time_ns = Number(words[at]);
        first = Math.min(first, time_ns);
        last = Math.max(last, time_ns);
        const state = Number((words[at + 1] >> 48n) & 255n);
        if ((state === RUNNING || state === OVERHEAD) && at + 2 < words.length) busy_ns += Number(words[at + 2]) - time_ns;
      }
    }
    return { makespan_ns: last - first, busy_ns, records: records + dropped, beats };
  }

  end() {
    this.#worker.terminate();
  }
}

globalThis.bench = {
  engines: {},
  async run(name, threads, plan) {
    if (!this.engines[name]) {
      const engine = new Engine();
      await engine.start(threads);
      this.engines[name] = engine;
    }
    return this.engines[name].run(plan);
  },
  end() {
    Object.values(this.engines).forEach((engine) => engine.end());
    this.engines = {};
  },
};
