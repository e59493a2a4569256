// Python programs that only compute, natively: `interleave run` beside the CPython that `python3` is, in turns.
//
// Each program runs as it would for a reader: on the simulated machine, under a GIL, with everything recorded. What is
// measured is the CPU time of the whole process, from its start to its end, which other processes disturb least.

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TURNS, median, report } from './harness.mjs';

const cpu = fileURLToPath(new URL('../peers/cpu.py', import.meta.url));
const folder = fileURLToPath(new URL('../python/', import.meta.url));
const ours = process.env.INTERLEAVE;
const output = (program, ...args) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
// Not what may stand before it and choose among several.
const python = output('python3', '-c', 'import sys; print(sys.executable)').trim();
const version = output(python, '--version').trim();
console.log(`version\t${version}`);

const timed = (...command) => {
  const text = output('python3', cpu, ...command);
  const end = text.indexOf('\n');
  return [text.slice(end + 1), Number(text.slice(0, end)) * 1e3];
};
const milliseconds = (time) => `${Math.round(time)} ms`;

const ratios = [];
for (const file of readdirSync(folder).filter((file) => file.endsWith('.py')).sort()) {
  const times = [[], []];
  for (let turn = -1; turn < TURNS; turn++) {
    const [[text, own], [expected, peer]] = [timed(ours, 'run', `${folder}${file}`), timed(python, `${folder}${file}`)];
    if (text !== expected) throw new Error(`${file} prints ${JSON.stringify(text.slice(0, 200))}, in ${version} ${JSON.stringify(expected.slice(0, 200))}`);
    if (turn >= 0) times.forEach((all, side) => all.push([own, peer][side]));
  }
  const [own, peer] = times.map(median);
  ratios.push(peer / own);
  report({ name: `${file} natively`, figure: milliseconds(own), peer: `${version} ${milliseconds(peer)}`, ratio: peer / own, least: 1 });
}
const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
report({ name: 'Python programs natively, geometric mean', figure: `${ratios.length} programs`, peer: version, ratio: mean, least: 1 });
