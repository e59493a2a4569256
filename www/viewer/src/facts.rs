//! An opened trace in figures: what the page shows beside the timeline.

use interleave::trace::metrics::Place;
use interleave::trace::metrics::critical_path::{CriticalPath, Segment, critical_path};
use interleave::trace::metrics::curves::Sampled;
use interleave::trace::metrics::lanes::LaneFigures;
use interleave::trace::metrics::names::{NameFigures, by_name};
use interleave::trace::metrics::python::may_share_gil;
use interleave::trace::metrics::summary;
use interleave::trace::metrics::waits::{Wait, longest_waits};
use interleave::trace::{Lane, LaneKind, NameId, Scope, Slices, State, Trace};
use interleave_viewer::{CauseFacts, LaneFacts, NameFacts, PathFacts, SliceRef, Summary, WaitFacts};

use crate::curves::Curves;
use crate::opened::Opened;

/// How many names the page is told of.
const MOST_NAMES: usize = 200;
const MOST_WAITS: usize = 20;
const MOST_STRETCHES: usize = 200;
const MOST_PATH_NAMES: usize = 12;

/// The slice at a place of a trace; which slot that is in is not known here.
pub fn slice_ref(place: Place) -> SliceRef {
    SliceRef { slot: 0, lane: place.lane, row: place.depth, index: place.index }
}

/// Whom a moment concerns, as the page knows it.
pub fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Thread => "moment-thread",
        Scope::Process => "moment-process",
        Scope::Global => "moment-all",
    }
}

/// What takes as long as reading half of a file: the figures and the curves of a trace.
pub struct Figures {
    curves: Curves,
    names: Vec<NameFigures>,
    summary: summary::Summary,
    waits: Vec<Wait>,
    path: CriticalPath,
    segments: Vec<Segment>,
}

impl Figures {
    /// Measures a trace, on all of the pool's threads.
    pub fn of(trace: &Trace) -> Self {
        Self::with_curves(trace, Curves::of(trace))
    }

    /// The same, where the curves and their samples, parallelism first, are known already.
    pub fn with_curves(trace: &Trace, (curves, parallelism, concurrency): (Curves, Sampled, Sampled)) -> Self {
        let of_lanes = || summary::Summary::with_curves(trace, &parallelism, &concurrency);
        let of_slices = || rayon::join(|| by_name(trace), || longest_waits(trace, MOST_WAITS));
        let (summary, ((names, waits), (path, segments))) =
            rayon::join(of_lanes, || rayon::join(of_slices, || critical_path(trace)));
        Self { curves, names, summary, waits, path, segments }
    }
}

/// The states that slices are in, by their names.
fn states_of(trace: &Trace) -> Vec<String> {
    let mut seen = [false; State::ALL.len()];
    for state in trace.lanes.iter().flat_map(Lane::rows).flat_map(Slices::states) {
        seen[*state as usize] = true;
    }
    State::ALL.into_iter().filter(|state| seen[*state as usize]).map(|state| state.name().to_owned()).collect()
}

impl Opened {
    /// What is known of the trace before it is measured.
    pub(crate) fn count(&mut self) {
        let trace = &self.trace;
        let bytes: usize = trace.lanes.iter().flat_map(Lane::rows).map(Slices::bytes).sum();
        let slices = |lane: &Lane| lane.rows().map(Slices::len).sum::<usize>();
        let lanes = (0..).zip(&trace.lanes).map(|(index, lane)| {
            self.lane_facts(index, &LaneFigures { slices: slices(lane) as u64, ..LaneFigures::default() })
        });
        self.summary = Summary {
            name: self.name.clone(),
            slices: trace.slice_count() as f64,
            wall_ns: self.wall_ns as f64,
            memory_bytes: (bytes + self.pyramid.bytes()) as f64,
            lanes: lanes.collect(),
            flows: trace.flows.len() as f64,
            counters: trace.counters.len() as f64,
            instants: trace.instants.len() as f64,
            states: states_of(trace),
            ..Summary::default()
        };
    }

    /// Takes over what was measured, as figures of a slot.
    pub fn take(&mut self, slot: u32, figures: Figures) {
        let Figures { curves, names, summary, waits, path, segments } = figures;
        (self.curves, self.names) = (curves, names);
        self.summary = Summary {
            is_measured: true,
            is_growing: false,
            busy_ns: summary.busy_ns as f64,
            max_parallelism: summary.max_parallelism,
            mean_parallelism: summary.mean_parallelism,
            max_concurrency: summary.max_concurrency,
            mean_concurrency: summary.mean_concurrency,
            lanes: (0..).zip(&summary.lanes).map(|(lane, figures)| self.lane_facts(lane, figures)).collect(),
            names: self.names.iter().take(MOST_NAMES).map(|figures| self.name_facts(figures)).collect(),
            waits: waits.iter().map(|wait| self.wait_facts(wait)).collect(),
            path: self.path_facts(segments),
            path_names: path.names_ns.iter().take(MOST_PATH_NAMES).map(|name| self.path_name(*name)).collect(),
            path_ns: path.duration_ns() as f64,
            path_guesses: u32::try_from(path.guesses).unwrap_or(u32::MAX),
            may_share_gil: may_share_gil(&self.trace, &self.names),
            ..std::mem::take(&mut self.summary)
        };
        self.in_slot(slot);
    }

