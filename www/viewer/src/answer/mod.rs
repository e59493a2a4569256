//! Answers to the page's questions.

mod at;
mod measure;
mod moments;
mod shown;
mod table;
mod tell;
mod walk;
mod write;

use interleave_viewer::{Ask, SLOTS, SliceRef, place};

use crate::opened::Opened;
use crate::post::say;
use crate::scale::Scale;
use crate::viewer::Viewer;

impl Viewer {
    /// Answers a question that needs nothing but what is here.
    pub fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::At { number, x, y } => say(&self.at(number, x, y)),
            Ask::Measure { start_ns, end_ns } => say(&self.stretch(start_ns, end_ns)),
            Ask::Rows { slot, first, count, search, lane, of_moments: false } => {
                say(&self.table(slot, first, count, &search, lane));
            }
            Ask::Rows { slot, first, count, search, lane, of_moments: true } => {
                say(&self.moments(slot, first, count, &search, lane));
            }
            // These come another way: see `worker.js`.
            Ask::Canvas
            | Ask::Colours(_)
            | Ask::Words(_)
            | Ask::Open { .. }
            | Ask::Follow { .. }
            | Ask::Cancel { .. } => {}
            Ask::Close { .. } => {}
            Ask::View(_) | Ask::Tell { .. } | Ask::Walk { .. } | Ask::Write { .. } => {}
        }
    }

    /// The trace in a slot.
    pub fn opened(&self, slot: u32) -> Option<&Opened> {
        self.slots.get(slot as usize)?.as_ref()
    }

    /// Where moments lie in the latest view.
    pub fn scale(&self) -> Scale {
        let left = place::left(self.view.width_px);
        Scale::new(self.view.start_ns, self.view.end_ns, left, self.view.width_px - left)
    }

    /// A moment of the axis on a trace's own clock.
    fn own_time(&self, slot: u32, time_ns: f64) -> f64 {
        let origin_ns = self.opened(slot).map_or(0, |opened| opened.origin_ns);
        time_ns - self.shift_ns(slot) + origin_ns as f64
    }

    /// A moment of a trace's own clock on the axis.
    fn axis_time(&self, slot: u32, time_ns: u64) -> f64 {
        self.opened(slot).map_or(0.0, |opened| opened.since_start(time_ns)) + self.shift_ns(slot)
    }

    fn shift_ns(&self, slot: u32) -> f64 {
        self.view.slots[(slot as usize).min(SLOTS - 1)].shift_ns
    }

    /// Left, top, width and height of a slice on the canvas, cut to the axis; none where its lane is hidden.
    fn outline(&self, slice: SliceRef) -> Option<[f64; 4]> {
        let found = self.opened(slice.slot)?.slice(slice)?;
        let strip = self.arranged.row(slice.slot, slice.lane, slice.row)?;
        let scale = self.scale();
        let cut = |time_ns: u64| {
            let x = scale.x_from_time(self.axis_time(slice.slot, time_ns));
            x.clamp(scale.left, scale.left + scale.width)
        };
        let (from, to) = (cut(found.start_ns), cut(found.end_ns()));
        Some([from, place::LANES + strip.top - self.view.scroll_px, to - from, strip.height])
    }
}

#[cfg(test)]
mod tests {
    use interleave::trace::{Flow, Instant, Lane, NO_TASK, Scope, Slice, Slices, State, Trace};
    use interleave_viewer::{Reply, Step, View};

    use super::*;
    use crate::arrange::Content;
    use crate::measuring::Stage;

    const RUNNING: State = State::Running;

    fn row(names: &mut interleave::trace::Strings, slices: &[(&str, u64, u64, State)]) -> Slices {
        let mut row = Slices::default();
        for &(name, start_ns, duration_ns, state) in slices {
            row.push(Slice { start_ns, duration_ns, name: names.intern(name), task: NO_TASK, state });
        }
        row
    }

    /// `main` runs 1000..2000, within it `sleep` 1200..1400 and 50 of 1 ns each from 1500 on; `other` runs 1300..1900.
    /// An arrow leads from `sleep` to `other`. On a canvas on which a nanosecond is a pixel.
    fn viewer() -> Viewer {
        let mut trace = Trace::default();
        let names = &mut trace.strings;
        let mut inner = vec![("sleep", 1200, 200, State::Waiting)];
        inner.extend((0..50).map(|number| ("tick", 1500 + number * 2, 1, RUNNING)));
        let nested = vec![row(names, &inner)];
        let first = Lane { slices: row(names, &[("main", 1000, 1000, RUNNING)]), nested, ..Lane::default() };
        let second = Lane { slices: row(names, &[("other", 1300, 600, RUNNING)]), ..Lane::default() };
        trace.lanes = vec![first, second];
        trace.flows = vec![Flow { name: 0, from_lane: 0, from_ns: 1250, to_lane: 1, to_ns: 1300 }];
        let view = View { end_ns: 1000.0, width_px: 1168.0, height_px: 600.0, ratio: 1.0, ..View::default() };
        let mut viewer = Viewer { view, ..Viewer::default() };
        viewer.put(0, Some(Opened::of("test".to_owned(), trace)));
        viewer.measure(0);
        assert!(matches!(viewer.take_measured(0).1, Stage::Over));
        viewer
    }

