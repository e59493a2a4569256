// The program page as a test sees it: what it says, and hands that write, choose, press and step.

import { withLab } from './lab.mjs';

/** Two threads, each of which holds what the other one needs. */
export const DEADLOCK = `import threading
import time

a = threading.Lock()
b = threading.Lock()


def first():
    with a:
        time.sleep(0.01)
        with b:
            print("first")


def second():
    with b:
        time.sleep(0.01)
        with a:
            print("second")


threads = [threading.Thread(target=first, name="one"), threading.Thread(target=second, name="two")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
`;

/** Two threads that compute: they take turns under the GIL and run at once without it. */
export const COMPUTING = `import threading


def compute(name):
    total = 0
    for number in range(60_000):
        total += number
    print(name, total)


threads = [threading.Thread(target=compute, args=(name,), name=name) for name in ("left", "right")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done")
`;

/** A process that only starts and ends. */
export const SPAWNED = `import multiprocessing


def work():
    pass


if __name__ == "__main__":
    process = multiprocessing.Process(target=work)
    process.start()
    process.join()
`;

/**
 * Opens the program page in `browser`, hands it to `body`, and closes everything.
 *
 * @param {object} [options] those of `withLab`
 */
export function withProgram(browser, options, body) {
  return withLab(browser, { hash: '#/program?p=cooks&m=c4', ...options }, async (lab) => {
    const program = new Program(lab);
    await program.ready();
    return body(program);
  });
}

/** The program page in an open page. */
export class Program {
  constructor(lab) {
    this.lab = lab;
    this.page = lab.page;
  }

  /** Waits until there is an editor with a program. */
  ready() {
    return this.page.until('there is a program', () => {
      const editor = document.querySelector('#program-view [data-testid="editor"]');
      return (editor?.querySelector('.cm-content')?.innerText ?? editor?.querySelector('textarea')?.value ?? '').trim() !== '';
    });
  }

  click(testId) {
    return this.lab.click(testId);
  }

  choose(testId, value) {
    return this.lab.choose(testId, value);
  }

  /** What went wrong, but for a size that was looked at once more in the next frame. */
  async errors() {
    return (await this.lab.errors()).filter((text) => !/^ResizeObserver loop/.test(text));
  }

  /** Replaces the program, as pasting over all of it does; Firefox gives a made-up paste no text. */
  async write(text) {
    await this.page.call((text) => {
      const content = document.querySelector('#program-view .cm-content');
      const area = document.querySelector('#program-view textarea');
      if (content) {
        content.focus();
        document.execCommand('selectAll');
        document.execCommand('insertText', false, text);
      } else {
        area.value = text;
        area.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    }, text);
  }

  /** Writes a setting into its field. */
  set(testId, value) {
    return this.page.call((testId, value) => {
      const input = document.querySelector(`[data-testid="${testId}"]`);
      input.value = value;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, testId, value);
  }

  /** The text of the element of that name, or null. */
  text(testId) {
    return this.page.call((testId) => document.querySelector(`#program-view [data-testid="${testId}"]`)
      ?.innerText.replace(/[\u00a0\u2009\u202f]/g, ' ') ?? null, testId);
  }

  /** Waits until the text of the element of that name matches, and returns it. */
  async says(testId, pattern) {
    await this.page.until(`${testId} says ${pattern}`, (testId, source) =>
      new RegExp(source).test([...document.querySelectorAll(`#program-view [data-testid="${testId}"]`)]
        .map((element) => element.innerText).join('\n').replace(/[\u00a0\u2009\u202f]/g, ' ')), testId, pattern.source);
    return this.text(testId);
  }

  /** Runs the program as it stands and waits until every machine is done with it; returns the verdicts. */
  async run() {
    await this.click('program-run');
    return this.over();
  }

  /** Waits until nothing goes on any more. */
  async over() {
    await this.page.until('the run is over', () =>
      document.querySelector('#program-view [data-testid="program-run"].go') !== null
      && document.querySelector('#program-view [data-testid="program-now"]').innerText !== '');
    return this.page.call(() => [...document.querySelectorAll('#program-view [data-testid="program-verdict"]')]
      .map((verdict) => ({ status: verdict.dataset.status, text: verdict.innerText.replace(/[\u00a0\u2009\u202f]/g, ' ') })));
  }

  /** Presses a button that steps, and waits until the step is made; returns what the clock says. */
  async step(testId) {
    const before = await this.tick();
    await this.click(testId);
    await this.page.until(`${testId} is made`, (before) => {
      const { tick } = document.querySelector('#program-view [data-testid="program-now"]').dataset;
      return document.querySelector('#program-view [data-testid="program-run"].go') !== null && Number(tick) !== before;
    }, before);
    return this.tick();
  }

  /** The number of the moment that is looked at. */
  tick() {
    return this.page.call(() => Number(document.querySelector('#program-view [data-testid="program-now"]').dataset.tick));
  }

  /** Every row of a panel's table, as the texts of its cells. */
  rows(testId) {
    return this.page.call((testId) => [...document.querySelectorAll(`#program-view [data-testid="${testId}"] tbody tr`)]
      .map((row) => [...row.children].map((cell) => cell.innerText.trim())), testId);
  }

  /** Waits until the timeline shows that many runs. */
  timeline(count = 1) {
    return this.page.until(`a timeline of ${count}`, (count) => {
      const canvas = document.querySelector('#program-view .axis .scroller canvas');
      return canvas !== null && canvas.clientHeight > 60 * count;
    }, count);
  }
}
