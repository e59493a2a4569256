//! Makes the trace of what has been gathered: lanes in order, and what refers to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::flows::{FlowPoint, flows};
use super::gather::Gathered;
use super::oddity::Oddity;
use super::operations::{Home, Operations};
use super::records::{Detail, Edge, Number, Other};
use super::warnings::Warnings;
use super::{Imported, lanes};
use crate::trace::{Counter, Instant, Lane, LaneKind, Process, Scope, Slices, Strings, Trace};

/// Puts the trace together.
pub(super) fn assemble(mut gathered: Gathered) -> Imported {
    let mut warnings = std::mem::take(&mut gathered.warnings);
    if let Some(offset) = gathered.damaged {
        warnings.add(offset, Oddity::NotUtf8);
    }
    if gathered.runs > 1 {
        warnings.add(0, Oddity::Runs(gathered.runs));
    }
    let shift_ns = gathered.least_ns.min(0).saturating_neg();
    if shift_ns > 0 {
        warnings.add(0, Oddity::NegativeTimes);
    }
    let mut others = std::mem::take(&mut gathered.others);
    for other in &mut others {
        other.time_ns = other.time_ns.saturating_add(shift_ns);
    }
    if !others.is_sorted_by_key(|other| other.time_ns) {
        others.sort_by_key(|other| other.time_ns);
    }

    let mut processes = Processes::of(&mut gathered);
    let (operations, moments) = operations(&gathered, &others, &mut warnings);
    let mut counters = counters(&mut gathered, &others, &processes);
    let mut drafts = drafts(&mut gathered, &processes, &others, &operations, &moments);
    processes.drop_unused(&mut drafts, &mut counters);
    let names = std::mem::take(&mut gathered.names).into_texts();

    let name_of = |name: u32| names.get(name as usize).map_or_else(String::new, ToString::to_string);
    let known = std::mem::take(&mut gathered.known);
    let built: Vec<(Vec<Slices>, Warnings)> = gathered
        .threads
        .par_iter_mut()
        .map(|thread| {
            let mut warnings = Warnings::default();
            let records = thread.take_records(&known, shift_ns);
            let mut rows = lanes::rows(records, &mut warnings, &name_of);
            if thread.own.is_none() {
                lanes::wait_throughout(&mut rows);
            }
            (rows, warnings)
        })
        .collect();
    let mut rows: HashMap<Home, Vec<Slices>> = operations.into_iter().collect();
    for (index, (of_thread, of_lane)) in (0..).zip(built) {
        warnings.append(of_lane);
        // A lane of operations may hold slices as well: they lie below.
        rows.entry(Home::Thread(index)).or_default().extend(of_thread);
    }

    let mut trace = Trace { dropped: gathered.dropped, processes: processes.list, counters, ..Trace::default() };
    let mut lane_of: HashMap<Home, u32> = HashMap::new();
    for draft in drafts {
        lane_of.insert(draft.home, trace.lanes.len() as u32);
        let mut rows = rows.remove(&draft.home).unwrap_or_default().into_iter();
        trace.lanes.push(Lane {
            name: draft.name,
            process: draft.process,
            thread: draft.thread,
            kind: draft.kind,
            slices: rows.next().unwrap_or_default(),
            nested: rows.collect(),
        });
    }
    let lane = |home: Home| lane_of.get(&home).copied().unwrap_or(0);
    trace.instants = moments
        .into_iter()
        .map(|(home, other)| Instant {
            name: match other.detail {
                Detail::Sample { frame } => gathered.frames.name(gathered.keys.get(frame)).unwrap_or(other.name),
                _ => other.name,
            },
            lane: lane(home),
            scope: if let Detail::Instant(scope) = other.detail { scope } else { Scope::Thread },
            time_ns: other.time_ns.unsigned_abs(),
        })
        .collect();
    let points = others.iter().filter_map(|other| {
        let Detail::Flow { key, .. } = other.detail else { return None };
        Some(FlowPoint {
            time_ns: other.time_ns.unsigned_abs(),
            name: other.name,
            lane: lane(Home::Thread(other.thread)),
            process: gathered.threads[other.thread as usize].place.process,
            offset: other.offset,
            id: gathered.keys.get(key.id).parse().unwrap_or(0),
            detail: other.detail,
        })
    });
    trace.flows = flows(points.collect(), &trace.lanes, &mut warnings);
    trace.strings = Strings::from_distinct(names);
    let (warnings, more_warnings) = warnings.finish();
    let frames = gathered.frames;
    Imported { trace, events: gathered.events, warnings, more_warnings, display_unit: None, frames }
}

