//! What happened: slices, operations in flight, arrows, moments and counters, as lists in order of time.
//!
//! `args` of a slice: `state` and, where it has one, `task`; `unnamed` where its name is empty, as a viewer is shown
//! the state instead; `depth`, its row, where nesting does not tell: for slices of no duration and for operations in
//! flight, whose rows are told apart by their `id2`. The arguments that a slice had in its own file follow (`said`). `args` of an arrow's end: `time_ns`, its true moment, where
//! viewers are given another one or are left to find the next slice.

use std::io;

use super::File;
use super::heads::Part;
use super::merge::Source;
use super::said::Said;
use crate::trace::export::line::Line;
use crate::trace::recording::task_of;
use crate::trace::{Counter, Flow, Instant, Lane, LaneKind, Scope, Slice, Slices};

/// All lists of events of all parts. At one time, slices come before the arrows that leave and reach them, and outer
/// slices before those in them.
pub fn sources<'a>(parts: &'a [Part<'a>]) -> Vec<Box<dyn Source + 'a>> {
    let mut sources: Vec<Box<dyn Source + 'a>> = Vec::new();
    let (mut row_ids, mut flow_ids) = (0, 0);
    for part in parts {
        for (index, lane) in (0..).zip(&part.trace.lanes) {
            let Some(place) = part.place(index) else { continue };
            for (depth, slices) in (0..).zip(lane.rows()) {
                let row = Row { part, place, depth, slices, next: 0 };
                if lane.kind == LaneKind::Async {
                    row_ids += 1;
                    sources.push(Box::new(InFlight { row, id: row_ids, open: None }));
                } else {
                    sources.push(Box::new(row));
                }
            }
        }
        let flows: Vec<FlowEnds> = part.trace.flows.iter().filter_map(|flow| FlowEnds::of(part, flow)).collect();
        let flow_count = flows.len() as u64;
        let arriving = Ordered::new(flows.iter().map(|ends| ends.arrives_ns));
        let leaving = Ordered::new(flows.iter().map(|ends| ends.leaves_ns));
        let flows = std::rc::Rc::new(flows);
        let first_id = flow_ids + 1;
        sources.push(Box::new(Arrows { flows: flows.clone(), order: leaving, part, first_id, is_start: true }));
        sources.push(Box::new(Arrows { flows, order: arriving, part, first_id, is_start: false }));
        flow_ids += flow_count;
        let order = Ordered::new(part.trace.instants.iter().map(|instant| instant.time_ns));
        sources.push(Box::new(Moments { part, order }));
        sources.extend(counters(part).map(|counter| Box::new(counter) as Box<dyn Source>));
    }
    sources
}

/// Indices in order of time.
struct Ordered {
    order: Vec<(u64, u32)>,
    next: usize,
}

impl Ordered {
    fn new(times_ns: impl Iterator<Item = u64>) -> Self {
        let mut order: Vec<(u64, u32)> = times_ns.zip(0..).collect();
        order.sort_unstable();
        Self { order, next: 0 }
    }

    fn time_ns(&self) -> Option<u64> {
        self.order.get(self.next).map(|entry| entry.0)
    }

    fn take(&mut self) -> Option<usize> {
        let (_, index) = self.order.get(self.next)?;
        self.next += 1;
        Some(*index as usize)
    }
}

/// The slices of one row.
struct Row<'a> {
    part: &'a Part<'a>,
    place: (u64, u64),
    depth: u64,
    slices: &'a Slices,
    next: usize,
}

impl Row<'_> {
    fn name(&self, line: &mut Line, slice: &Slice) {
        let name = self.part.trace.strings.get(slice.name);
        line.quoted(if name.is_empty() { slice.state.name() } else { name });
    }

    /// What the slice at `index` said in its own file.
    fn said(&self, index: usize) -> io::Result<Said> {
        match (self.part.texts, self.slices.offset(index)) {
            (Some(texts), Some(offset)) => texts.said(offset, &self.part.trace.strings),
            _ => Ok(Said::default()),
        }
    }

    fn args(&self, line: &mut Line, slice: &Slice, has_depth: bool, said: &Said) {
        line.text(",\"args\":{\"state\":\"");
        line.text(slice.state.name());
        line.text("\"");
        if let Some(task) = task_of(slice.task) {
            line.field("task", u64::from(task));
        }
        if self.part.trace.strings.get(slice.name).is_empty() {
            line.text(",\"unnamed\":true");
        }
        if has_depth {
            line.field("depth", self.depth);
        }
        said.arguments(line);
        line.text("}");
        said.stack(line);
    }
}

