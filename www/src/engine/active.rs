//! The run under way: how far it has been read, and whether its workers still live.

use interleave::lab::wire::Layout;
use interleave::lab::{Model, Plan};
use interleave::record::decode;
use interleave::trace::Recording;

use super::memory::{SharedMemory, records};
use super::trouble::Trouble;
use super::{Pixels, RunId};

/// How long a worker that is busy may show no sign of life, in milliseconds. Workers do so every few milliseconds,
/// and every 20 ms while they wait.
const STALL_LIMIT_MS: f64 = 5_000.0;

/// How much time a single frame may count for: a page that was in the background learns nothing about its workers.
const LONGEST_FRAME_MS: f64 = 250.0;

/// A run under way.
pub struct Active {
    run: RunId,
    plan: Plan,
    has_begun: bool,
    layout: Option<Layout>,
    lanes: Vec<LaneWatch>,
    /// Time without a message, where nothing but messages shows that the engine lives.
    silent_ms: f64,
    last_frame_ms: Option<f64>,
}

#[derive(Clone, Copy, Default)]
struct LaneWatch {
    read: u32,
    beats: u32,
    is_open: bool,
    still_ms: f64,
}

impl Active {
    /// A run that was asked for and has not begun.
    pub fn new(run: RunId, plan: Plan) -> Self {
        Self { run, plan, has_begun: false, layout: None, lanes: Vec::new(), silent_ms: 0.0, last_frame_ms: None }
    }

    /// Its number.
    pub fn run(&self) -> RunId {
        self.run
    }

    /// What is run; as it was asked for until it has begun.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Notes that it has begun, on that many workers. Returns what is really run.
    pub fn begin(&mut self, workers: u32, layout: Option<Layout>) -> Plan {
        self.plan.workers = workers;
        self.has_begun = true;
        self.lanes = vec![LaneWatch::default(); self.plan.lanes().len()];
        self.layout = layout;
        self.plan.clone()
    }

    /// Notes that a message came.
    pub fn touch(&mut self) {
        self.silent_ms = 0.0;
    }

    /// Asks its workers to stop. False where there is no way to.
    pub fn cancel(&self, memory: Option<&SharedMemory>) -> bool {
        match (&self.layout, memory) {
            (Some(layout), Some(memory)) => memory.store(layout.cancel, 1),
            _ => false,
        }
    }

    /// Takes in what its workers have written since the last time.
    pub fn read(&mut self, memory: &SharedMemory, recording: &mut Recording, pixels: &mut Pixels) {
        let Some(layout) = &self.layout else { return };
        for (lane, (watch, &(header, first))) in self.lanes.iter_mut().zip(&layout.lanes).enumerate() {
            // In the order of `LaneHeader`: published, dropped, beats.
            let published = memory.load(header);
            let beats = memory.load(header + 8);
            if published != watch.read {
                let bytes = memory.bytes(first + watch.read * 16, (published - watch.read) * 16);
                for event in records(&bytes).filter_map(decode) {
                    recording.record(lane, event);
                }
            }
            if published != watch.read || beats != watch.beats {
                watch.still_ms = 0.0;
            }
            (watch.read, watch.beats, watch.is_open) = (published, beats, recording.is_open(lane));
        }
        if layout.picture != 0 {
            memory.words(layout.picture, &mut pixels.cells);
        }
    }

    /// Lets time pass; says what is wrong where a worker has shown no sign of life for too long.
    pub fn stalled(&mut self, memory: Option<&SharedMemory>, now_ms: f64) -> Option<Trouble> {
        let frame_ms = self.last_frame_ms.map_or(0.0, |last_ms| (now_ms - last_ms).min(LONGEST_FRAME_MS));
        self.last_frame_ms = Some(now_ms);
        let is_shared = memory.is_some() && self.layout.is_some();
        if !is_shared || !self.has_begun {
            self.silent_ms += frame_ms;
            return (self.silent_ms > 2.0 * STALL_LIMIT_MS).then(|| Trouble::of("all-silent"));
        }
        let is_processes = self.plan.model == Model::Processes;
        for (lane, watch) in self.lanes.iter_mut().enumerate() {
            // The parent of processes beats only when a message comes.
            if !watch.is_open || (is_processes && lane == 0) {
                watch.still_ms = 0.0;
                continue;
            }
            watch.still_ms += frame_ms;
            if watch.still_ms > STALL_LIMIT_MS {
                let (code, number) = if is_processes { ("process-silent", lane) } else { ("worker-silent", lane + 1) };
                return Some(Trouble::with(code, number as u32));
            }
        }
        None
    }
}
