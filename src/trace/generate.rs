//! Traces made from a seed: what properties are tested on and what benchmarks measure.
//!
//! The same [`Shape`] and seed give the same trace everywhere. Nothing here runs anything; the names and the mixture of
//! states are those of a threaded Python program, so that search, colours and waits have something to show. Lanes are
//! made in parallel, ten million slices in a third of a second on two cores.

use rayon::prelude::*;

use super::{Counter, Flow, Instant, Lane, LaneKind, NO_TASK, NameId, Process, Scope, Slice, Slices, State, Trace};

/// How large a generated trace is and what it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How many lanes.
    pub lanes: u32,
    /// How many slices in all of them together, shared out evenly.
    pub slices: u64,
    /// How many rows a lane has at most; 1 is a flat trace.
    pub depth: u32,
    /// Every how-many-th lane, from the last backwards, holds asynchronous operations; 0 for none.
    pub async_every: u32,
    /// How many tasks the slices of workers belong to; 0 for none.
    pub tasks: u32,
    /// About one of so many slices of threads is reached by a flow when it ends, waits more often; 0 for no flows.
    pub flow_every: u64,
    /// How many counters there are, and about one of so many slices comes with a sample of one of them.
    pub counters: (u32, u64),
    /// About one of so many slices comes with an instant; 0 for none.
    pub instant_every: u64,
    /// Mean time between two events of a lane, in nanoseconds. With small ones moments coincide across lanes.
    pub step_ns: u64,
    /// Whether slices may be empty (start = end).
    pub empty_slices: bool,
}

impl Shape {
    /// `slices` slices in `lanes` lanes of at most `depth` rows, a lane in eight asynchronous; flows, counters and
    /// instants, no tasks, no empty slice, about a microsecond between two events.
    #[must_use]
    pub fn new(lanes: u32, slices: u64, depth: u32) -> Self {
        Self {
            lanes: lanes.max(1),
            slices,
            depth: depth.max(1),
            async_every: 8,
            tasks: 0,
            flow_every: 64,
            counters: (2, 256),
            instant_every: 512,
            step_ns: 1_000,
            empty_slices: false,
        }
    }

