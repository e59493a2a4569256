//! The importer, from outside: pieces of any size, every phase, and every way a file can be wrong.

use interleave::trace::import::{Imported, Importer};

fn import(text: &[u8]) -> Imported {
    let mut importer = Importer::new();
    importer.push(text).unwrap();
    importer.finish().unwrap()
}

#[test]
fn complete_events_nest_by_time() {
    let imported = import(
        br#"{"traceEvents":[
        {"ph":"M","pid":7,"tid":1,"name":"thread_name","args":{"name":"main"}},
        {"ph":"X","pid":7,"tid":1,"ts":12,"dur":2,"name":"inner"},
        {"ph":"X","pid":7,"tid":1,"ts":10,"dur":5.5,"name":"outer"},
        {"ph":"X","pid":7,"tid":2,"ts":"1e1","dur":1,"name":"time.sleep"}],"displayTimeUnit":"ns"}"#,
    );
    assert_eq!(imported.warnings, []);
    assert_eq!((imported.events, imported.display_unit.as_deref()), (4, Some("ns")));
    let trace = &imported.trace;
    let lane = &trace.lanes[0];
    assert_eq!((trace.strings.get(lane.name), lane.row_count(), lane.thread), ("main", 2, 1));
    assert_eq!((lane.slices.starts_ns(), lane.slices.durations_ns()), (&[10_000][..], &[5_500][..]));
    assert_eq!(lane.nested[0].starts_ns(), [12_000]);
    assert_eq!(trace.lanes[1].slices.states(), [interleave::trace::State::Waiting]);
}
