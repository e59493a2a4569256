//! The page's state, by what happens to it.

use std::rc::Rc;

use interleave_viewer::{LaneFacts, NameFacts};
use yew::Reducible;

use super::super::arrange::Move;
use super::*;

fn summary(wall_ns: f64) -> Same<Summary> {
    Same::new(Summary { wall_ns, lanes: vec![LaneFacts::default(); 3], ..Summary::default() })
}

fn details(slot: u32, start_ns: f64, duration_ns: f64) -> Same<Details> {
    Same::new(Details {
        slice: SliceRef { slot, lane: 0, row: 0, index: 4 },
        name: "work".to_owned(),
        state: "running".to_owned(),
        task: None,
        lane: "Main".to_owned(),
        start_ns,
        duration_ns,
        self_ns: duration_ns,
        arguments: Vec::new(),
        stack: Vec::new(),
        flows_in: Vec::new(),
        flows_out: Vec::new(),
        of_name: NameFacts::default(),
        of_lane: LaneFacts::default(),
        top_px: 0.0,
    })
}

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<Page> {
    actions.into_iter().fold(Rc::new(Page::default()), |page, action| page.reduce(action))
}

fn opened() -> Rc<Page> {
    let size = Size { width: 1_168.0, most_height: 600.0, ratio: 1.0 };
    after([Action::Sized(size), Action::Opened { slot: 0, summary: summary(10_000.0) }])
}

fn importing(slot: u32) -> Action {
    Action::Importing { slot, name: "a.json".to_owned(), total_bytes: 86e6 }
}

#[test]
fn a_trace_that_was_opened_is_seen_in_full() {
    assert_eq!(after([]).view(), None);
    let view = opened().view().unwrap();
    assert_eq!((view.start_ns, view.end_ns, view.width_px), (0.0, 10_000.0, 1_168.0));
}

#[test]
fn a_refused_or_cancelled_file_leaves_what_was_there() {
    for over in [Action::Refused { slot: 0, message: "no JSON".to_owned() }, Action::Cancelled { slot: 0 }] {
        let page = opened().reduce(importing(0)).reduce(over.clone());
        assert!(page.is_open() && page.slots[0].import.is_none());
        let is_refused = matches!(over, Action::Refused { .. });
        assert_eq!(page.slots[0].refused.as_ref().map(|refused| refused.0.as_str()), is_refused.then_some("a.json"));
        let next = page.reduce(importing(0));
        assert_eq!(next.slots[0].refused, None, "the next file is another matter");
    }
}

#[test]
fn progress_of_an_import_that_is_over_is_not_shown() {
    let progress = |bytes| Action::Progress { slot: 0, import: Import { bytes, ..Import::default() } };
    let page = opened().reduce(importing(0)).reduce(progress(5.0));
    let import = page.slots[0].import.as_ref().unwrap();
    assert_eq!((import.name.as_str(), import.bytes), ("a.json", 5.0));
    let page = page.reduce(Action::Cancelled { slot: 0 }).reduce(progress(6.0));
    assert_eq!(page.slots[0].import, None);
}

#[test]
fn two_traces_are_aligned_at_their_starts_or_at_a_slice_of_each() {
    let page = opened().reduce(Action::Opened { slot: 1, summary: summary(4_000.0) });
    assert_eq!(page.total_ns(), 10_000.0);
    let select = |slot, start_ns| Action::Select { details: Some(details(slot, start_ns, 500.0)), reach: Reach::Stay };
    let page = page.reduce(select(0, 7_000.0)).reduce(select(1, 1_000.0)).reduce(Action::Align(Alignment::Slices));
    assert_eq!(shifts(&page), [0.0, 6_000.0]);
    assert_eq!(page.selected_ns(), Some((7_000.0, 7_500.0)), "both slices begin at one place");
    let page = page.reduce(Action::Align(Alignment::Starts));
    assert_eq!(shifts(&page), [0.0, 0.0]);
    let page = page.reduce(Action::Align(Alignment::Slices)).reduce(Action::Closed { slot: 0 });
    assert_eq!((page.total_ns(), page.anchors[0], page.table.slot), (4_000.0, None, 1));
}