    /// The trace of this shape that belongs to `seed`.
    #[must_use]
    pub fn generate(&self, seed: u64) -> Trace {
        let mut trace = Trace::default();
        let names = Names::intern(&mut trace);
        let process_count = self.lanes.div_ceil(16);
        for number in 0..process_count {
            let name = trace.strings.intern(&format!("process {}", number + 1));
            trace.processes.push(Process { number: u64::from(number) + 100, name });
        }
        let lanes: Vec<(String, LaneKind)> = (0..self.lanes)
            .map(|lane| {
                let from_last = self.lanes - lane;
                let is_async = self.async_every > 0 && from_last.is_multiple_of(self.async_every) && self.lanes > 1;
                let (kind, word) = if is_async { (LaneKind::Async, "requests") } else { (LaneKind::Worker, "thread") };
                (format!("{word} {}", lane + 1), kind)
            })
            .collect();
        let named: Vec<(NameId, LaneKind)> =
            lanes.into_iter().map(|(name, kind)| (trace.strings.intern(&name), kind)).collect();
        let mut parts: Vec<Part> = (0u32..)
            .zip(named)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(index, (name, kind))| {
                // Mixed first: from states that differ by its step, the generator would give the same numbers, shifted.
                let mut random = Random(Random(seed).next() ^ Random(!u64::from(index)).next());
                let mut part = Part::default();
                let count = share(self.slices, self.lanes, index);
                part.lane = match kind {
                    LaneKind::Async => self.operations(&names, &mut random, index, count, &mut part),
                    _ => self.calls(&names, &mut random, index, count, &mut part),
                };
                part.lane.name = name;
                part.lane.process = index / 16;
                part.lane.thread = u64::from(index) + 1;
                part.lane.kind = kind;
                part
            })
            .collect();
        for part in &mut parts {
            trace.lanes.push(std::mem::take(&mut part.lane));
            trace.flows.append(&mut part.flows);
            trace.instants.append(&mut part.instants);
        }
        trace.flows.sort_by_key(|flow| (flow.from_ns, flow.to_ns, flow.from_lane, flow.to_lane));
        trace.instants.sort_by_key(|instant| (instant.time_ns, instant.lane));
        self.count(&mut trace, &parts);
        trace
    }

    /// A lane of calls that nest, as a thread makes them.
    fn calls(&self, names: &Names, random: &mut Random, lane: u32, count: u64, part: &mut Part) -> Lane {
        let mut rows: Vec<Slices> = vec![Slices::default(); self.depth as usize];
        rows[0] = Slices::with_capacity((count / u64::from(self.depth)) as usize, false);
        // The tasks of the calls that are under way, whether they wait, and when they began.
        let mut open: Vec<(u32, bool, u64)> = Vec::with_capacity(rows.len());
        let (mut time_ns, mut left) = (random.step(self.step_ns), count);
        while left > 0 || !open.is_empty() {
            let calls = left > 0 && open.len() < rows.len() && (open.is_empty() || random.one_in(2));
            if calls {
                // Some calls follow on the last at once.
                if !random.one_in(4) {
                    time_ns += random.step(self.step_ns);
                }
                let (name, state) = names.call(random);
                let task = match open.last() {
                    _ if self.tasks == 0 => NO_TASK,
                    Some(&(task, ..)) if !random.one_in(8) => task,
                    _ if random.one_in(8) => NO_TASK,
                    _ => random.below(u64::from(self.tasks)) as u32,
                };
                rows[open.len()].push(Slice { start_ns: time_ns, duration_ns: 0, name, task, state });
                open.push((task, matches!(state, State::Waiting | State::Runnable), time_ns));
                left -= 1;
                self.sprinkle(names, random, lane, time_ns, part);
            } else if let Some((_, waits, start_ns)) = open.pop() {
                time_ns += random.step(self.step_ns);
                if !self.empty_slices {
                    time_ns = time_ns.max(start_ns + 1);
                }
                rows[open.len()].extend_last(time_ns);
                let flow_every = if waits { self.flow_every.div_ceil(4) } else { self.flow_every * 2 };
                if flow_every > 0 && self.lanes > 1 && random.one_in(flow_every) {
                    part.flows.push(self.flow(names, random, lane, time_ns));
                }
            }
        }
        lane_of(rows)
    }

    /// A lane of operations that overlap, each in the first row that is free when it starts.
    fn operations(&self, names: &Names, random: &mut Random, lane: u32, count: u64, part: &mut Part) -> Lane {
        let mut rows: Vec<Slices> = vec![Slices::default(); self.depth as usize];
        let mut free_from_ns = vec![0; rows.len()];
        let mut time_ns = random.step(self.step_ns);
        for _ in 0..count {
            time_ns += random.step(self.step_ns) * 2;
            let row = match free_from_ns.iter().position(|&free_ns| free_ns <= time_ns) {
                Some(row) => row,
                None => {
                    time_ns = free_from_ns.iter().copied().min().unwrap_or(time_ns).max(time_ns);
                    free_from_ns.iter().position(|&free_ns| free_ns <= time_ns).unwrap_or(0)
                }
            };
            let least_ns = u64::from(!self.empty_slices);
            let duration_ns = (random.step(self.step_ns) * random.below(8)).max(least_ns);
            let name = names.operations[random.below(names.operations.len() as u64) as usize];
            rows[row].push(Slice { start_ns: time_ns, duration_ns, name, task: NO_TASK, state: State::Running });
            free_from_ns[row] = time_ns + duration_ns;
            self.sprinkle(names, random, lane, time_ns, part);
        }
        lane_of(rows)
    }

    /// Now and then an instant.
    fn sprinkle(&self, names: &Names, random: &mut Random, lane: u32, time_ns: u64, part: &mut Part) {
        if self.instant_every > 0 && random.one_in(self.instant_every) {
            let scope = [Scope::Thread, Scope::Process, Scope::Global][random.below(3) as usize];
            part.instants.push(Instant { name: names.instant, lane, scope, time_ns });
        }
    }

    /// A flow that reaches `lane` at `to_ns` from another lane, a few steps before.
    fn flow(&self, names: &Names, random: &mut Random, lane: u32, to_ns: u64) -> Flow {
        let from_lane = (lane + 1 + random.below(u64::from(self.lanes) - 1) as u32) % self.lanes;
        let from_ns = to_ns.saturating_sub(random.step(self.step_ns) * random.below(4));
        Flow { name: names.flow, from_lane, from_ns, to_lane: lane, to_ns }
    }

    fn count(&self, trace: &mut Trace, parts: &[Part]) {
        debug_assert!(parts.iter().all(|part| part.flows.is_empty()));
        let span = trace.span();
        let (count, every) = self.counters;
        let samples = self.slices.checked_div(every).unwrap_or(0) / u64::from(count.max(1));
        for index in 0..count {
            let name = trace.strings.intern("queue");
            let series = trace.strings.intern(&format!("size {}", index + 1));
            let mut random = Random(u64::from(index) + 0x5eed);
            let mut counter = Counter { name, series, process: 0, ..Counter::default() };
            let mut value = 0u64;
            for sample in 0..samples {
                value = (value + random.below(5)).saturating_sub(2);
                let share = u128::from(span.duration_ns()) * u128::from(sample) / u128::from(samples);
                counter.time_ns.push(span.start_ns + share as u64);
                counter.value.push(value as f64 / 2.0);
            }
            trace.counters.push(counter);
        }
    }
}