    fn at(viewer: &Viewer, slice: SliceRef, time_ns: f64) -> Option<(SliceRef, u32, String)> {
        let strip = viewer.arranged.row(0, slice.lane, slice.row).unwrap();
        let y = place::LANES + strip.top + 2.0 - viewer.view.scroll_px;
        match viewer.at(1, viewer.scale().x_from_time(time_ns), y) {
            Reply::At { card, .. } => {
                card.and_then(|card| Some((card.slice?, card.count, [card.title, card.state].join(", "))))
            }
            _ => None,
        }
    }

    fn slice(lane: u32, row: u32, index: u32) -> SliceRef {
        SliceRef { slot: 0, lane, row, index }
    }

    #[test]
    fn the_pointer_is_told_the_slice_below_it_or_how_many_share_the_place() {
        let mut viewer = viewer();
        let sleep = Some((slice(0, 1, 0), 1, "sleep, waiting".to_owned()));
        assert_eq!(at(&viewer, slice(0, 1, 0), 300.0), sleep);
        assert_eq!(at(&viewer, slice(0, 1, 0), 402.0), sleep, "two pixels beside it");
        assert_eq!(at(&viewer, slice(0, 1, 0), 450.0), None);
        viewer.view.end_ns = 100_000.0;
        assert_eq!(at(&viewer, slice(0, 1, 0), 550.0), Some((slice(0, 1, 1), 50, "tick, running".to_owned())));
    }

    #[test]
    fn a_folded_lane_shows_and_tells_what_is_innermost() {
        let mut viewer = viewer();
        let sleep = Some((slice(0, 1, 0), 1, "sleep, waiting".to_owned()));
        viewer.view.slots[0].collapsed = vec![0];
        viewer.arrange();
        assert_eq!(viewer.arranged.rows(0, 0), 1);
        assert_eq!(at(&viewer, slice(0, 0, 0), 300.0), sleep);
        assert_eq!(
            at(&viewer, slice(0, 0, 0), 100.0).map(|found| found.0),
            Some(slice(0, 0, 0)),
            "nothing is nested there"
        );
    }

    #[test]
    fn moments_are_told_at_their_marks_and_listed() {
        let mut viewer = viewer();
        let mut trace = (*viewer.slots[0].as_ref().unwrap().trace).clone();
        let [tick, gc] = ["tick", "collect"].map(|name| trace.strings.intern(name));
        for (time_ns, name) in [(1100, gc), (1500, tick), (1502, gc)] {
            trace.instants.push(Instant { name, lane: 1, scope: Scope::Process, time_ns });
        }
        viewer.put(0, Some(Opened::of("test".to_owned(), trace)));
        let strip = viewer.arranged.strips.iter().find(|strip| strip.content == Content::Instants(1)).unwrap();
        let y = place::LANES + strip.top + 2.0;
        let told = |time_ns: f64| match viewer.at(1, viewer.scale().x_from_time(time_ns), y) {
            Reply::At { card, .. } => card.map(|card| (card.slice, card.count, [card.title, card.state].join(", "))),
            _ => None,
        };
        assert_eq!(told(103.0), Some((None, 1, "collect, moment-process".to_owned())));
        assert_eq!(told(501.9), Some((None, 2, "collect, moment-process".to_owned())));
        assert_eq!(told(300.0), None);
        let listed = |viewer: &mut Viewer, search: &str| match viewer.moments(0, 1, 9, search, None) {
            Reply::Rows { rows, total, .. } => {
                (total, rows.into_iter().map(|row| (row.start_ns, row.name)).collect::<Vec<_>>())
            }
            _ => panic!("no rows"),
        };
        let expect = vec![(500.0, "tick".to_owned()), (502.0, "collect".to_owned())];
        assert_eq!(listed(&mut viewer, ""), (3.0, expect));
        assert_eq!(listed(&mut viewer, "COLL"), (2.0, vec![(502.0, "collect".to_owned())]));
    }

    #[test]
    fn the_name_of_a_process_is_told_as_its_own() {
        let mut viewer = viewer();
        let mut trace = (*viewer.slots[0].as_ref().unwrap().trace).clone();
        trace.processes = vec![interleave::trace::Process::default(); 2];
        trace.lanes[1].process = 1;
        viewer.put(0, Some(Opened::of("test".to_owned(), trace)));
        viewer.view.slots[0].folded = vec![1];
        viewer.arrange();
        for content in [Content::Process(1), Content::Band(1)] {
            let strip = viewer.arranged.strips.iter().find(|strip| strip.content == content).unwrap();
            let reply = viewer.at(1, 9.0, place::LANES + strip.top + 4.0);
            assert!(matches!(reply, Reply::At { process: Some((0, 1)), lane: None, card: None, .. }), "{reply:?}");
        }
    }