/// How far the open traces are moved.
fn shifts(page: &Page) -> Vec<f64> {
    page.open().map(|(slot, _)| page.slots[slot as usize].arrangement.shift_ns).collect()
}

#[test]
fn any_number_of_traces_is_aligned_once_each_has_a_slice() {
    let open = |slot| Action::Opened { slot, summary: summary(4_000.0) };
    let select = |slot, start_ns| Action::Select { details: Some(details(slot, start_ns, 500.0)), reach: Reach::Stay };
    let page = opened().reduce(open(1)).reduce(open(3)).reduce(select(0, 100.0)).reduce(select(3, 700.0));
    assert!(!page.can_align(), "in one of them nothing was selected");
    let page = page.reduce(select(1, 300.0)).reduce(Action::Align(Alignment::Slices));
    assert_eq!(shifts(&page), [600.0, 400.0, 0.0]);
    assert_eq!(page.total_ns(), 10_600.0);
    assert_eq!(shifts(&page.reduce(Action::Closed { slot: 3 })), [200.0, 0.0]);
}

#[test]
fn a_trace_that_comes_beside_another_one_does_not_move_what_is_looked_at() {
    let open = |slot, wall_ns| Action::Opened { slot, summary: summary(wall_ns) };
    let closer = Look { start_ns: 100.0, end_ns: 900.0 };
    let page = opened().reduce(Action::Look(closer)).reduce(open(1, 50_000.0));
    assert_eq!((page.look, page.total_ns()), (closer, 50_000.0));
    assert_eq!(opened().reduce(open(1, 50_000.0)).look, Look::all(50_000.0), "where all was seen, all is seen");
    assert_eq!(page.reduce(Action::Closed { slot: 1 }).reduce(open(0, 3_000.0)).look, Look::all(3_000.0));
}

#[test]
fn a_trace_that_grows_is_followed_as_long_as_all_of_it_is_shown() {
    let grown = |wall_ns| Action::Grown { slot: 0, summary: summary(wall_ns) };
    let page = opened().reduce(grown(12_000.0));
    assert_eq!((page.look, page.total_ns()), (Look::all(12_000.0), 12_000.0));
    let closer = Look { start_ns: 100.0, end_ns: 900.0 };
    assert_eq!(page.reduce(Action::Look(closer)).reduce(grown(15_000.0)).look, closer);
    assert!(!after([grown(9.0)]).is_open(), "what is not there does not grow");
}

#[test]
fn a_process_is_folded_and_unfolded_and_known_by_its_slices() {
    let page = opened().reduce(Action::Process { slot: 0, process: 0 });
    let slice = SliceRef { slot: 0, lane: 2, row: 0, index: 7 };
    assert_eq!((page.view().unwrap().slots[0].folded.clone(), page.folded_process(slice)), (vec![0], Some(0)));
    assert_eq!(page.folded_process(SliceRef { lane: 9, ..slice }), None);
    let page = page.reduce(Action::Process { slot: 0, process: 0 });
    assert_eq!(page.folded_process(slice), None);
}

#[test]
fn the_playhead_follows_a_drag() {
    let page = opened().reduce(Action::Playhead(Some(5_000.0)));
    assert_eq!(page.view().unwrap().playhead_ns, Some(5_000.0));
    // The axis has 1 000 px from 168 on.
    let page = page.reduce(Action::Press { x: 668.0, y: 200.0, is_measuring: false }).reduce(Action::Drag { x: 768.0 });
    assert_eq!((page.playhead_ns, page.look), (Some(6_000.0), Look::all(10_000.0)));
}

#[test]
fn a_jump_shows_the_slice_large_enough_to_be_seen() {
    let page = opened().reduce(Action::Select { details: Some(details(0, 5_000.0, 30.0)), reach: Reach::Jump });
    assert!(page.look.length_ns() <= 600.0, "{:?}", page.look);
    assert!(page.look.start_ns < 5_000.0 && page.look.end_ns > 5_030.0);
    let still = opened().reduce(Action::Select { details: Some(details(0, 5_000.0, 30.0)), reach: Reach::Stay });
    assert_eq!(still.look, Look::all(10_000.0), "what was clicked is in view");
}