/// A trace of `slices` slices in `lanes` lanes with at most `depth` rows each: [`Shape::new`] of these.
///
/// ```
/// let trace = interleave::trace::generate::generate(1, 64, 10_000, 8);
/// assert_eq!((trace.lanes.len(), trace.slice_count()), (64, 10_000));
/// ```
#[must_use]
pub fn generate(seed: u64, lanes: u32, slices: u64, depth: u32) -> Trace {
    Shape::new(lanes, slices, depth).generate(seed)
}

/// One lane and what points at it.
#[derive(Default)]
struct Part {
    lane: Lane,
    flows: Vec<Flow>,
    instants: Vec<Instant>,
}

fn lane_of(mut rows: Vec<Slices>) -> Lane {
    let deepest = rows.iter().rposition(|row| !row.is_empty()).unwrap_or(0);
    rows.truncate(deepest + 1);
    rows.iter_mut().for_each(Slices::shrink);
    let slices = std::mem::take(&mut rows[0]);
    rows.remove(0);
    Lane { slices, nested: rows, ..Lane::default() }
}

/// How many of `total` fall to the one at `index` of `count`.
fn share(total: u64, count: u32, index: u32) -> u64 {
    total / u64::from(count) + u64::from(u64::from(index) < total % u64::from(count))
}

struct Names {
    functions: Vec<NameId>,
    waits: Vec<NameId>,
    operations: Vec<NameId>,
    runnable: NameId,
    overhead: NameId,
    flow: NameId,
    instant: NameId,
}

impl Names {
    fn intern(trace: &mut Trace) -> Self {
        let mut intern = |text: &str| trace.strings.intern(text);
        Self {
            functions: (0..96).map(|number| intern(&format!("module_{}.function_{number}", number % 7))).collect(),
            waits: ["lock.acquire", "queue.get", "time.sleep", "select"].map(&mut intern).to_vec(),
            operations: ["GET /items", "GET /users", "POST /orders"].map(&mut intern).to_vec(),
            runnable: intern("waits for the GIL"),
            overhead: intern("copies arguments"),
            flow: intern("wakes"),
            instant: intern("mark"),
        }
    }

    /// What is called next: most calls compute, some wait.
    fn call(&self, random: &mut Random) -> (NameId, State) {
        match random.below(16) {
            0 | 1 => (self.waits[random.below(self.waits.len() as u64) as usize], State::Waiting),
            2 => (self.runnable, State::Runnable),
            3 => (self.overhead, State::Overhead),
            _ => (self.functions[random.below(self.functions.len() as u64) as usize], State::Running),
        }
    }
}

/// Steele, Lea and Flood's SplitMix64 (OOPSLA 2014): fast, small, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below `bound`; 0 where there is none.
    fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    /// A time of `mean_ns` in the mean, from nothing to twice that.
    fn step(&mut self, mean_ns: u64) -> u64 {
        self.below(2 * mean_ns + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_is_one_trace_and_another_seed_another() {
        let shape = Shape { tasks: 5, ..Shape::new(9, 400, 4) };
        let trace = shape.generate(7);
        assert_eq!(trace, shape.generate(7));
        assert_ne!(trace, shape.generate(8));
        assert_eq!((trace.lanes.len(), trace.slice_count()), (9, 400));
        assert!(!trace.flows.is_empty() && trace.counters.iter().all(|counter| counter.time_ns.is_sorted()));
    }

    #[test]
    fn rows_do_not_overlap_and_those_of_threads_nest() {
        for seed in 0..40 {
            let empty_slices = seed % 2 == 0;
            let trace = Shape { step_ns: 3, empty_slices, ..Shape::new(8, 300, 5) }.generate(seed);
            for lane in &trace.lanes {
                for row in lane.rows() {
                    let slices: Vec<Slice> = row.iter().collect();
                    assert!(slices.windows(2).all(|pair| pair[0].end_ns() <= pair[1].start_ns));
                    assert!(empty_slices || slices.iter().all(|slice| slice.duration_ns > 0));
                }
                if lane.kind == LaneKind::Async {
                    continue;
                }
                let rows: Vec<&Slices> = lane.rows().collect();
                for pair in rows.windows(2) {
                    let holds = |outer: &Slice, inner: &Slice| {
                        outer.start_ns <= inner.start_ns && inner.end_ns() <= outer.end_ns()
                    };
                    assert!(pair[1].iter().all(|inner| pair[0].iter().any(|outer| holds(&outer, &inner))));
                }
            }
            assert!(trace.flows.iter().all(|flow| flow.from_lane != flow.to_lane && flow.from_ns <= flow.to_ns));
        }
    }
}
