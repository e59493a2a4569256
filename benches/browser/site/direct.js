
import * as engine from '../engine-be19f4fd19f169f5/interleave-engine.js';
self.onmessage = async ({ data: { module, memory } }) => { await engine.default({ module_or_path: module, memory }); postMessage(0); };