fn place(line: &mut Line, (pid, tid): (u64, u64)) {
    line.field("pid", pid);
    line.field("tid", tid);
}

impl Source for Row<'_> {
    fn time_ns(&self) -> Option<u64> {
        self.slices.starts_ns().get(self.next).map(|start_ns| start_ns.saturating_sub(self.part.origin_ns))
    }

    fn write(&mut self, file: &mut File) -> io::Result<()> {
        let Some(slice) = self.slices.get(self.next) else { return Ok(()) };
        let said = self.said(self.next)?;
        self.next += 1;
        file.event(|line| {
            line.text("\"ph\":\"X\",\"name\":");
            self.name(line, &slice);
            line.text(",\"cat\":\"");
            line.text(slice.state.name());
            line.text("\"");
            place(line, self.place);
            line.time(slice.start_ns.saturating_sub(self.part.origin_ns));
            line.text(",\"dur\":");
            line.micros(slice.duration_ns);
            self.args(line, &slice, slice.duration_ns == 0, &said);
        })
    }
}

/// One row of operations in flight: they follow each other, so that one identifier serves them all.
struct InFlight<'a> {
    row: Row<'a>,
    id: u64,
    /// What has begun and has not been written the end of.
    open: Option<Slice>,
}

impl Source for InFlight<'_> {
    fn time_ns(&self) -> Option<u64> {
        match self.open {
            Some(slice) => Some(slice.end_ns().saturating_sub(self.row.part.origin_ns)),
            None => self.row.time_ns(),
        }
    }

    fn write(&mut self, file: &mut File) -> io::Result<()> {
        let Some(time_ns) = self.time_ns() else { return Ok(()) };
        let ended = self.open.take();
        let Some(slice) = ended.or_else(|| self.row.slices.get(self.row.next)) else { return Ok(()) };
        let mut said = Said::default();
        if ended.is_none() {
            said = self.row.said(self.row.next)?;
            self.row.next += 1;
            self.open = Some(slice);
        }
        file.event(|line| {
            line.text(if ended.is_some() { "\"ph\":\"e\",\"name\":" } else { "\"ph\":\"b\",\"name\":" });
            self.row.name(line, &slice);
            // An `id` would belong to no process: Perfetto would show it apart from the others.
            line.text(",\"cat\":\"async\",\"id2\":{\"local\":\"");
            line.number(self.id);
            line.text("\"}");
            place(line, self.row.place);
            line.time(time_ns);
            if ended.is_none() {
                self.row.args(line, &slice, true, &said);
            }
        })
    }
}

/// Where an arrow is drawn, in the file's time.
struct FlowEnds {
    flow: Flow,
    leaves_ns: u64,
    arrives_ns: u64,
    /// Whether it ends at the slice around its end, and not at the next one.
    is_inside: bool,
}

impl FlowEnds {
    /// None where one of the lanes does not exist.
    fn of(part: &Part, &flow: &Flow) -> Option<Self> {
        let lane = |index: u32| part.trace.lanes.get(index as usize);
        let (from, to) = (lane(flow.from_lane)?, lane(flow.to_lane)?);
        let since = |time_ns: u64| time_ns.saturating_sub(part.origin_ns);
        let is_inside = is_inside(to, flow.to_ns);
        Some(Self { flow, leaves_ns: since(leaving(from, flow.from_ns)), arrives_ns: since(flow.to_ns), is_inside })
    }
}

fn is_inside(lane: &Lane, time_ns: u64) -> bool {
    let slices = &lane.slices;
    slices.get(slices.first_ending_after(time_ns)).is_some_and(|slice| slice.start_ns <= time_ns)
}

/// When an arrow leaves its slice: viewers ask for a moment within it, and one that leaves with its slice's end does
/// so a nanosecond before.
fn leaving(lane: &Lane, time_ns: u64) -> u64 {
    let before_ns = time_ns.saturating_sub(1);
    if !is_inside(lane, time_ns) && is_inside(lane, before_ns) { before_ns } else { time_ns }
}

/// The starts, or the ends, of all arrows.
struct Arrows<'a> {
    part: &'a Part<'a>,
    flows: std::rc::Rc<Vec<FlowEnds>>,
    order: Ordered,
    first_id: u64,
    is_start: bool,
}

