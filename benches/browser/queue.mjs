// The machine's event core: customers of an M/M/1 queue a second, in the page's workers and natively, beside SimPy.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TURNS, inChromium, median, report } from './harness.mjs';

const SIMPY = '4.1.2';
const CUSTOMERS = 2_000_000;
const OF_THE_PEER = 50_000;
const WORKERS = 4;
const NATIVE = process.env.INTERLEAVE_BENCH;

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const venv = path('../../target/bench/simpy');
const python = `${venv}/bin/python`;
if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `simpy==${SIMPY}`], { stdio: 'inherit' });
console.log(`version\t${execFileSync(python, ['--version'], { encoding: 'utf8' }).trim()}, SimPy ${SIMPY}`);

const peer = () => Number(execFileSync(python, [path('../peers/queue.py'), String(OF_THE_PEER)], { encoding: 'utf8' }));
const native = () => Number(execFileSync(NATIVE, ['queue', String(CUSTOMERS), '1'], { encoding: 'utf8' }));
const thousands = (rate) => `${Math.round(rate / 1000)} thousand a second`;

const rates = { peer: [], one: [], four: [], native: [] };
await inChromium('binaries.html', async (page) => {
  await page.evaluate((workers) => bench.load('bench-ours', workers), WORKERS);
  const ours = async (workers) => {
    const elapsed = await page.evaluate(([workers, customers]) => bench.call('bench-ours', 'queueOn', workers, customers), [workers, CUSTOMERS]);
    return workers * CUSTOMERS / elapsed * 1e3;
  };
  for (let turn = -1; turn < TURNS; turn++) {
    const measured = { peer: peer(), one: await ours(1), four: await ours(WORKERS), native: NATIVE ? native() : 0 };
    if (turn >= 0) for (const [name, rate] of Object.entries(measured)) rates[name].push(rate);
  }
});
const [simpy, one, four, natively] = ['peer', 'one', 'four', 'native'].map((name) => median(rates[name]));
const against = `SimPy ${thousands(simpy)}`;
report({ name: 'customers of an M/M/1 queue, one worker', figure: thousands(one), peer: against, ratio: one / simpy, least: 150 });
report({ name: 'the same, four workers, a replication each', figure: thousands(four), peer: against, ratio: four / simpy, least: 500 });
if (NATIVE) report({ name: 'the same, natively, one thread', figure: thousands(natively), peer: against, ratio: natively / simpy, least: 150 });
