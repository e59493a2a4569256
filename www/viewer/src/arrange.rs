//! From lanes to strips: what lies where below the ruler, from the top of all lanes. Pure.
//!
//! Places are CSS pixels from the top of the content, which the page scrolls. Lanes of one process stand together in
//! the order the page asks for; what cannot be seen is found by halving, never looked at.

use interleave::trace::{LaneKind, Trace};
use interleave_viewer::{Arrangement, SLOTS, place};

/// Height of a row of slices, its gap of one pixel included.
pub const ROW: f64 = 17.0;
/// Height of a row of waits that no worker spends its time on: there may be thousands.
pub const WAITS_ROW: f64 = 9.0;
/// Height of the marks and names of a lane's instants.
pub const INSTANTS: f64 = 13.0;
/// Height of a counter.
pub const COUNTER: f64 = 30.0;
/// Height of a process's name.
pub const PROCESS: f64 = 22.0;
/// Height of the band that stands for a process whose lanes are folded away.
pub const BAND: f64 = 30.0;
/// Height of a trace's name, where there are several.
pub const HEADING: f64 = 26.0;
/// Between lanes.
pub const LANE_GAP: f64 = 5.0;
/// Between traces.
pub const SLOT_GAP: f64 = 14.0;

/// What a strip shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The name of a trace.
    Heading,
    /// Tasks in progress over time.
    InProgress,
    /// Lanes that execute at once over time.
    AtOnce,
    /// The name of a process.
    Process(u32),
    /// How many of a process's lanes are at work over time, in the place of its lanes.
    Band(u32),
    /// Marks and names of what happened at one moment in a lane, by its index.
    Instants(u32),
    /// A row of a lane.
    Row {
        /// Index of the lane.
        lane: u32,
        /// Which row, 0 being the outermost.
        row: u32,
    },
    /// A counter, by its index.
    Counter(u32),
}

/// A stretch of the content's height that shows one thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strip {
    /// Of which trace.
    pub slot: u32,
    /// What it shows.
    pub content: Content,
    /// Where it begins.
    pub top: f64,
    /// How high it is, the gap to the next one left out.
    pub height: f64,
}

/// Where everything lies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arranged {
    /// From top to bottom.
    pub strips: Vec<Strip>,
    /// Of all of it.
    pub height: f64,
    /// The first strip of each lane of each trace, and how many it has; none where it is hidden.
    lanes: [Vec<Option<(u32, u32)>>; SLOTS],
}

impl Arranged {
    /// Arranges the open traces.
    pub fn of(traces: [Option<&Trace>; SLOTS], arrangements: &[Arrangement; SLOTS]) -> Self {
        let mut arranged = Self::default();
        let has_headings = traces.iter().flatten().count() > 1;
        for (slot, (trace, arrangement)) in traces.into_iter().zip(arrangements).enumerate() {
            if let Some(trace) = trace {
                if arranged.height > 0.0 {
                    arranged.height += SLOT_GAP;
                }
                if has_headings {
                    arranged.push(slot, Content::Heading, HEADING, 0.0);
                }
                arranged.slot(slot, trace, arrangement);
            }
        }
        arranged
    }

    fn push(&mut self, slot: usize, content: Content, height: f64, gap: f64) {
        self.strips.push(Strip { slot: slot as u32, content, top: self.height, height });
        self.height += height + gap;
    }