    /// The figures as those of a slot: their slices say so.
    fn in_slot(&mut self, slot: u32) {
        let Summary { names, waits, path, .. } = &mut self.summary;
        let of_names = names.iter_mut().filter_map(|name| name.longest.as_mut());
        let of_waits = waits.iter_mut().flat_map(|wait| {
            let cause = wait.cause.as_mut().and_then(|cause| cause.slice.as_mut());
            [Some(&mut wait.slice), cause].into_iter().flatten()
        });
        let of_path = path.iter_mut().filter_map(|stretch| stretch.slice.as_mut());
        of_names.chain(of_waits).chain(of_path).for_each(|slice| slice.slot = slot);
    }

    /// On the axis, from the trace's first slice.
    pub fn since_start(&self, time_ns: u64) -> f64 {
        time_ns as f64 - self.origin_ns as f64
    }

    fn lane_facts(&self, index: u32, figures: &LaneFigures) -> LaneFacts {
        let lane = &self.trace.lanes[index as usize];
        let kind = match lane.kind {
            LaneKind::Worker => "worker",
            LaneKind::Main => "main",
            LaneKind::Waits => "waits",
            LaneKind::Async => "async",
            LaneKind::Resource => "resource",
        };
        LaneFacts {
            name: self.lane_name(index),
            process: if self.has_processes() { self.process_name(lane.process) } else { String::new() },
            process_index: lane.process,
            kind: kind.to_owned(),
            rows: lane.row_count() as u32,
            slices: figures.slices as u32,
            busy_ns: figures.busy_ns as f64,
            waiting_ns: figures.waiting_ns as f64,
            utilisation: figures.utilisation,
            context_switches: figures.context_switches as u32,
        }
    }

    /// A name's figures in words of the page.
    pub fn name_facts(&self, figures: &NameFigures) -> NameFacts {
        NameFacts {
            name: self.name_at(figures.longest).to_owned(),
            count: figures.count as u32,
            total_ns: figures.total_ns as f64,
            self_ns: figures.self_ns as f64,
            longest_ns: figures.longest_ns as f64,
            longest: Some(slice_ref(figures.longest)),
        }
    }

    fn name_at(&self, place: Place) -> &str {
        match self.slice(slice_ref(place)) {
            Some(slice) => self.trace.strings.get(slice.name),
            None => "",
        }
    }

    fn wait_facts(&self, wait: &Wait) -> WaitFacts {
        let cause = wait.cause.map(|cause| {
            let slice = cause.place.map(slice_ref);
            let name = slice.and_then(|slice| self.slice(slice)).map(|slice| self.said_of(&slice));
            let lane = self.lane_said(cause.lane);
            CauseFacts { name: name.unwrap_or_default(), lane, is_guess: cause.flow.is_none(), slice }
        });
        WaitFacts {
            slice: slice_ref(wait.place),
            name: self.said_of(&wait.slice),
            lane: self.lane_said(wait.place.lane),
            start_ns: self.since_start(wait.slice.start_ns),
            duration_ns: wait.waited_ns as f64,
            cause,
        }
    }

    fn path_name(&self, (name, time_ns): (NameId, u64)) -> (String, f64) {
        (self.trace.strings.get(name).to_owned(), time_ns as f64)
    }

    fn path_facts(&self, mut segments: Vec<Segment>) -> Vec<PathFacts> {
        segments.sort_by_key(|segment| std::cmp::Reverse(segment.span.duration_ns()));
        segments.truncate(MOST_STRETCHES);
        segments.sort_by_key(|segment| segment.span.start_ns);
        let facts = |segment: &Segment| {
            let slice = segment.place.map(slice_ref);
            let flow_name =
                |flow: u32| self.trace.flows.get(flow as usize).map_or("", |flow| self.trace.strings.get(flow.name));
            let (kind, name) = match (slice.and_then(|slice| self.slice(slice)), segment.flow) {
                (Some(slice), _) => ("slice", self.said_of(&slice)),
                (None, Some(flow)) => ("flow", flow_name(flow).to_owned()),
                (None, None) => ("state", segment.state.name().to_owned()),
            };
            PathFacts {
                slice,
                kind: kind.to_owned(),
                name,
                lane: self.lane_said(segment.lane),
                start_ns: self.since_start(segment.span.start_ns),
                duration_ns: segment.span.duration_ns() as f64,
            }
        };
        segments.iter().map(facts).collect()
    }
}
