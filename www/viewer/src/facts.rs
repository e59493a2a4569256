//! An opened trace in figures: what the page shows beside the timeline.

use interleave::trace::LaneKind;
use interleave_viewer::{LaneFacts, Summary};

use crate::curves::Curves;
use crate::opened::Opened;

impl Opened {
    /// Fills in the figures and the curves.
    pub(crate) fn measure(&mut self) {
        self.curves = Curves::of(&self.trace, &self.tasks);
        let lanes = (0..self.trace.lanes.len() as u32).map(|lane| self.lane_facts(lane)).collect();
        self.summary = Summary {
            name: self.name.clone(),
            slices: self.trace.slice_count() as f64,
            wall_ns: self.wall_ns as f64,
            flows: self.trace.flows.len() as f64,
            counters: self.trace.counters.len() as f64,
            instants: self.trace.instants.len() as f64,
            lanes,
            ..Summary::default()
        };
    }

    fn lane_facts(&self, index: u32) -> LaneFacts {
        let lane = &self.trace.lanes[index as usize];
        let kind = match lane.kind {
            LaneKind::Worker => "worker",
            LaneKind::Main => "main",
            LaneKind::Waits => "waits",
            LaneKind::Async => "async",
        };
        LaneFacts {
            name: self.lane_name(index),
            process: self.process_name(lane.process),
            kind: kind.to_owned(),
            rows: lane.row_count() as u32,
            slices: lane.rows().map(|row| row.len() as u32).sum(),
            ..LaneFacts::default()
        }
    }
}
