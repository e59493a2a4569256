// The trace page as a test sees it: what it says and shows, and hands that choose files, point, press and type.

import { withLab } from './lab.mjs';

/** An event of Chrome's format; times are microseconds. */
const event = (over) => ({ ph: 'X', pid: 1, tid: 1, ...over });
const named = (tid, name) => event({ ph: 'M', name: 'thread_name', tid, args: { name } });

/** Two threads in a millisecond: one computes twice and is waited for by the other, which also sleeps. */
export const TRACE = [
  named(1, 'Main'), named(2, 'Helper'),
  event({ name: 'main', ts: 0, dur: 1000 }),
  event({ name: 'prepare', ts: 20, dur: 180, args: { size: 7, path: 'a/b' } }),
  event({ name: 'time.sleep', ts: 300, dur: 400 }),
  event({ name: 'serve', tid: 2, ts: 100, dur: 800 }),
  event({ name: 'work', tid: 2, ts: 210, dur: 300 }),
  event({ name: 'work', tid: 2, ts: 600, dur: 100 }),
  event({ ph: 's', id: 1, name: 'hand over', ts: 190 }),
  event({ ph: 'f', id: 1, name: 'hand over', tid: 2, ts: 215, bp: 'e' }),
];

/** Two processes of two threads and one; the first has moments, a stack and a counter. */
export const PROCESSES = {
  traceEvents: [
    event({ ph: 'M', name: 'process_name', args: { name: 'Parent' } }),
    event({ ph: 'M', name: 'process_name', pid: 2, args: { name: 'Child' } }),
    event({ name: 'main', ts: 0, dur: 1000 }),
    event({ name: 'inner', ts: 100, dur: 300, sf: 2, args: { size: 7, state: 'solid' } }),
    event({ name: 'help', tid: 2, ts: 200, dur: 500, stack: ['start', 'help'] }),
    event({ name: 'serve', pid: 2, ts: 300, dur: 400 }),
    event({ ph: 'i', name: 'collected', ts: 500 }),
    event({ ph: 'i', name: 'collected again', ts: 503 }),
    event({ ph: 'i', name: 'flushed', ts: 800 }),
    event({ ph: 'C', name: 'memory', ts: 100, args: { used: 3 } }),
  ],
  stackFrames: { 1: { name: 'begin' }, 2: { name: 'inner', parent: 1 } },
};

/** The bytes of a part of a trace that grows, of one lane, as `src/trace/raw.rs` writes them; slices are [start, length, name]. */
export function part(names, firstName, slices, firstSlice) {
  const bytes = [...new TextEncoder().encode('ILtrace'), 2];
  const u32 = (value) => bytes.push(...new Uint8Array(new Uint32Array([value]).buffer));
  const u64 = (value) => bytes.push(...new Uint8Array(new BigUint64Array([BigInt(value)]).buffer));
  const list = (...values) => values.forEach(u32);
  list(firstName, names.length - firstName);
  for (const name of names.slice(firstName)) {
    const text = new TextEncoder().encode(name);
    u32(text.length);
    bytes.push(...text);
  }
  // No processes, one lane of one row.
  list(0, 0, 1, 1, 0);
  u64(1);
  bytes.push(0);
  list(1, firstSlice, slices.length - firstSlice);
  for (const [start, length, name] of slices.slice(firstSlice)) {
    u64(start);
    u64(length);
    list(name, 0xffffffff);
    bytes.push(3);
  }
  // No arrows, counters and moments, nothing dropped.
  list(0, 0, 0, 0, 0);
  u64(0);
  return bytes;
}

/**
 * Opens the trace page in `browser`, hands it to `body`, and closes everything.
 *
 * @param {object} [options] those of `withLab`
 */
export function withTrace(browser, options, body) {
  return withLab(browser, { hash: '#/trace', ...options }, async (lab) => {
    await lab.page.call(countPainted);
    return body(new Trace(lab));
  });
}

/** Runs in the page: counts the views that were painted since the last file was chosen. */
function countPainted() {
  window.painted = 0;
  const listen = (worker) => worker.addEventListener('message', ({ data }) => {
    if (data?.words?.Painted) window.painted += 1;
  });
  probe.workers.forEach(listen);
  window.Worker = class extends Worker {
    constructor(...values) {
      super(...values);
      listen(this);
    }
  };
}

/** The trace page in an open page. */
export class Trace {
  constructor(lab) {
    this.lab = lab;
    this.page = lab.page;
  }

  click(testId) {
    return this.lab.click(testId);
  }

  errors() {
    return this.lab.errors();
  }

  /** The text of the element of that name, or null. */
  text(testId) {
    return this.page.call((testId) => document.querySelector(`#trace-view [data-testid="${testId}"]`)
      ?.innerText.replace(/[\u00a0\u2009\u202f]/g, ' ') ?? null, testId);
  }

  /** Waits until the text of the element of that name matches, and returns it. */
  async says(testId, pattern) {
    await this.page.until(`${testId} says ${pattern}`, (testId, source) =>
      new RegExp(source).test(document.querySelector(`#trace-view [data-testid="${testId}"]`)
        ?.innerText.replace(/[\u00a0\u2009\u202f]/g, ' ') ?? ''), testId, pattern.source);
    return this.text(testId);
  }

  /** Waits until there is no element of that name. */
  gone(testId) {
    return this.page.until(`${testId} is gone`, (testId) =>
      document.querySelector(`#trace-view [data-testid="${testId}"]`) === null, testId);
  }

