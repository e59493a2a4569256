// The program view's machine in a worker: pure Python loops beside CPython, a step back from the end of a million
// instructions, and what the view loads.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DIST } from '../../tests/browser/server.mjs';
import { TURNS, geometricMean, inChromium, median, report, time } from './harness.mjs';

const PYTHON = process.env.PYTHON ?? 'python3';
const FOLDER = fileURLToPath(new URL('../python/', import.meta.url));
/** Seconds a turn and program: fewer turns do. */
const RUNS = Math.min(TURNS, 3);
const STEPS = 30;
const SETUP = {
  label: '', cores: 1, policy: 'rr', quantum_ns: 10e6, switch_cost_ns: 2e3, gil: true, switch_interval_ns: 5e6,
  every_instruction: false, start_method: 'forkserver', seed: 1,
};
/** Somewhat more than a million instructions, on two threads that hand the GIL over. */
const MILLION = `import threading


def work():
    total = 0
    for number in range(300_000):
        total += number


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
`;
/** What CPython takes for a program, without its own start, in milliseconds. */
const TIMED = `import io, sys, time
source = open(sys.argv[1]).read()
out, sys.stdout = sys.stdout, io.StringIO()
code = compile(source, sys.argv[1], "exec")
start = time.perf_counter()
exec(code, {"__name__": "__main__"})
print((time.perf_counter() - start) * 1000, file=out)`;

/** Runs in the page: a machine's worker, and what it takes from a question to its answer. */
function prepare() {
  const folder = document.querySelector('meta[name="interleave-program"]').content;
  const worker = new Worker(new URL(`${folder}worker.js`, document.baseURI), { type: 'module' });
  let number = 0;
  globalThis.machine = {
    ask(words) {
      return new Promise((resolve, reject) => {
        const start = performance.now();
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data: { words: said } }) => {
          if (said.Failed || said.Refused) reject(new Error(JSON.stringify(said)));
          const told = said.Moment;
          if (told?.is_done) {
            const { status } = told.moment.ending ?? {};
            resolve({ elapsed: performance.now() - start, status, instructions: told.moment.instructions });
          }
        };
        worker.postMessage({ words });
      });
    },
    run(program, setup) {
      number += 1;
      return this.ask({ Load: { number, program, setup, title: '', run: true } });
    },
  };
}

const size = (name) => {
  const folder = readdirSync(DIST).find((folder) => folder.startsWith('program-'));
  return statSync(`${DIST}/${folder}/${name}`).size;
};

console.log(`version\t${execFileSync(PYTHON, ['--version'], { encoding: 'utf8' }).trim()}`);
const programs = readdirSync(FOLDER).filter((file) => file.endsWith('.py')).sort();
await inChromium(null, async (page, url) => {
  await page.goto(`${url}#/trace`);
  await page.evaluate(prepare);
  const shares = [];
  for (const file of programs) {
    const source = readFileSync(FOLDER + file, 'utf8');
    const [ours, theirs] = [[], []];
    for (let turn = 0; turn < RUNS; turn += 1) {
      theirs.push(Number(execFileSync(PYTHON, ['-c', TIMED, FOLDER + file], { encoding: 'utf8' })));
      const { elapsed, status } = await page.evaluate(([source, setup]) => machine.run(source, setup), [source, SETUP]);
      if (status !== 'ok') throw new Error(`${file}: ${status}`);
      ours.push(elapsed);
    }
    const share = median(theirs) / median(ours);
    shares.push(share);
    report({ name: `Python in the page: ${file}`, figure: time(median(ours)), peer: `CPython ${time(median(theirs))}`, ratio: share });
  }
  report({
    name: 'Python in the page, over these programs', figure: '', peer: 'CPython', ratio: geometricMean(shares), least: 0.5,
  });
  const { instructions } = await page.evaluate(([source, setup]) => machine.run(source, setup), [MILLION, SETUP]);
  for (const unit of ['Instruction', 'Line', 'Event', 'Switch']) {
    const taken = [];
    for (let step = 0; step < STEPS; step += 1) {
      taken.push((await page.evaluate((unit) => machine.ask({ Step: { unit, back: true } }), unit)).elapsed);
    }
    const most = Math.max(...taken);
    report({
      name: `a step back (${unit.toLowerCase()}) near the end of ${(instructions / 1e6).toFixed(2)} million instructions, the slowest of ${STEPS}`,
      figure: time(most), peer: `the middle one ${time(median(taken))}`, ratio: most, most: 16, unit: ' ms',
    });
  }
  for (const name of ['interleave-machine_bg.wasm', 'interleave-program_bg.wasm']) {
    const [raw, packed] = [size(name), size(`${name}.br`)];
    report({ name: `${name}, in Brotli`, figure: `${Math.round(packed / 1000)} kB`, peer: `raw ${Math.round(raw / 1000)} kB`, ratio: packed / raw });
  }
});