#[test]
fn the_wheel_zooms_at_the_pointer_and_buttons_at_the_selection() {
    // The axis has 1 000 px from 168 on.
    let page = opened().reduce(Action::Zoom { x: 168.0, factor: 2.0 });
    assert_eq!(page.look, Look { start_ns: 0.0, end_ns: 5_000.0 });
    let page = opened().reduce(Action::ZoomMiddle(2.0));
    assert_eq!(page.look, Look { start_ns: 2_500.0, end_ns: 7_500.0 });
    let page = opened().reduce(Action::Select { details: Some(details(0, 9_900.0, 100.0)), reach: Reach::Stay });
    let page = page.reduce(Action::ZoomMiddle(2.0));
    assert_eq!(page.look, Look { start_ns: 4_975.0, end_ns: 9_975.0 });
}

#[test]
fn a_drag_with_shift_measures_and_escape_lets_go() {
    let page = opened().reduce(Action::Press { x: 268.0, y: 200.0, is_measuring: true });
    let page = page.reduce(Action::Drag { x: 368.0 }).reduce(Action::Release);
    assert_eq!((page.measured_ns, page.drag), (Some((1_000.0, 2_000.0)), None));
    let page = page.reduce(Action::Stretch(Same::new(Stretch::default())));
    assert!(page.stretch.is_some());
    let page = page.reduce(Action::Measure(None));
    assert_eq!((page.measured_ns, page.stretch.is_some()), (None, false));
    let late = page.reduce(Action::Stretch(Same::new(Stretch::default())));
    assert!(late.stretch.is_none(), "an answer that comes late is not shown");
}

#[test]
fn the_same_file_opened_again_stays_as_it_was_arranged() {
    let page = opened().reduce(Action::Lane { slot: 0, lane: 1, change: Move::Hide });
    let again = page.clone().reduce(Action::Opened { slot: 0, summary: summary(10_000.0) });
    assert_eq!(again.slots[0].arrangement.hidden, [1]);
    let other = Same::new(Summary { name: "b.json".to_owned(), ..Summary::default() });
    let other = page.reduce(Action::Opened { slot: 0, summary: other });
    assert!(other.slots[0].arrangement.hidden.is_empty());
}

#[test]
fn a_search_starts_the_table_anew() {
    let rows = |first| Action::Rows { slot: 0, first, total: 900.0, rows: Same::new(Vec::new()) };
    let table = Table { is_open: true, first: 50, ..Table::default() };
    let page = opened().reduce(Action::Table(table)).reduce(rows(50));
    assert_eq!((page.table.total, page.table.rows.is_some()), (Some(900.0), true));
    let page = page.reduce(Action::Search("lock".to_owned()));
    assert_eq!((page.table.first, page.table.total), (0, None));
}

#[test]
fn a_dead_viewer_imports_nothing_and_keeps_what_was_read() {
    let page = opened().reduce(importing(1)).reduce(Action::Viewer(Status::Failed("memory".to_owned())));
    assert!(page.is_open() && page.slots[1].import.is_none());
}

#[test]
fn what_a_trace_adds_up_to_comes_later_and_moves_nothing() {
    let page = opened().reduce(Action::Look(Look { start_ns: 100.0, end_ns: 300.0 }));
    let measured = Same::new(Summary { is_measured: true, wall_ns: 10_000.0, ..Summary::default() });
    let after = page.clone().reduce(Action::Measured { slot: 0, summary: measured.clone() });
    assert_eq!(after.look, page.look);
    assert!(after.slots[0].summary.as_ref().is_some_and(|summary| summary.is_measured));
    // The reader closed it meanwhile.
    let closed = page.reduce(Action::Closed { slot: 0 }).reduce(Action::Measured { slot: 0, summary: measured });
    assert!(closed.slots[0].summary.is_none());
}