    fn slot(&mut self, slot: usize, trace: &Trace, arrangement: &Arrangement) {
        self.push(slot, Content::InProgress, place::CURVE - 6.0, 6.0);
        self.push(slot, Content::AtOnce, place::CURVE - 6.0, 6.0);
        self.height += LANE_GAP;
        self.lanes[slot] = vec![None; trace.lanes.len()];
        let order = order_of(trace, arrangement);
        let set = |indices: &[u32]| {
            let mut flags = vec![false; trace.lanes.len()];
            for &index in indices {
                if let Some(flag) = flags.get_mut(index as usize) {
                    *flag = true;
                }
            }
            flags
        };
        let (hidden, collapsed) = (set(&arrangement.hidden), set(&arrangement.collapsed));
        let mut has_instants = vec![false; trace.lanes.len()];
        for instant in &trace.instants {
            if let Some(has) = has_instants.get_mut(instant.lane as usize) {
                *has = true;
            }
        }
        let has_processes = has_processes(trace);
        let is_folded = |process: u32| has_processes && arrangement.folded.contains(&process);
        let mut last = None;
        for &index in &order {
            let lane = &trace.lanes[index as usize];
            if has_processes && last != Some(lane.process) {
                if let Some(before) = last.filter(|&before| !is_folded(before)) {
                    self.counters(slot, trace, before);
                }
                self.push(slot, Content::Process(lane.process), PROCESS, 0.0);
                if is_folded(lane.process) {
                    self.push(slot, Content::Band(lane.process), BAND, LANE_GAP);
                }
            }
            last = Some(lane.process);
            if hidden[index as usize] || is_folded(lane.process) {
                continue;
            }
            let rows = if collapsed[index as usize] { 1 } else { lane.row_count() as u32 };
            if has_instants[index as usize] && !collapsed[index as usize] {
                self.push(slot, Content::Instants(index), INSTANTS, 0.0);
            }
            self.lanes[slot][index as usize] = Some((self.strips.len() as u32, rows));
            let height = if lane.kind == LaneKind::Waits { WAITS_ROW } else { ROW };
            for row in 0..rows {
                self.push(slot, Content::Row { lane: index, row }, height - 1.0, 1.0);
            }
            self.height += if lane.kind == LaneKind::Waits { 1.0 } else { LANE_GAP };
        }
        if has_processes {
            if let Some(process) = last.filter(|&process| !is_folded(process)) {
                self.counters(slot, trace, process);
            }
            let is_shown = |process: u32| order.iter().any(|&lane| trace.lanes[lane as usize].process == process);
            for process in (0..trace.processes.len() as u32).filter(|&process| !is_shown(process)) {
                self.counters(slot, trace, process);
            }
        } else {
            for counter in 0..trace.counters.len() {
                self.push(slot, Content::Counter(counter as u32), COUNTER, LANE_GAP);
            }
        }
    }

    fn counters(&mut self, slot: usize, trace: &Trace, process: u32) {
        for (index, counter) in trace.counters.iter().enumerate() {
            if counter.process == process {
                self.push(slot, Content::Counter(index as u32), COUNTER, LANE_GAP);
            }
        }
    }

    /// The strips of which something lies between two heights.
    pub fn between(&self, top: f64, bottom: f64) -> &[Strip] {
        let first = self.strips.partition_point(|strip| strip.top + strip.height <= top);
        let last = self.strips.partition_point(|strip| strip.top < bottom);
        self.strips.get(first..last.max(first)).unwrap_or(&[])
    }

    /// The strip at a height; the one above where it is a gap.
    pub fn at(&self, y: f64) -> Option<&Strip> {
        if y >= self.height {
            return None;
        }
        self.strips.partition_point(|strip| strip.top <= y).checked_sub(1).map(|index| &self.strips[index])
    }

    /// Whether a lane shows fewer rows than it has.
    pub fn is_collapsed(&self, slot: u32, lane: u32, trace: &Trace) -> bool {
        let rows = trace.lanes.get(lane as usize).map_or(0, |lane| lane.row_count() as u32);
        (1..rows).contains(&self.rows(slot, lane))
    }

    /// The strip of a row of a lane; of its one row where the lane is collapsed, none where it is hidden.
    pub fn row(&self, slot: u32, lane: u32, row: u32) -> Option<&Strip> {
        let (first, rows) = (*self.lanes.get(slot as usize)?.get(lane as usize)?)?;
        self.strips.get((first + row.min(rows - 1)) as usize)
    }

    /// How many rows of a lane are shown.
    pub fn rows(&self, slot: u32, lane: u32) -> u32 {
        self.lanes.get(slot as usize).and_then(|lanes| *lanes.get(lane as usize)?).map_or(0, |(_, rows)| rows)
    }

    /// The shown lanes, from top to bottom.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = (u32, u32)> + '_ {
        self.strips.iter().filter_map(|strip| match strip.content {
            Content::Row { lane, row: 0 } => Some((strip.slot, lane)),
            _ => None,
        })
    }
}

/// Whether lanes are told apart by their process.
pub fn has_processes(trace: &Trace) -> bool {
    trace.processes.len() > 1 || trace.processes.iter().any(|process| process.name != 0)
}

