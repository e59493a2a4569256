// Python programs that wait: the wall time that the simulated machine predicts beside what CPython takes.
//
// CPython's time is that of the whole process, less what it takes for a program that only imports; `sim.io` and
// `sim.cpu` come from the shim of the tests, which sleeps and computes. The simulated machine has as many cores as this one,
// and a spawned process costs what an empty one takes here: that is measured first. All other costs are as they come.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { TURNS, median, report } from './harness.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const folder = path('../python/wall/');
const ours = process.env.INTERLEAVE;
const output = (program, args, options = {}) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26, ...options });
const python = output('python3', ['-c', 'import sys; print(sys.executable)']).trim();
const version = output(python, ['--version']).trim();
console.log(`version\t${version}`);

const env = { ...process.env, PYTHONPATH: path('../../tests/programs/shim') };
const seconds = (args) => {
  const began = performance.now();
  output(python, args, { env });
  return (performance.now() - began) / 1e3;
};
/** What a program imports, and nothing else. */
const imports = (source) => source.split('\n').filter((line) => /^(import|from) /.test(line)).join('\n');
const figure = (time) => `${time.toFixed(3)} s`;

const spawn = `${output(python, [path('../peers/starts.py')]).trim()}us`;
const machine = ['--cores', String(availableParallelism()), '--spawn-cost', spawn];
console.log(`machine: ${machine.join(' ')}`);

const ratios = [];
for (const file of readdirSync(folder).filter((file) => file.endsWith('.py')).sort()) {
  const program = `${folder}${file}`;
  const head = imports(readFileSync(program, 'utf8'));
  const method = file.startsWith('fork_') ? 'fork' : 'spawn';
  const { virtual_ns } = JSON.parse(output(ours, ['run', program, ...machine, '--start-method', method, '--format', 'json']));
  const predicted = virtual_ns / 1e9;
  const taken = [];
  for (let turn = -1; turn < TURNS; turn++) {
    const [whole, empty] = [seconds([program]), seconds(['-c', head])];
    if (turn >= 0) taken.push(whole - empty);
  }
  const measured = median(taken);
  ratios.push([predicted / measured, file]);
  const ratio = predicted / measured;
  console.log(`${file}: predicted ${figure(predicted)}, ${version} ${figure(measured)}, ${ratio.toFixed(3)}`);
}
const far = ([ratio]) => Math.max(ratio, 1 / ratio);
const worst = ratios.toSorted((one, other) => far(other) - far(one))[0];
const within = ratios.filter(([ratio]) => ratio >= 0.95 && ratio <= 1.05).length;
report({
  name: `predicted wall time, ${within} of ${ratios.length} programs within 5%`,
  figure: `worst ${worst[0].toFixed(3)}: ${worst[1]}`,
  peer: version,
  ratio: far(worst),
  most: 1.05,
});
