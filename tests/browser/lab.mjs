// The lab as a test sees it: what it says, what it drew, and the hands that move its controls.

import { AXE } from './axe.mjs';
import { serve } from './server.mjs';

/**
 * Runs in the page before everything else: keeps what went wrong, and every worker the page starts.
 */
const PROBE = `
  window.probe = { errors: [], workers: [] };
  {
    const note = (text) => probe.errors.push(String(text));
    addEventListener('error', (event) => note(event.message ?? event.target?.src ?? event.target?.href), true);
    addEventListener('unhandledrejection', (event) => note(event.reason));
    const { error } = console;
    console.error = (...values) => { note(values.join(' ')); error.apply(console, values); };
    window.Worker = class extends Worker {
      constructor(url, options) { super(url, options); this.url = String(url); probe.workers.push(this); }
      terminate() { this.isEnded = true; super.terminate(); }
    };
  }`;

/**
 * Runs in the engine's worker before everything else: keeps the workers that it starts in turn, and
 * counts or ends them on a word from the test. A worker that computes hears nothing.
 */
const NESTED_PROBE = `
  {
    const nested = [];
    self.Worker = class extends Worker {
      constructor(url, options) { super(url, options); nested.push(this); }
      terminate() { nested.splice(nested.indexOf(this), 1); super.terminate(); }
    };
    const channel = new BroadcastChannel('probe');
    channel.onmessage = ({ data }) => {
      // Processes load this script too, and start no workers.
      if (nested.length === 0) return;
      if (data === 'kill-first') nested.at(0).terminate();
      if (data === 'kill-last') nested.at(-1).terminate();
      channel.postMessage(nested.length);
    };
  }`;

/** What the lab's address takes; a test gives what it is about. */
export function address(settings = {}) {
  const all = { v: 1, w: 'mandelbrot', m: 'event-loop,threads', n: 2, t: 8, s: 0.1, u: 1, l: 20, d: 'uniform', ...settings };
  return `#/lab?${Object.entries(all).map(([key, value]) => `${key}=${value}`).join('&')}`;
}

/**
 * Serves the built page, opens it in `browser`, hands it to `body`, and closes everything.
 *
 * @param {object} [options] those of `serve`, and
 * @param {string} [options.hash] the address part to open
 * @param {{ width: number, height: number }} [options.size] of the window
 * @param {boolean} [options.nested] whether `Lab.nested` is wanted
 */
export async function withLab(browser, options, body) {
  const { hash = '', size, nested = false, overrides = [], ...rest } = options;
  const probed = { match: /\/worker\.js$/, body: (original) => NESTED_PROBE + original };
  const frame = { match: '/frame.html', status: 200, body: () => '<!doctype html><title>frame</title>' };
  const server = await serve({ inject: PROBE, overrides: [frame, AXE, ...overrides, ...(nested ? [probed] : [])], ...rest });
  let page;
  try {
    page = await browser.open(server.url + hash, size);
    return await body(new Lab(page, server));
  } finally {
    await page?.close();
    await server.close();
  }
}

/** The lab in an open page. */
export class Lab {
  constructor(page, server) {
    this.page = page;
    this.server = server;
  }

  /** What stands on the page now. */
  state() {
    return this.page.call(look);
  }

  /** Waits until a comparison is over, well or not, and returns what stands on the page then. */
  async over() {
    for (;;) {
      await this.page.until('the comparison is over', () =>
        document.querySelector('[data-testid="run"], [data-testid="error"]') !== null
        && document.querySelector('[data-testid="cancel"]') === null);
      const state = await this.state();
      // A first comparison that came out as it hardly can is made again by itself, perhaps just now.
      if (!state.isBusy) return state;
    }
  }

  /** Waits until a run has begun and goes on: give it enough to do. */
  running(model) {
    return this.page.until(`${model} runs`, rowOf, model, true, 'running');
  }

  /** Waits until a run has begun, whether it goes on or is over. */
  begun(model) {
    return this.page.until(`${model} has begun`, rowOf, model, false, 'waits its turn');
  }

  /** Opens another address on the same page, as a link on it would; the new comparison has begun. */
  async go(hash) {
    await this.page.call(async (hash) => {
      if (location.hash === hash) return;
      const moved = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
      location.hash = hash;
      await moved;
    }, hash);
    await this.#settle();
  }

  /** Opens another address and waits for its comparison. */
  async compare(settings) {
    await this.go(address(settings));
    return this.over();
  }