/// All lanes in the order they are shown: as asked for, the others behind them, and those of one process together
/// where its first one stands.
fn order_of(trace: &Trace, arrangement: &Arrangement) -> Vec<u32> {
    let mut is_placed = vec![false; trace.lanes.len()];
    let mut order = Vec::with_capacity(trace.lanes.len());
    for index in arrangement.order.iter().copied().chain(0..trace.lanes.len() as u32) {
        if let Some(placed) = is_placed.get_mut(index as usize).filter(|placed| !**placed) {
            *placed = true;
            order.push(index);
        }
    }
    if has_processes(trace) {
        let mut first = Vec::new();
        for (place, &lane) in order.iter().enumerate() {
            let process = trace.lanes[lane as usize].process as usize;
            if first.len() <= process {
                first.resize(process + 1, usize::MAX);
            }
            first[process] = first[process].min(place);
        }
        order.sort_by_key(|&lane| first[trace.lanes[lane as usize].process as usize]);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::trace::{Counter, Lane, Process, Slices};

    /// Two processes whose lanes are mixed; the first lane has two rows.
    fn trace() -> Trace {
        let lane =
            |process, nested: usize| Lane { process, nested: vec![Slices::default(); nested], ..Lane::default() };
        Trace {
            processes: vec![Process::default(), Process::default()],
            lanes: vec![lane(0, 1), lane(1, 0), lane(0, 0)],
            counters: vec![Counter { process: 0, ..Counter::default() }],
            ..Trace::default()
        }
    }

    fn open(first: [Option<&Trace>; 2]) -> [Option<&Trace>; SLOTS] {
        let mut slots = [None; SLOTS];
        slots[..2].copy_from_slice(&first);
        slots
    }

    fn arranged_as(first: Arrangement) -> [Arrangement; SLOTS] {
        let mut slots: [Arrangement; SLOTS] = Default::default();
        slots[0] = first;
        slots
    }

    fn contents(arranged: &Arranged) -> Vec<Content> {
        arranged.strips.iter().map(|strip| strip.content).skip(2).collect()
    }

    #[test]
    fn lanes_of_a_process_stand_together_with_its_counters() {
        use Content::{Counter, Process, Row};
        let trace = trace();
        let arranged = Arranged::of(open([Some(&trace), None]), &Default::default());
        let row = |lane, row| Row { lane, row };
        let expect = [Process(0), row(0, 0), row(0, 1), row(2, 0), Counter(0), Process(1), row(1, 0)];
        assert_eq!(contents(&arranged), expect);
        let is_stacked = |pair: &[Strip]| pair[0].top + pair[0].height <= pair[1].top;
        assert!(arranged.strips.windows(2).all(is_stacked));
    }

    #[test]
    fn lanes_can_be_ordered_collapsed_and_hidden() {
        use Content::{Counter, Process, Row};
        let trace = trace();
        let arrangement =
            Arrangement { order: vec![1, 2], collapsed: vec![0], hidden: vec![2, 99], ..Default::default() };
        let arranged = Arranged::of(open([Some(&trace), None]), &arranged_as(arrangement));
        let row = |lane, row| Row { lane, row };
        assert_eq!(contents(&arranged), [Process(1), row(1, 0), Process(0), row(0, 0), Counter(0)]);
        assert_eq!(arranged.row(0, 2, 0), None);
        assert_eq!(arranged.row(0, 0, 1).map(|strip| strip.content), Some(row(0, 0)), "its outermost row instead");
    }

    #[test]
    fn a_process_folds_into_a_band() {
        use Content::{Band, Process, Row};
        let trace = trace();
        let arranged = Arranged::of(
            open([Some(&trace), None]),
            &arranged_as(Arrangement { folded: vec![0], ..Default::default() }),
        );
        assert_eq!(contents(&arranged), [Process(0), Band(0), Process(1), Row { lane: 1, row: 0 }]);
        assert_eq!((arranged.row(0, 0, 0), arranged.rows(0, 2)), (None, 0), "its lanes and its counter are not shown");
        assert_eq!(arranged.shown().collect::<Vec<_>>(), [(0, 1)]);
    }

    #[test]
    fn two_traces_stand_one_below_the_other_each_with_its_heading() {
        let trace = trace();
        let arranged = Arranged::of(open([Some(&trace), Some(&trace)]), &Default::default());
        let headings: Vec<_> = arranged.strips.iter().filter(|strip| strip.content == Content::Heading).collect();
        assert_eq!(headings.len(), 2);
        assert_eq!(arranged.at(headings[1].top + 1.0), Some(headings[1]));
        assert_eq!(arranged.at(arranged.height + 1.0), None);
        let all = arranged.between(0.0, arranged.height);
        assert_eq!(all.len(), arranged.strips.len());
        assert!(arranged.between(0.0, 1.0).len() == 1);
    }
}