/// The number of a process or a thread; those that are called by a text are counted from 1.
fn number_of(number: Number, texts: &mut u64) -> u64 {
    match number {
        Number::Number(number) => number as u64,
        Number::Key(_) => {
            *texts += 1;
            *texts
        }
    }
}

/// The most processes that lanes of our own export belong to where it does not list them.
const MOST_OWN: u32 = 1 << 16;

/// The processes of the trace, and which is which in the file.
struct Processes {
    list: Vec<Process>,
    index: HashMap<Number, u32>,
    /// Whether lanes and processes are those that our own export says.
    is_own: bool,
}

impl Processes {
    fn of(gathered: &mut Gathered) -> Self {
        let mut order: Vec<(i64, Number)> =
            gathered.processes.iter().map(|(&number, info)| (info.sort_index, number)).collect();
        order.sort_unstable();
        let index = order.iter().zip(0..).map(|((_, number), index)| (*number, index)).collect();
        // Threads without slices may be there for their metadata alone.
        let most = if gathered.own_processes.is_empty() { MOST_OWN } else { gathered.own_processes.len() as u32 };
        let is_own = gathered.is_own
            && gathered.threads.iter().all(|thread| match thread.own {
                Some(own) => own.index != u32::MAX && own.process < most,
                None => !thread.has_records(),
            });
        if is_own {
            let list: BTreeMap<u32, Process> = gathered.own_processes.iter().copied().collect();
            return Self { list: list.into_values().collect(), index, is_own };
        }
        let mut list = Vec::with_capacity(order.len());
        let mut texts = 0;
        for (_, process) in order {
            list.push(Process { number: number_of(process, &mut texts), name: gathered.process_name(process) });
        }
        Self { list, index, is_own }
    }

    /// Drops processes that have no name, no lane and no counter: something was said about them that is not kept.
    fn drop_unused(&mut self, drafts: &mut [Draft], counters: &mut [Counter]) {
        if self.is_own {
            return;
        }
        let numbers = || drafts.iter().map(|draft| draft.process).chain(counters.iter().map(|counter| counter.process));
        let mut is_used: Vec<bool> = self.list.iter().map(|process| process.name != 0).collect();
        numbers().for_each(|process| is_used[process as usize] = true);
        let index: Vec<u32> = is_used
            .iter()
            .scan(0, |next, &is_used| {
                let index = *next;
                *next += u32::from(is_used);
                Some(index)
            })
            .collect();
        drafts.iter_mut().for_each(|draft| draft.process = index[draft.process as usize]);
        counters.iter_mut().for_each(|counter| counter.process = index[counter.process as usize]);
        let mut is_used = is_used.into_iter();
        self.list.retain(|_| is_used.next() == Some(true));
    }

    fn index(&self, number: Number) -> u32 {
        self.index.get(&number).copied().unwrap_or(0)
    }
}

type Homed = Vec<(Home, Vec<Slices>)>;

/// Operations in flight and objects, by where they lie; and moments, with where they are, in order of time.
fn operations(gathered: &Gathered, others: &[Other], warnings: &mut Warnings) -> (Homed, Vec<(Home, Other)>) {
    let mut operations = Operations::default();
    let mut moments = Vec::new();
    for other in others {
        let thread = &gathered.threads[other.thread as usize];
        let (Detail::Operation { edge, .. } | Detail::Object { edge, .. }) = other.detail else {
            if matches!(other.detail, Detail::Instant(_) | Detail::Sample { .. }) {
                moments.push((Home::Thread(other.thread), *other));
            }
            continue;
        };
        let is_own = thread.own.is_some_and(|own| own.kind == LaneKind::Async);
        let own_home = is_own.then_some(Home::Thread(other.thread));
        let home = operations.add(other, thread.place.process, own_home, warnings);
        if edge == Edge::Mark {
            moments.push((home, *other));
        }
    }
    (operations.finish(warnings), moments)
}

/// A lane before it has its slices.
struct Draft {
    home: Home,
    process: u32,
    thread: u64,
    name: u32,
    kind: LaneKind,
    /// Where it stands in its process.
    sort: (bool, i64, Number),
}

