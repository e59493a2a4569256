//! Puts batches together, in the order of the file.

use std::collections::HashMap;
use std::sync::Arc;

use super::known::{InFile, Known};
use super::names::{Global, decode};
use super::records::{Batch, Detail, Key, Meta, Number, Other, OwnLane, Place, Record};
use super::stack::StackFrames;
use super::waits::is_wait;
use super::warnings::Warnings;
use crate::trace::{Process, State};

/// Slices of one thread from one batch. Their names are the batch's numbers.
#[derive(Debug)]
struct Segment {
    names: InFile,
    records: Vec<Record>,
}

/// What is known of a thread.
#[derive(Debug)]
pub(super) struct Thread {
    pub(super) place: Place,
    segments: Vec<Segment>,
    pub(super) name: Option<u32>,
    pub(super) sort_index: i64,
    /// What our own export says of it.
    pub(super) own: Option<OwnLane>,
}

impl Thread {
    /// Its slices, in the order of the file, with their final names and later by `shift_ns`. They stay in the lists
    /// that they were read into: copying them into one would be half as much memory again.
    pub(super) fn take_records(&mut self, known: &Known, shift_ns: i64) -> Vec<Vec<Record>> {
        let segments = std::mem::take(&mut self.segments).into_iter();
        let finished = segments.map(|Segment { names, mut records }| {
            for record in &mut records {
                record.name = names.get(known, record.name);
                record.start_ns = record.start_ns.saturating_add(shift_ns);
            }
            records
        });
        finished.collect()
    }

    pub(super) fn has_records(&self) -> bool {
        !self.segments.is_empty()
    }
}

/// What is known of a process beside its threads.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ProcessInfo {
    pub(super) name: u32,
    pub(super) labels: u32,
    pub(super) sort_index: i64,
}

/// Everything that has been read so far.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) names: Global,
    /// Names as they were written so far.
    pub(super) known: Known,
    pub(super) keys: Global,
    pub(super) threads: Vec<Thread>,
    by_place: HashMap<Place, u32>,
    pub(super) processes: HashMap<Number, ProcessInfo>,
    /// What is no slice; threads are indices of `threads`.
    pub(super) others: Vec<Other>,
    /// Whether our own export says what its processes and lanes are.
    pub(super) is_own: bool,
    pub(super) dropped: u64,
    /// How many traces our own export says that it put beside each other; 0 where it says nothing.
    pub(super) runs: u64,
    /// Processes and their indices in the trace that was exported.
    pub(super) own_processes: Vec<(u32, Process)>,
    pub(super) frames: StackFrames,
    pub(super) warnings: Warnings,
    pub(super) events: u64,
    /// Where the first text is that is not UTF-8.
    pub(super) damaged: Option<u64>,
    /// The earliest time, where it is negative.
    pub(super) least_ns: i64,
}

