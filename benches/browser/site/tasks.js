// The peer: npm's workerpool, started from the page as its documentation has it.

let pool;

globalThis.peer = {
  start(workers) {
    pool = workerpool.pool('peer-worker.js', { minWorkers: workers, maxWorkers: workers, workerType: 'web' });
    return pool.exec('nothing');
  },
  // One task after the other. Milliseconds for all.
  async roundTrips(count) {
    const start = performance.now();
    for (let task = 0; task < count; task++) await pool.exec('nothing');
    return performance.now() - start;
  },
  // All at once. Milliseconds for all.
  async throughput(count) {
    const start = performance.now();
    await Promise.all(Array.from({ length: count }, () => pool.exec('nothing')));
    return performance.now() - start;
  },
};