/// All lanes, in order.
fn drafts(
    gathered: &mut Gathered,
    processes: &Processes,
    others: &[Other],
    operations: &Homed,
    moments: &[(Home, Other)],
) -> Vec<Draft> {
    let of_flows = others.iter().filter(|other| matches!(other.detail, Detail::Flow { .. }));
    let used: BTreeSet<Home> = operations
        .iter()
        .map(|(home, _)| *home)
        .chain(moments.iter().map(|(home, _)| *home))
        .chain(of_flows.map(|other| Home::Thread(other.thread)))
        .collect();
    let (names, keys) = (&mut gathered.names, &gathered.keys);
    let mut texts = 0;
    let threads = (0..).zip(&gathered.threads).filter(|(index, thread)| {
        thread.has_records() || thread.name.is_some() || thread.own.is_some() || used.contains(&Home::Thread(*index))
    });
    let mut drafts: Vec<Draft> = threads
        .map(|(index, thread)| {
            let number = number_of(thread.place.thread, &mut texts);
            let text = match thread.place.thread {
                Number::Number(_) => 0,
                Number::Key(key) => names.intern(keys.get(key)),
            };
            let mut draft = Draft {
                home: Home::Thread(index),
                process: processes.index(thread.place.process),
                thread: number,
                name: thread.name.unwrap_or(text),
                kind: LaneKind::Worker,
                sort: (false, thread.sort_index, thread.place.thread),
            };
            if let Some(own) = thread.own {
                draft.kind = own.kind;
                if own.name != 0 {
                    draft.name = own.name;
                }
                if processes.is_own {
                    (draft.process, draft.thread, draft.name) = (own.process, own.thread, own.name);
                    draft.sort = (false, i64::from(own.index), thread.place.thread);
                }
            }
            draft
        })
        .collect();
    let mut count = 0;
    for &home in &used {
        let (process, name) = match home {
            Home::Category { process, category: 0, name } => (process, name),
            Home::Category { process, category, .. } => (process, names.intern(keys.get(category))),
            Home::Objects { process } => (process, names.intern("Objects")),
            Home::Thread(_) => continue,
        };
        count += 1;
        drafts.push(Draft {
            home,
            process: processes.index(process),
            thread: count,
            name,
            kind: LaneKind::Async,
            sort: (true, count as i64, process),
        });
    }
    if processes.is_own {
        drafts.sort_by_key(|draft| draft.sort);
    } else {
        drafts.sort_by_key(|draft| (draft.process, draft.sort));
    }
    drafts
}

/// The counters, in the order of their first values in time.
fn counters(gathered: &mut Gathered, others: &[Other], processes: &Processes) -> Vec<Counter> {
    let mut index: HashMap<(u32, u32, u32, u32), usize> = HashMap::new();
    let mut counters: Vec<(u32, Counter)> = Vec::new();
    for other in others {
        let Detail::Value { id, series, value } = other.detail else { continue };
        let thread = &gathered.threads[other.thread as usize];
        let process = processes.index(thread.place.process);
        let place = *index.entry((process, other.name, id, series)).or_insert_with(|| {
            counters.push((id, Counter { name: other.name, series, process, ..Counter::default() }));
            counters.len() - 1
        });
        let counter = &mut counters[place].1;
        counter.time_ns.push(other.time_ns.unsigned_abs());
        counter.value.push(value);
    }
    let mut series_count: HashMap<(u32, u32, u32), u32> = HashMap::new();
    for (id, counter) in &counters {
        *series_count.entry((counter.process, counter.name, *id)).or_default() += 1;
    }
    let value = gathered.names.intern("value");
    let mut name_with_id: HashMap<(u32, u32), u32> = HashMap::new();
    for (id, counter) in &mut counters {
        if counter.series == value && (processes.is_own || series_count[&(counter.process, counter.name, *id)] == 1) {
            counter.series = 0;
        }
        if *id != 0 {
            counter.name = *name_with_id.entry((counter.name, *id)).or_insert_with(|| {
                let name = format!("{} {}", gathered.names.get(counter.name), gathered.keys.get(*id));
                gathered.names.intern(&name)
            });
        }
    }
    counters.into_iter().map(|counter| counter.1).collect()
}