  /** Chooses files, each a name and a text, an array of events, or the word that a file was saved. */
  async choose(...files) {
    await this.page.until('files can be chosen', () => document.querySelector('[data-testid="picker"]'));
    await this.page.call((files) => {
      window.painted = 0;
      const transfer = new DataTransfer();
      for (const { name, content } of files) {
        const body = content === 'saved' ? window.saved : typeof content === 'string' ? content : JSON.stringify(content);
        transfer.items.add(new File([body], name));
      }
      const picker = document.querySelector('[data-testid="picker"]');
      picker.files = transfer.files;
      picker.dispatchEvent(new Event('change', { bubbles: true }));
    }, files);
  }

  /** Chooses one file and waits until it is open. */
  async open(content = TRACE, name = 'trace.json') {
    await this.choose({ name, content });
    await this.page.until(`${name} is open`, (name) =>
      [...document.querySelectorAll('.file b')].map((file) => file.innerText).join() === name, name);
    await this.says('facts', /slice/);
    await this.painted();
    await this.measured();
  }

  /** Waits until it is known what the open traces add up to. */
  measured() {
    return this.page.until('the trace is measured', () =>
      !/being measured/.test(document.querySelector('#trace-view [data-testid="headline"]')?.innerText ?? 'being measured'));
  }

  /** Waits until the canvas shows more than a few colours, and returns how many. */
  async painted() {
    // Firefox's page and worker wait for each other, up to ten seconds, where the page reads a canvas that is being
    // painted: it is read when the worker has painted, and rests.
    await this.page.until('a view is painted', () => {
      const isNew = window.seenPainted !== window.painted;
      window.seenPainted = window.painted;
      return window.painted > 0 && !isNew;
    });
    return this.page.until('the timeline is painted', () => {
      const canvas = document.querySelector('.scroller canvas');
      if (!canvas?.width || !canvas.clientWidth) return 0;
      const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
      const context = copy.getContext('2d');
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      const colours = new Set(new Uint32Array(data.buffer));
      return colours.size > 8 ? colours.size : 0;
    });
  }

  /** The stretch that is shown, as the page says it. */
  stretch() {
    return this.page.call(() => document.querySelector('.stretch').innerText.replace(/[\u00a0\u202f]/g, ' '));
  }

  /** Does something and waits until another stretch is shown; returns it. */
  async moves(act) {
    const before = await this.stretch();
    await act();
    await this.page.until('another stretch is shown', (before) =>
      document.querySelector('.stretch').innerText.replace(/[\u00a0\u202f]/g, ' ') !== before, before);
    return this.stretch();
  }

  /** Presses a key with the timeline focused. */
  key(key) {
    return this.page.call((key) => {
      const scroller = document.querySelector('[data-testid="timeline"]');
      scroller.focus();
      scroller.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }, key);
  }

  /** Turns the wheel over the middle of the timeline; returns whether the browser was kept from scrolling. */
  wheel(deltaY, options = {}) {
    return this.page.call((deltaY, options) => {
      const scroller = document.querySelector('[data-testid="timeline"]');
      const { left, top, width } = scroller.getBoundingClientRect();
      return !scroller.dispatchEvent(new WheelEvent('wheel', {
        deltaY, clientX: left + width / 2, clientY: top + 120, bubbles: true, cancelable: true, ...options,
      }));
    }, deltaY, options);
  }

  /** Sends pointer events to places of the timeline: each a type, x and y from its left and top. */
  pointer(...steps) {
    return this.page.call((steps) => {
      const scroller = document.querySelector('[data-testid="timeline"]');
      const { left, top } = scroller.getBoundingClientRect();
      for (const [type, x, y, options = {}] of steps) {
        scroller.dispatchEvent(new PointerEvent(type, {
          pointerId: 1, pointerType: 'mouse', isPrimary: true, button: 0, bubbles: true, cancelable: true,
          clientX: left + x, clientY: top + y, ...options,
        }));
      }
    }, steps);
  }

  /** Width of the time axis of a wide timeline. */
  axis() {
    return this.page.call(() => document.querySelector('[data-testid="timeline"]').clientWidth - 168);
  }

  /** Moves the pointer down the timeline at a share of the time axis until the card says `name`; returns the place. */
  async find(name, share, from = 70) {
    const { width, height } = await this.page.call(() => {
      const { clientWidth: width, clientHeight: height } = document.querySelector('[data-testid="timeline"]');
      return { width, height };
    });
    const names = width < 560 ? 76 : 168;
    const x = names + (width - names) * share;
    for (let y = from; y < height; y += 6) {
      await this.pointer(['pointermove', x, y]);
      const said = await this.page.call(() => new Promise((resolve) => {
        setTimeout(() => resolve(document.querySelector('[data-testid="card"]')?.innerText ?? ''), 60);
      }));
      if (said.startsWith(name)) return { x, y };
    }
    throw new Error(`there is no ${name} at ${share}`);
  }

  /** From now on keeps what is saved instead of saving it. */
  keepSaved() {
    return this.page.call(() => {
      const original = URL.createObjectURL;
      URL.createObjectURL = (blob) => {
        window.saved = blob;
        return original.call(URL, blob);
      };
      HTMLAnchorElement.prototype.click = () => {};
    });
  }

  /** Exports the trace in a format; returns the type and the text of what was saved. */
  async exported(format) {
    await this.page.call(() => {
      window.saved = undefined;
    });
    await this.click(`export-${format}`);
    await this.page.until(`${format} was saved`, () => window.saved !== undefined);
    return this.page.call(async () => ({ type: window.saved.type, text: await window.saved.text() }));
  }
}