impl Gathered {
    /// Adds what was read from `text`, which begins at `base` in the file.
    pub(super) fn add(&mut self, batch: Batch, text: &[u8], base: u64) {
        self.events += batch.events;
        self.least_ns = self.least_ns.min(batch.least_ns);
        self.warnings.append(batch.warnings);
        let mut damaged: Option<u32> = None;
        let mut global = |table: &mut Global, local: &[super::scan::Text]| -> Arc<[u32]> {
            let ids = local.iter().map(|&found| {
                let (name, is_valid) = decode(text, found);
                if !is_valid {
                    damaged = Some(damaged.unwrap_or(u32::MAX).min(found.start));
                }
                table.intern(&name)
            });
            ids.collect()
        };
        let own_names = global(&mut self.names, batch.names.texts());
        let keys = global(&mut self.keys, batch.keys.texts());
        for (found, &in_file) in batch.names.texts().iter().zip(&*own_names) {
            let bytes = found.of(text);
            self.known.add(bytes, in_file, || if is_wait(bytes) { State::Waiting } else { State::Running });
        }
        let names = batch.names.in_file(own_names);
        if let Some(start) = damaged {
            self.damaged.get_or_insert(base + u64::from(start));
        }
        let key = |key: Key| Key { id: keys[key.id as usize], scope: keys[key.scope as usize], ..key };
        let number = |number| match number {
            Number::Key(local) => Number::Key(keys[local as usize]),
            Number::Number(_) => number,
        };
        let mut threads = Vec::with_capacity(batch.threads.len());
        for local in batch.threads {
            let place = Place { process: number(local.place.process), thread: number(local.place.thread) };
            let thread = self.thread(place);
            threads.push(thread);
            if !local.records.is_empty() {
                let segment = Segment { names: names.clone(), records: local.records };
                self.threads[thread as usize].segments.push(segment);
            }
        }
        for other in batch.others {
            let name = names.get(&self.known, other.name);
            let thread = threads[other.thread as usize];
            let detail = match other.detail {
                Detail::Meta(meta) => {
                    self.meta(meta, thread, &names);
                    continue;
                }
                Detail::Instant(scope) => Detail::Instant(scope),
                Detail::Sample { frame } => Detail::Sample { frame: keys[frame as usize] },
                Detail::Value { id, series, value } => {
                    Detail::Value { id: keys[id as usize], series: names.get(&self.known, series), value }
                }
                Detail::Operation { edge, category, key: id } => {
                    Detail::Operation { edge, category: keys[category as usize], key: key(id) }
                }
                Detail::Object { edge, key: id } => Detail::Object { edge, key: key(id) },
                Detail::Flow { point, category, key: id, is_around, is_bound } => {
                    let category = keys[category as usize];
                    Detail::Flow { point, category, key: key(id), is_around, is_bound }
                }
            };
            self.others.push(Other { name, thread, detail, ..other });
        }
    }

    /// What a process is called: its labels are part of it.
    pub(super) fn process_name(&mut self, process: Number) -> u32 {
        let ProcessInfo { name, labels, .. } = self.processes.get(&process).copied().unwrap_or_default();
        match (name, labels, process) {
            (0, 0, Number::Key(key)) => self.names.intern(self.keys.get(key)),
            (name, 0, _) => name,
            (0, labels, _) => labels,
            _ => {
                let whole = format!("{} ({})", self.names.get(name), self.names.get(labels));
                self.names.intern(&whole)
            }
        }
    }

    /// Reads the outermost `stackFrames`, whose value is at `at`.
    pub(super) fn stack_frames(&mut self, text: &[u8], at: usize) {
        self.frames.read(text, at, |name| self.names.intern(name));
    }

    fn thread(&mut self, place: Place) -> u32 {
        *self.by_place.entry(place).or_insert_with(|| {
            self.processes.entry(place.process).or_default();
            self.threads.push(Thread { place, segments: Vec::new(), name: None, sort_index: 0, own: None });
            self.threads.len() as u32 - 1
        })
    }

    fn meta(&mut self, meta: Meta, thread: u32, names: &InFile) {
        let known = &self.known;
        let thread = &mut self.threads[thread as usize];
        let process = self.processes.entry(thread.place.process).or_default();
        match meta {
            Meta::ProcessName(name) => process.name = names.get(known, name),
            Meta::ProcessLabels(labels) => process.labels = names.get(known, labels),
            Meta::ProcessSort(index) => process.sort_index = index,
            Meta::ThreadName(name) => thread.name = Some(names.get(known, name)),
            Meta::ThreadSort(index) => thread.sort_index = index,
            Meta::Trace { dropped, runs } => {
                self.is_own = true;
                self.dropped = dropped;
                self.runs = runs;
            }
            Meta::Process { index, number, name } => {
                self.own_processes.push((index, Process { number, name: names.get(known, name) }));
            }
            Meta::Lane(lane) => thread.own = Some(OwnLane { name: names.get(known, lane.name), ..lane }),
        }
    }
}
