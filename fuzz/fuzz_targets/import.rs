//! The importer reads anything: without a panic, without hanging, and the same in any pieces and batches. What it makes
//! of it keeps the promises of a trace.

#![no_main]

use interleave::trace::import::{Imported, Importer, arguments};
use interleave::trace::{LaneKind, Trace};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The last bytes say how the file comes in.
    let [file @ .., batch, piece] = bytes else { return };
    let whole = read(file, 1 << 20, file.len());
    let parts = read(file, 1 + usize::from(*batch) * 8, 1 + usize::from(*piece) * 2);
    assert_eq!(whole, parts, "pieces and batches make no difference");
    let Some(imported) = whole else { return };
    assert!(imported.warnings.len() <= 1000);
    assert!(imported.warnings.is_sorted_by_key(|warning| warning.offset));
    check(&imported.trace, file);
});

fn read(file: &[u8], batch: usize, piece: usize) -> Option<Imported> {
    let mut importer = Importer::with_batches_of(batch);
    for piece in file.chunks(piece.max(1)) {
        importer.push(piece).ok()?;
    }
    importer.finish().ok()
}

fn check(trace: &Trace, file: &[u8]) {
    for lane in &trace.lanes {
        assert!((lane.process as usize) < trace.processes.len() || trace.processes.is_empty());
        for row in lane.rows() {
            let ends = (0..row.len()).map(|index| row.end_ns_of(index));
            for (index, (end_ns, next_ns)) in ends.zip(row.starts_ns().iter().skip(1)).enumerate() {
                assert!(end_ns <= *next_ns, "slices of a row follow each other: {index}");
            }
            for index in 0..row.len() {
                if let Some(event) = row.offset(index).and_then(|offset| file.get(offset as usize..)) {
                    let _ = arguments(event);
                }
            }
        }
        if lane.kind != LaneKind::Async {
            for (outer, inner) in lane.rows().zip(lane.rows().skip(1)) {
                for slice in inner.iter() {
                    let holds = |around: usize| {
                        outer.get(around).is_some_and(|o| o.start_ns <= slice.start_ns && slice.end_ns() <= o.end_ns())
                    };
                    let around = outer.starts_ns().partition_point(|&start_ns| start_ns <= slice.start_ns);
                    // Empty slices may begin together with the one around them.
                    assert!((0..around).rev().take(64).any(holds), "a slice lies in the row above");
                }
            }
        }
    }
    assert!(trace.flows.is_sorted_by_key(|flow| flow.from_ns));
    assert!(trace.flows.iter().all(|flow| flow.from_lane.max(flow.to_lane) < trace.lanes.len() as u32));
    assert!(trace.instants.is_sorted_by_key(|instant| instant.time_ns));
    assert!(trace.instants.iter().all(|instant| (instant.lane as usize) < trace.lanes.len()));
    for counter in &trace.counters {
        assert!(counter.time_ns.is_sorted() && counter.time_ns.len() == counter.value.len());
    }
}
