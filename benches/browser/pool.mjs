// The pool: how soon it is ready, and what handing a task to one of its workers costs.
//
// Peers: as many module workers that do nothing, and npm's workerpool.

import { CORES, TURNS, inChromium, median, report, time, versionOf } from './harness.mjs';

const PEER = `workerpool ${versionOf('workerpool')}`;
// Enough for a clock of 5 µs, too few for the system to interrupt most of them.
const [BATCHES, TRIPS] = [200, 100];
const PEER_TRIPS = 500;
const EMPTY_TASKS = 100_000;
const PEER_TASKS = 2000;
const SHORT_TASKS = 2000;
const SHORT_MS = 0.1;

async function turns(count, measures) {
  const values = Object.fromEntries(Object.keys(measures).map((name) => [name, []]));
  for (let turn = -1; turn < count; turn++) {
    for (const [name, measure] of Object.entries(measures)) {
      const value = await measure();
      if (turn >= 0) values[name].push(value);
    }
  }
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, median(list)]));
}

await inChromium('starts.html', async (page) => {
  for (const threads of [...new Set([CORES, 4, 16])]) {
    const start = (kind) => () => page.evaluate(([kind, threads]) => bench.start(kind, threads), [kind, threads]);
    const { pool, empty } = await turns(TURNS, { pool: start('pool'), empty: start('empty') });
    report({
      name: `pool of ${threads} ready`, figure: time(pool), peer: `${threads} empty workers ${time(empty)}`,
      ratio: pool / empty, most: 1.2,
    });
  }
});

await inChromium('tasks.html', async (page) => {
  await page.waitForFunction(() => globalThis.peer !== undefined);
  await page.evaluate(([threads]) => bench.load('bench-engine', threads), [CORES]);
  const ours = (name, ...args) => page.evaluate((call) => bench.call('bench-engine', ...call), [name, ...args]);
  const peer = (name, count) => page.evaluate(([name, count]) => peer[name](count), [name, count]);

  await page.evaluate(() => peer.start(1));
  const trips = await turns(TURNS, {
    ours: () => ours('roundTrip', BATCHES, TRIPS),
    peer: async () => await peer('roundTrips', PEER_TRIPS) / PEER_TRIPS,
  });
  report({
    name: 'round trip of a task', figure: time(trips.ours), peer: `${PEER} ${time(trips.peer)}`,
    ratio: trips.peer / trips.ours, least: 100,
  });

  await page.evaluate((workers) => peer.start(workers), CORES);
  const empty = await turns(TURNS, {
    ours: async () => await ours('recordedRounds', CORES, EMPTY_TASKS, 0) / EMPTY_TASKS,
    peer: async () => await peer('throughput', PEER_TASKS) / PEER_TASKS,
  });
  report({
    name: `an empty task, recorded, of ${EMPTY_TASKS}`, figure: time(empty.ours), peer: `${PEER} ${time(empty.peer)}`,
    ratio: empty.peer / empty.ours, least: 150,
  });

  const perRound = await ours('serialRounds', 1, 1e7) / 1e7;
  const rounds = Math.round(SHORT_MS / perRound);
  const short = await turns(TURNS, {
    // On one worker, the tasks themselves; shared out evenly, no worker can be quicker than that.
    serial: () => ours('serialRounds', SHORT_TASKS, rounds),
    ours: () => ours('recordedRounds', CORES, SHORT_TASKS * CORES, rounds),
  });
  report({
    name: `tasks of ${time(short.serial / SHORT_TASKS)}, recorded`,
    figure: `${Math.round(SHORT_TASKS * CORES / short.ours * 1000)} a second on ${CORES} workers`,
    peer: `the tasks alone ${time(short.serial)}`, ratio: short.serial / short.ours, least: 0.97,
  });
});
