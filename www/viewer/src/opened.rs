//! An opened trace with all that makes questions about it quick: levels of detail, curves, orders, the hues of names.

use std::sync::Arc;

use interleave::trace::export::{lane_name, process_name};
use interleave::trace::import::StackFrames;
use interleave::trace::metrics::names::NameFigures;
use interleave::trace::{Flow, Lane, Lod, NO_TASK, Pyramid, Slice, Slices, Trace};
use interleave_viewer::{SliceRef, Summary};

use crate::arrange::has_processes;
use crate::curves::Curves;
use crate::tiles::{Source, hue_of};

/// A trace, and what was made of it once.
#[derive(Default)]
pub struct Opened {
    /// What its file is called.
    pub name: String,
    /// It.
    pub trace: Arc<Trace>,
    /// Its levels of detail.
    pub pyramid: Pyramid,
    /// Where the axis's zero lies on the trace's own clock.
    pub origin_ns: u64,
    /// From the first start to the last end.
    pub wall_ns: u64,
    /// The hue of each name.
    pub hues: Vec<u8>,
    /// Concurrency and parallelism over time.
    pub curves: Curves,
    /// What each name took, the longest self time first.
    pub names: Vec<NameFigures>,
    /// Flows in order of their arrival.
    pub arrivals: Vec<u32>,
    /// The instants of each lane, in order of time.
    pub instants: Vec<Vec<u32>>,
    /// The smallest and the largest value of each counter.
    pub counter_ranges: Vec<(f64, f64)>,
    /// What the stacks of its file's events refer to.
    pub frames: StackFrames,
    /// What the page is told of it.
    pub summary: Summary,
}

impl Opened {
    /// Makes ready what painting and answering need. What the trace adds up to is measured later (`measuring`).
    pub fn of(name: String, trace: Trace) -> Self {
        let pyramid = Pyramid::of(&trace);
        let span = trace.span();
        let hues = (0..trace.strings.len() as u32).map(|id| hue_of(trace.strings.get(id))).collect();
        let mut opened =
            Self { name, origin_ns: span.start_ns, wall_ns: span.duration_ns(), pyramid, hues, ..Self::default() };
        opened.index(&trace);
        opened.trace = Arc::new(trace);
        opened.count();
        opened
    }

    /// Lists flows, instants and counters of a trace as painting and answering look for them.
    pub fn index(&mut self, trace: &Trace) {
        let mut arrivals: Vec<u32> = (0..trace.flows.len() as u32).collect();
        arrivals.sort_by_key(|&flow| trace.flows[flow as usize].to_ns);
        let mut instants = vec![Vec::new(); trace.lanes.len()];
        for (index, instant) in (0..).zip(&trace.instants) {
            if let Some(of_lane) = instants.get_mut(instant.lane as usize) {
                of_lane.push(index);
            }
        }
        let range = |values: &Vec<f64>| {
            let finite = values.iter().copied().filter(|value| value.is_finite());
            finite.fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)))
        };
        self.counter_ranges = trace.counters.iter().map(|counter| range(&counter.value)).collect();
        (self.arrivals, self.instants) = (arrivals, instants);
    }

    /// A row of a lane.
    pub fn row(&self, lane: u32, row: u32) -> Option<&Slices> {
        self.trace.lanes.get(lane as usize)?.row(row as usize)
    }

    /// A row of a lane with what painting it needs.
    pub fn source(&self, lane: u32, row: u32) -> Option<Source<'_>> {
        let lod: &Lod = self.pyramid.row(lane as usize, row as usize)?;
        Some(Source { slices: self.row(lane, row)?, lod, hues: &self.hues })
    }

    /// A slice of it.
    pub fn slice(&self, slice: SliceRef) -> Option<Slice> {
        self.row(slice.lane, slice.row)?.get(slice.index as usize)
    }

    /// What a slice is called: its name, or else its state.
    pub fn name_of(&self, slice: &Slice) -> &str {
        match self.trace.strings.get(slice.name) {
            "" => slice.state.name(),
            name => name,
        }
    }

    /// What a slice is called beside others of its name: with the number of its task, where it has one.
    pub fn said_of(&self, slice: &Slice) -> String {
        match (self.trace.strings.get(slice.name), slice.task) {
            ("", _) | (_, NO_TASK) => self.name_of(slice).to_owned(),
            (name, task) => format!("{name} {}", task + 1),
        }
    }

    /// What a lane is called: its name, or else its number.
    pub fn lane_name(&self, lane: u32) -> String {
        let lane = self.trace.lanes.get(lane as usize);
        lane.map_or_else(String::new, |lane| lane_name(&self.trace, lane).into_owned())
    }

    /// What a lane is called beside lanes of other processes: with its process, where another one has its name.
    pub fn lane_said(&self, lane: u32) -> String {
        let name = self.lane_name(lane);
        let Some(facts) = self.trace.lanes.get(lane as usize).filter(|_| self.has_processes()) else { return name };
        let is_other = |other: &&Lane| other.name == facts.name && other.process != facts.process;
        match self.trace.lanes.iter().find(is_other) {
            Some(_) => format!("{name}, {}", self.process_name(facts.process)),
            None => name,
        }
    }

    /// What a process is called: its name, or else its number.
    pub fn process_name(&self, process: u32) -> String {
        process_name(&self.trace, process).into_owned()
    }

    /// Whether lanes are told apart by their process.
    pub fn has_processes(&self) -> bool {
        has_processes(&self.trace)
    }

    /// The innermost slice of a lane at a moment, or one that ends with it.
    pub fn innermost(&self, slot: u32, lane: u32, time_ns: u64) -> Option<SliceRef> {
        let found = |is_ending: bool| {
            let rows = self.trace.lanes.get(lane as usize)?.rows().enumerate();
            let at = |(row, slices): (usize, &Slices)| {
                let index = slices.first_ending_after(if is_ending { time_ns.saturating_sub(1) } else { time_ns });
                let is_in = slices.starts_ns().get(index).is_some_and(|&start_ns| start_ns <= time_ns);
                is_in.then_some(SliceRef { slot, lane, row: row as u32, index: index as u32 })
            };
            rows.filter_map(at).last()
        };
        found(false).or_else(|| found(true))
    }

    /// The flows that leave between two moments, as a stretch of the trace's flows.
    pub fn leaving(&self, start_ns: u64, end_ns: u64) -> &[Flow] {
        let flows = &self.trace.flows;
        let first = flows.partition_point(|flow| flow.from_ns < start_ns);
        let last = flows.partition_point(|flow| flow.from_ns <= end_ns);
        flows.get(first..last).unwrap_or(&[])
    }

    /// The flows that arrive between two moments.
    pub fn arriving(&self, start_ns: u64, end_ns: u64) -> impl Iterator<Item = &Flow> {
        let to_ns = |flow: &u32| self.trace.flows[*flow as usize].to_ns;
        let first = self.arrivals.partition_point(|flow| to_ns(flow) < start_ns);
        let last = self.arrivals.partition_point(|flow| to_ns(flow) <= end_ns);
        let stretch = self.arrivals.get(first..last).unwrap_or(&[]);
        stretch.iter().map(|&flow| &self.trace.flows[flow as usize])
    }
}