  /** Waits until the page shows what the reader's last act led to. */
  #settle() {
    return this.page.call(async () => {
      for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
    });
  }

  /** Clicks the button or box of that name, once it is there. */
  async click(testId) {
    await this.page.until(`${testId} can be clicked`, (testId) => {
      const element = document.querySelector(`[data-testid="${testId}"]`);
      if (!element || element.disabled || element.getAttribute('aria-disabled') === 'true') return false;
      element.click();
      return true;
    }, testId);
    await this.#settle();
  }

  /** Moves a slider to an index, as a drag does: no `change` until it is let go. */
  async slide(testId, index) {
    await this.page.call((testId, index) => {
      const input = document.querySelector(`[data-testid="${testId}"]`);
      input.value = String(index);
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, testId, index);
    await this.#settle();
  }

  /** Chooses a value from a list. */
  async choose(testId, value) {
    await this.page.call((testId, value) => {
      const select = document.querySelector(`[data-testid="${testId}"]`);
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }, testId, value);
    await this.#settle();
  }

  /** The slices of a run that is over, from the figure's table. */
  async slices(model) {
    const selector = `[data-testid="timeline-${model}"]`;
    await this.page.call((selector) => {
      document.querySelector(`${selector} details`).open = true;
    }, selector);
    await this.page.until(`${model} has a table`, (selector) =>
      document.querySelector(`${selector} tr[data-lane]`) !== null, selector);
    return this.page.call((selector) =>
      [...document.querySelectorAll(`${selector} tr[data-lane]`)].map((row) => ({
        lane: Number(row.dataset.lane),
        name: row.children[0].textContent,
        task: row.dataset.task === undefined ? null : Number(row.dataset.task),
        state: row.dataset.state,
        what: row.children[3].textContent,
        start: Number(row.dataset.startNs),
        end: Number(row.dataset.endNs),
      })), selector);
  }

  /** What went wrong on the page so far, in words. */
  errors() {
    return this.page.call(() => probe.errors);
  }

  /** How far the worker slider goes. */
  mostWorkers() {
    return this.page.call(() => Number(document.querySelector('[data-testid="workers"]').max) + 1);
  }

  /** Waits until one engine is left: a larger pool takes the first one's place when it is ready. */
  oneEngine() {
    return this.page.until('one engine is left', () =>
      probe.workers.filter((worker) => !worker.isEnded).length === 1);
  }

  /** Ends the page's workers behind its back: it is not told. */
  killWorkers() {
    return this.page.call(() => {
      for (const worker of probe.workers) Object.getPrototypeOf(Worker).prototype.terminate.call(worker);
    });
  }

  /** Says `word` to the engine's worker (`count`, `kill-first`, `kill-last`); returns how many workers it then has. */
  nested(word) {
    return this.page.call((word) => new Promise((resolve) => {
      const channel = new BroadcastChannel('probe');
      channel.onmessage = ({ data }) => {
        channel.close();
        resolve(data);
      };
      channel.postMessage(word);
    }), word);
  }
}

/** Runs in the page: whether the measured row of a model is there, and has the text or has it not. */
function rowOf(model, has, text) {
  const figure = document.querySelector(`[data-testid="timeline-${model}"]`);
  const title = figure?.querySelector('figcaption strong')?.textContent;
  const rows = [...document.querySelectorAll('[data-testid="measured"] tbody tr')];
  return rows.some((row) => row.children[0].textContent === title && row.textContent.includes(text) === has);
}

/** Runs in the page: what stands on it. */
function look() {
  const find = (testId) => document.querySelector(`[data-testid="${testId}"]`);
  // Numbers and their units are held together by narrow spaces.
  const plain = (element) => element?.innerText.replace(/[\u00a0\u2009\u202f]/g, ' ') ?? null;
  const text = (testId) => plain(find(testId));
  const row = (row) => {
    const answer = row.querySelector('[data-verified]');
    return {
      title: row.children[0].textContent,
      workers: Number(row.children[1].textContent),
      makespan: Number(row.dataset.makespanNs ?? 0),
      verified: answer?.dataset.verified === 'true',
      text: plain(row),
    };
  };
  const timelines = [...document.querySelectorAll('[data-testid^="timeline-"]')];
  return {
    headline: text('headline'),
    error: text('error'),
    isolation: text('isolation'),
    repaired: text('repaired'),
    received: text('received'),
    isBusy: find('cancel') !== null,
    workers: Number(find('workers').value) + 1,
    workload: find('workload').value,
    tasks: find('tasks').parentElement.querySelector('.value').textContent,
    size: find('size').parentElement.querySelector('.value').textContent,
    timelines: timelines.map((figure) => figure.dataset.testid.slice('timeline-'.length)),
    rows: [...document.querySelectorAll('[data-testid="measured"] tbody tr')].map(row),
    hash: location.hash,
    isIsolated: globalThis.crossOriginIsolated,
  };
}

/** The coarsest step of a browser's clock: two workers' times differ by it at one and the same instant. */
const CLOCK_STEP_NS = 100_000;

/** Whether two slices share a stretch of time that can be told. */
function overlap(one, other) {
  return Math.min(one.end, other.end) - Math.max(one.start, other.start) > CLOCK_STEP_NS;
}

/** The pairs of slices on different lanes that overlap. */
export function overlaps(slices) {
  return slices.flatMap((one, index) => slices.slice(index + 1)
    .filter((other) => other.lane !== one.lane && overlap(one, other))
    .map((other) => [one, other]));
}