impl Source for Arrows<'_> {
    fn time_ns(&self) -> Option<u64> {
        self.order.time_ns()
    }

    fn write(&mut self, file: &mut File) -> io::Result<()> {
        let Some(time_ns) = self.time_ns() else { return Ok(()) };
        let Some(index) = self.order.take() else { return Ok(()) };
        let (ends, id) = (&self.flows[index], self.first_id + index as u64);
        let (lane, true_ns) = match self.is_start {
            true => (ends.flow.from_lane, ends.flow.from_ns),
            false => (ends.flow.to_lane, ends.flow.to_ns),
        };
        let true_ns = true_ns.saturating_sub(self.part.origin_ns);
        let Some(at) = self.part.place(lane) else { return Ok(()) };
        file.event(|line| {
            line.text(if self.is_start { "\"ph\":\"s\",\"name\":" } else { "\"ph\":\"f\",\"name\":" });
            line.quoted(self.part.trace.strings.get(ends.flow.name));
            line.text(",\"cat\":\"flow\"");
            line.field("id", id);
            let is_bound = self.is_start || ends.is_inside;
            if !self.is_start && is_bound {
                line.text(",\"bp\":\"e\"");
            }
            place(line, at);
            line.time(time_ns);
            if true_ns != time_ns || !is_bound {
                line.text(",\"args\":{\"time_ns\":");
                line.number(true_ns);
                line.text("}");
            }
        })
    }
}

/// Moments of one part.
struct Moments<'a> {
    part: &'a Part<'a>,
    order: Ordered,
}

impl Source for Moments<'_> {
    fn time_ns(&self) -> Option<u64> {
        self.order.time_ns().map(|time_ns| time_ns.saturating_sub(self.part.origin_ns))
    }

    fn write(&mut self, file: &mut File) -> io::Result<()> {
        let instants = &self.part.trace.instants;
        let Some(&Instant { name, lane, scope, time_ns }) = self.order.take().and_then(|index| instants.get(index))
        else {
            return Ok(());
        };
        let Some(at) = self.part.place(lane) else { return Ok(()) };
        file.event(|line| {
            line.text("\"ph\":\"i\",\"name\":");
            line.quoted(self.part.trace.strings.get(name));
            line.text(match scope {
                Scope::Thread => ",\"s\":\"t\"",
                Scope::Process => ",\"s\":\"p\"",
                Scope::Global => ",\"s\":\"g\"",
            });
            place(line, at);
            line.time(time_ns.saturating_sub(self.part.origin_ns));
        })
    }
}

/// All series of one counter, and how much of each has been written.
struct Series<'a> {
    part: &'a Part<'a>,
    series: Vec<(&'a Counter, usize)>,
}

/// The counters of a part, those of one process and name together.
fn counters<'a>(part: &'a Part<'a>) -> impl Iterator<Item = Series<'a>> {
    let mut order: Vec<&Counter> = part.trace.counters.iter().collect();
    order.sort_by_key(|counter| (counter.process, counter.name));
    let same = |a: &&Counter, b: &&Counter| (a.process, a.name) == (b.process, b.name);
    let groups: Vec<Series> = order
        .chunk_by(same)
        .map(|group| Series { part, series: group.iter().map(|&counter| (counter, 0)).collect() })
        .map(|mut series| {
            series.pass_over();
            series
        })
        .collect();
    groups.into_iter()
}

impl Series<'_> {
    /// Passes over what JSON has no word for.
    fn pass_over(&mut self) {
        for (counter, next) in &mut self.series {
            *next += counter.value[*next..].iter().take_while(|value| !value.is_finite()).count();
        }
    }

    fn next_ns(&self) -> Option<u64> {
        self.series.iter().filter_map(|(counter, next)| counter.time_ns.get(*next)).min().copied()
    }
}

impl Source for Series<'_> {
    fn time_ns(&self) -> Option<u64> {
        self.next_ns().map(|time_ns| time_ns.saturating_sub(self.part.origin_ns))
    }

    fn write(&mut self, file: &mut File) -> io::Result<()> {
        let (Some(next_ns), Some(time_ns)) = (self.next_ns(), self.time_ns()) else { return Ok(()) };
        let strings = &self.part.trace.strings;
        let Some(&(first, _)) = self.series.first() else { return Ok(()) };
        file.event(|line| {
            line.text("\"ph\":\"C\",\"name\":");
            line.quoted(strings.get(first.name));
            place(line, (self.part.pid(first.process), 0));
            line.time(time_ns);
            let mut before = ",\"args\":{";
            for (counter, next) in &mut self.series {
                if counter.time_ns.get(*next) == Some(&next_ns) {
                    line.text(before);
                    let series = strings.get(counter.series);
                    line.quoted(if series.is_empty() { "value" } else { series });
                    line.text(":");
                    line.real(counter.value[*next]);
                    *next += 1;
                    before = ",";
                }
            }
            line.text("}");
        })?;
        self.pass_over();
        Ok(())
    }
}