    #[test]
    fn the_curves_tell_their_values() {
        let viewer = viewer();
        // `main` and `other` run at 1700.
        match viewer.at(1, viewer.scale().x_from_time(700.0), place::LANES + 4.0) {
            Reply::At { card: Some(card), .. } => {
                assert_eq!((card.title.as_str(), card.lane.as_str(), card.state.as_str()), ("2.0", "2.0", "levels"));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_slice_of_a_task_is_told_with_its_number() {
        let mut trace = Trace::default();
        let name = trace.strings.intern("tile");
        let mut slices = Slices::default();
        slices.push(Slice { start_ns: 0, duration_ns: 9, name, task: 6, state: RUNNING });
        trace.lanes = vec![Lane { slices, ..Lane::default() }];
        let mut viewer = Viewer::default();
        viewer.put(0, Some(Opened::of("lab".to_owned(), trace)));
        assert_eq!(viewer.details(slice(0, 0, 0), b"").map(|details| details.name).as_deref(), Some("tile 7"));
        assert_eq!(viewer.opened(0).map(|opened| opened.summary.states.clone()), Some(vec!["running".to_owned()]));
    }

    #[test]
    fn steps_lead_along_into_out_of_and_between_lanes() {
        let mut viewer = viewer();
        let mut from = None;
        let mut walk = |step| {
            from = viewer.walk(step, from);
            from
        };
        for (step, to) in [
            (Step::After, slice(0, 0, 0)),
            (Step::Down, slice(0, 1, 0)),
            (Step::After, slice(0, 1, 1)),
            (Step::Before, slice(0, 1, 0)),
            (Step::Before, slice(0, 1, 0)),
            (Step::Down, slice(1, 0, 0)),
            (Step::Down, slice(1, 0, 0)),
            (Step::Up, slice(0, 0, 0)),
            (Step::Up, slice(0, 0, 0)),
        ] {
            assert_eq!(walk(step), Some(to), "{step:?}");
        }
    }

    #[test]
    fn matches_follow_each_other_in_time_over_all_lanes() {
        let mut viewer = viewer();
        viewer.view.search = "e".to_owned();
        viewer.search();
        let mut from = None;
        for (step, to) in [
            (Step::NextMatch, slice(0, 1, 0)),
            (Step::NextMatch, slice(1, 0, 0)),
            (Step::NextMatch, slice(1, 0, 0)),
            (Step::PreviousMatch, slice(0, 1, 0)),
        ] {
            from = viewer.walk(step, from);
            assert_eq!(from, Some(to), "{step:?}");
        }
    }

    #[test]
    fn a_slice_is_told_with_its_own_time_its_arrows_and_its_arguments() {
        let viewer = viewer();
        let main = viewer.details(slice(0, 0, 0), b"").unwrap();
        assert_eq!((main.start_ns, main.duration_ns, main.self_ns), (0.0, 1000.0, 750.0));
        let text = br#"{"ph":"X","args":{"seconds":2},"stack":["main","sleep"]}"#;
        let sleep = viewer.details(slice(0, 1, 0), text).unwrap();
        assert_eq!(sleep.stack, ["main", "sleep"]);
        assert_eq!(sleep.arguments, [("seconds".to_owned(), "2".to_owned())]);
        assert_eq!(sleep.flows_out.len(), 1);
        assert_eq!(sleep.flows_out[0].other, Some(slice(1, 0, 0)));
        assert_eq!(viewer.details(slice(1, 0, 0), b"").unwrap().flows_in[0].other, Some(slice(0, 1, 0)));
        assert_eq!(viewer.details(slice(9, 0, 0), b""), None);
    }

    #[test]
    fn a_figure_has_the_stretch_that_is_shown_of_both_traces() {
        let mut viewer = viewer();
        let mut other = Trace::default();
        let slices = row(&mut other.strings, &[("later", 100, 400, RUNNING)]);
        other.lanes = vec![Lane { slices, ..Lane::default() }];
        viewer.put(1, Some(Opened::of("second".to_owned(), other)));
        (viewer.view.start_ns, viewer.view.end_ns) = (200.0, 600.0);
        let figure = viewer.figure();
        for part in ["test · 200 ns to 600 ns", "second · 200 ns to 600 ns", ">400 ns<", "later, 200 ns"] {
            assert!(figure.contains(part), "{part}: {figure}");
        }
    }

    #[test]
    fn a_stretch_is_measured_with_the_innermost_slices() {
        let Reply::Stretch(stretch) = viewer().stretch(500.0, 200.0) else { panic!("no stretch") };
        assert_eq!((stretch.start_ns, stretch.end_ns), (200.0, 500.0));
        let facts = &stretch.slots[0];
        // `main` waits until 400, `other` runs from 300 on.
        assert_eq!((facts.busy_ns, facts.max_parallelism, facts.slices), (300.0, 2, 3.0));
    }
}
