//! The importer, from outside: pieces of any size, every phase, and every way a file can be wrong.

use std::collections::BTreeSet;
use std::io::Cursor;

use interleave::trace::export::write_chrome;
use interleave::trace::generate::Shape;
use interleave::trace::import::{ImportError, Imported, Importer, arguments, event_at};
use interleave::trace::{Counter, Flow, Instant, Lane, LaneKind, Slice, Slices, State, Trace};

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
    assert_eq!(trace.lanes[1].slices.states(), [State::Waiting]);
}

/// A trace as lines that do not depend on the numbers of names.
fn told(trace: &Trace) -> Vec<String> {
    let name = |id| trace.strings.get(id);
    let mut lines = vec![format!("dropped {}", trace.dropped)];
    for process in &trace.processes {
        lines.push(format!("process {} {}", process.number, name(process.name)));
    }
    for lane in &trace.lanes {
        lines.push(format!("lane {} {} {} {:?}", name(lane.name), lane.process, lane.thread, lane.kind));
        for (depth, row) in lane.rows().enumerate() {
            for Slice { start_ns, duration_ns, name: id, task, state } in row.iter() {
                lines.push(format!(
                    "  {depth}: {start_ns} +{duration_ns} {} {} {}",
                    name(id),
                    task as i32,
                    state.name()
                ));
            }
        }
    }
    for Flow { name: id, from_lane, from_ns, to_lane, to_ns } in &trace.flows {
        lines.push(format!("flow {} {from_lane}@{from_ns} {to_lane}@{to_ns}", name(*id)));
    }
    let mut counters: Vec<String> = Vec::new();
    for Counter { name: id, series, process, time_ns, value } in &trace.counters {
        counters.push(format!("counter {} {} {process} {time_ns:?} {value:?}", name(*id), name(*series)));
    }
    counters.sort();
    lines.extend(counters);
    for Instant { name: id, lane, scope, time_ns } in &trace.instants {
        lines.push(format!("instant {} {lane} {scope:?} {time_ns}", name(*id)));
    }
    lines
}

fn assert_same(ours: &[String], theirs: &[String], what: &str) {
    if let Some(index) = (0..ours.len().max(theirs.len())).find(|&index| ours.get(index) != theirs.get(index)) {
        panic!("{what}: line {index} is {:?}, not {:?}", ours.get(index), theirs.get(index));
    }
}

#[test]
fn what_is_exported_is_read_as_the_same_trace() {
    for seed in 0..40 {
        let shape = Shape {
            tasks: 3,
            async_every: 3,
            flow_every: 3,
            counters: (3, 5),
            instant_every: 4,
            step_ns: if seed % 2 == 0 { 3 } else { 1000 },
            empty_slices: seed % 3 == 0,
            ..Shape::new(1 + seed as u32 % 7, 40 + seed * 10, 1 + seed as u32 % 4)
        };
        let trace = shape.generate(seed);
        let mut file = Vec::new();
        write_chrome(&trace, &mut file).unwrap();
        let imported = import(&file);
        assert_eq!(imported.warnings, [], "seed {seed}");
        assert_same(&told(&imported.trace), &told(&trace), &format!("seed {seed}"));
    }
}

/// Reads `text` in pieces that `cuts` end, in batches of about `batch` bytes.
fn import_in_pieces(text: &[u8], cuts: &[usize], batch: usize) -> Result<Imported, ImportError> {
    let mut importer = Importer::with_batches_of(batch);
    let mut from = 0;
    for &cut in cuts.iter().chain([&text.len()]) {
        importer.push(&text[from..cut])?;
        from = cut;
    }
    importer.finish()
}

/// One of everything, and much of it wrong.
const SAMPLE: &str = include_str!("traces/sample.json");

#[test]
fn every_phase_becomes_what_it_means() {
    let imported = import(SAMPLE.as_bytes());
    let trace = &imported.trace;
    let expect = ["dropped 0", "process 1 server (v2)", "process 2 ", "process 1 render"];
    let lines = told(trace);
    assert_eq!(lines[..4], expect);
    insta_like("sample", &lines[4..], include_str!("traces/sample.txt"));
    let warnings: Vec<String> =
        imported.warnings.iter().map(|warning| format!("{} {}", warning.offset, warning.message())).collect();
    insta_like("warnings", &warnings, include_str!("traces/sample.warnings.txt"));
    assert_eq!((imported.display_unit.as_deref(), imported.more_warnings), (Some("ns"), 0));
}

/// Compares lines with a file, which `UPDATE_TRACES=1` writes anew.
fn insta_like(name: &str, lines: &[String], expect: &str) {
    let text = lines.join("\n") + "\n";
    if std::env::var_os("UPDATE_TRACES").is_some() {
        let file = if name == "sample" { "tests/traces/sample.txt" } else { "tests/traces/sample.warnings.txt" };
        std::fs::write(file, text).unwrap();
    } else {
        assert_eq!(text, expect);
    }
}

#[test]
fn pieces_of_any_size_and_batches_of_any_size_give_the_same() {
    let text = SAMPLE.as_bytes();
    let expect = import(text);
    for (batch, every) in [(1, 97), (40, 31), (300, 1), (5000, 7)] {
        for cut in (0..=text.len()).step_by(every) {
            assert_eq!(import_in_pieces(text, &[cut], batch).as_ref(), Ok(&expect), "cut at {cut}, batches of {batch}");
        }
        for step in [1, 7, 64, 1000] {
            let cuts: Vec<usize> = (1..text.len()).step_by(step).collect();
            assert_eq!(
                import_in_pieces(text, &cuts, batch).as_ref(),
                Ok(&expect),
                "pieces of {step}, batches of {batch}"
            );
        }
    }
}

#[test]
fn a_file_that_is_cut_anywhere_is_read_as_far_as_it_goes() {
    let text = SAMPLE.as_bytes();
    let mut events = 0;
    for end in 0..text.len() {
        match import_in_pieces(&text[..end], &[end / 2], 100) {
            Ok(imported) => {
                assert!(imported.events >= events, "at {end}");
                events = imported.events;
                assert!(imported.warnings.len() < 60);
            }
            Err(_) => assert_eq!(events, 0, "at {end}"),
        }
        // What begins in the middle is rarely a trace; it never does harm.
        let _ = import_in_pieces(&text[end..], &[], 100);
    }
}

#[test]
fn what_is_wrong_is_located() {
    let check = |text: &str, slices: usize, expect: &[(u64, &str)]| {
        let imported = import(text.as_bytes());
        let warnings: Vec<(u64, String)> =
            imported.warnings.iter().map(|warning| (warning.offset, warning.message())).collect();
        let expect: Vec<(u64, String)> =
            expect.iter().map(|(offset, message)| (*offset, message.to_string())).collect();
        assert_eq!((imported.trace.slice_count(), warnings), (slices, expect), "{text}");
    };
    const A: &str = r#"{"ph":"X","ts":1,"dur":2,"name":"a"}"#;
    let end = A.len() as u64;
    check(&format!("[{A}]"), 1, &[]);
    check(&format!("[{A},]"), 1, &[]);
    check(&format!("[{A}"), 1, &[(end + 1, "the list of events has no end: `]` is missing")]);
    check(&format!("[{A},"), 1, &[(end + 2, "the list of events has no end: `]` is missing")]);
    check(&format!("[{A},{{\"ph\":\"X\",\"na"), 1, &[(end + 2, "the file ends within this event")]);
    check(&format!("{{\"traceEvents\":[{A},{{"), 1, &[(end + 17, "the file ends within this event")]);
    check(&format!("{A}\n{A}\n"), 2, &[]);
    check(&format!("\u{feff}[{A}]"), 1, &[]);
    check(&format!("[{A}] and more"), 1, &[]);
    check(
        &format!("{{\"a\":tru e,\"traceEvents\":[{A}]}}"),
        1,
        &[(9, "the rest of the file is searched for events: a key in quotes is missing here")],
    );
    check(
        &format!("[{A},{{\"ph\":\"X\" \"ts\":1}},{A}]"),
        2,
        &[(end + 12, "an event is left out: a comma or a closing bracket is missing here")],
    );
    check(
        &format!("[{{\"ph\":\"X\",\"args\":{{\"a\":1}},{A},{A}]"),
        2,
        &[(26, "an event is left out: a key in quotes is missing here")],
    );
    check(r#"[{"ph":"X","ts":1,"name":"a"}]"#, 1, &[(1, "a slice without `dur` is taken to be empty")]);
    check(
        r#"[{"ph":"X","ts":1,"dur":"x","name":"a"}]"#,
        1,
        &[(1, "a slice whose `dur` is no number is taken to be empty")],
    );
    check(
        r#"[{"ph":"B","ts":1,"name":"a"},{"ph":"E","ts":2,"name":"b"},{"ph":"E","ts":3},{"ph":"B","ts":4,"name":"c"}]"#,
        2,
        &[
            (30, "the end of `b` is taken for that of `a`, which began last"),
            (59, "an end without a beginning is left out"),
            (77, "`c` has no end, and ends with its thread"),
        ],
    );
    check(
        r#"[{"ph":"X","ts":1,"dur":5,"name":"a"},{"ph":"X","ts":3,"dur":5,"name":"b"}]"#,
        2,
        &[(38, "a slice that overlaps another one without lying in it is cut")],
    );
    check(
        r#"[{"ph":"X","ts":-5,"dur":5,"name":"a"}]"#,
        1,
        &[(0, "some times are negative: all are shifted so that the earliest is 0")],
    );
    check(
        concat!(
            r#"[{"ph":"X","ts":1,"dur":1,"name":"a"},{"ph":"s","id":1,"ts":1,"name":"f"},"#,
            r#"{"ph":"f","id":2,"ts":1,"name":"f"}]"#
        ),
        1,
        &[
            (38, "an arrow that leaves and does not arrive is left out"),
            (74, "an arrow that arrives and has not left is left out"),
        ],
    );
}

#[test]
fn what_is_no_trace_is_refused_with_one_message() {
    let check = |text: &[u8], expect: &str| {
        for cuts in [&[][..], &(0..text.len()).collect::<Vec<_>>()] {
            let error = import_in_pieces(text, cuts, 1000).map(|imported| imported.events).unwrap_err();
            assert_eq!(error.to_string(), expect, "{}", String::from_utf8_lossy(text));
        }
    };
    check(b"", "the file is empty");
    check(b" \n ", "the file is empty");
    check(b"hello", "this is not JSON: it begins with neither `[` nor `{`, at byte 0");
    check(b"[hello]", "this is JSON, but no trace: there is no event in it");
    check(b"[he llo", "this is not JSON: it does not end, at byte 4");
    check(b"[he?llo]", "this is not JSON: a value is missing, at byte 3");
    check(b"{\"a\":1}", "this is JSON, but no trace: there is no event in it");
    check(b"[]", "this is JSON, but no trace: there is no event in it");
    check(b"{hello}", "this is not JSON: a key in quotes is missing, at byte 1");
    check(b"\x1f\x8bnonsense", "this gzip file is damaged from its start");
    check(b"\xff\xfe[\0{\0", "this text is UTF-16: save it as UTF-8");
}

fn zipped(text: &[u8]) -> Vec<u8> {
    let mut zip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut zip, text).unwrap();
    zip.finish().unwrap()
}

#[test]
fn compressed_files_are_read_whole_in_members_or_cut() {
    let text = SAMPLE.as_bytes();
    let expect = import(text);
    let zip = zipped(text);
    for cut in [0, 1, 2, 5, 10, 100, zip.len() - 1] {
        assert_eq!(import_in_pieces(&zip, &[cut], 1000).as_ref(), Ok(&expect), "cut at {cut}");
    }
    let members = [zipped(&text[..1000]), zipped(&text[1000..])].concat();
    assert_eq!(import(&members), expect);

    let half = import(&zip[..zip.len() / 2]);
    assert!(half.events > 5 && half.events < expect.events);
    assert!(half.warnings.iter().any(|warning| warning.message() == "the compressed data ends too early"));
    let followed = import(&[&zip, &b"and more"[..]].concat());
    assert_eq!(followed.trace, expect.trace);
    assert_eq!(followed.warnings.last().unwrap().message(), "what follows the compressed data is left out");
    assert_eq!(import(&[&zip, &[0; 100][..]].concat()), expect, "some writers fill up with zeros");
    let named =
        [&[0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 0, 2, 0, 7, 7], &b"name\0comment\0\0\0"[..], &zip[10..]].concat();
    assert_eq!(import(&named), expect);
    for place in (10..zip.len()).step_by(7) {
        let mut damaged = zip.clone();
        damaged[place] ^= 0x55;
        let whole = import_in_pieces(&damaged, &[], 1000);
        let cuts: Vec<usize> = (0..zip.len()).collect();
        assert_eq!(import_in_pieces(&damaged, &cuts, 1000), whole, "damaged at {place}");
    }
    for end in 0..zip.len() {
        let _ = import_in_pieces(&zip[..end], &[], 1000);
    }
}

#[test]
fn odd_texts_and_numbers_do_no_harm() {
    let deep = format!(
        r#"[{{"ph":"X","ts":1,"dur":1,"name":"a","args":{}}}, {{"ph":"X","ts":3,"dur":1,"name":"b"}}]"#,
        "[".repeat(100_000)
    );
    let deep_warnings = import(deep.as_bytes()).warnings;
    assert_eq!(deep_warnings[0].message(), "an event is left out: its lists and objects are nested too deeply here");

    let mut text =
        br#"[{"ph":"X","ts":1e300,"dur":1e300,"name":"a\u0000b"},{"ph":"X","ts":-1e300,"dur":1,"name":""#.to_vec();
    text.extend_from_slice(
        b"\xff\xfe\0\"},{\"ph\":\"X\",\"ts\":18446744073709551616,\"pid\":99999999999999999999,\"tid\":-1,\"dur\":1}]",
    );
    let imported = import(&text);
    assert_eq!(imported.trace.slice_count(), 3);
    assert_eq!(imported.warnings.iter().filter(|warning| warning.message().contains("UTF-8")).count(), 1);
    let trace = imported.trace;
    assert!((0..trace.strings.len() as u32).any(|id| trace.strings.get(id) == "a\0b"));
    assert!(trace.span().end_ns >= trace.span().start_ns);
}

#[test]
fn an_event_beyond_all_measure_is_passed_over() {
    // Without its closing bracket, every event that follows is within its arguments.
    let mut text = br#"[{"ph":"X","ts":0,"dur":1,"name":"lost","args":{"list":[{"a":1}"#.to_vec();
    let event =
        br#",{"ph":"X","ts":5,"dur":1,"pid":1,"tid":1,"name":"found","args":{"text":"aaaaaaaaaaaaaaaaaaaaaaaa"}}"#;
    for _ in 0..1000 {
        text.extend_from_slice(event);
    }
    text.push(b']');
    let imported = import_in_pieces(&text, &[], 10_000).unwrap();
    assert_eq!(imported.trace.slice_count(), 1000);
    assert_eq!(imported.warnings[0].message(), "the file ends within this event");
}

#[test]
fn threads_and_states_are_told_as_the_sample_says() {
    let imported = import(SAMPLE.as_bytes());
    let kinds: Vec<LaneKind> = imported.trace.lanes.iter().map(|lane| lane.kind).collect();
    assert!(kinds.contains(&LaneKind::Async) && kinds.contains(&LaneKind::Worker));
    let waits = imported.trace.lanes.iter().flat_map(Lane::rows).flat_map(|row| row.states().iter());
    assert_eq!(waits.filter(|state| **state == State::Waiting).count(), 1);
}

#[test]
fn profiles_of_viztracer_are_read_without_a_warning() {
    let threads = import(include_bytes!("traces/viztracer-threads.json.gz"));
    assert_eq!((threads.warnings, threads.events), (Vec::new(), 519));
    let trace = &threads.trace;
    let lanes: Vec<&str> = trace.lanes.iter().map(|lane| trace.strings.get(lane.name)).collect();
    assert_eq!(lanes, ["MainThread", "worker 0", "worker 1"]);
    assert_eq!(trace.strings.get(trace.processes[0].name), "MainProcess");
    assert_eq!(trace.slice_count(), 515);
    let slices = || trace.lanes.iter().flat_map(Lane::rows).flat_map(Slices::iter);
    let waits: BTreeSet<&str> =
        slices().filter(|slice| slice.state == State::Waiting).map(|slice| trace.strings.get(slice.name)).collect();
    let functions: BTreeSet<&str> = waits.iter().filter_map(|name| name.split(" (").next()).collect();
    let expect = ["Condition.wait", "Queue.get", "Thread._wait_for_tstate_lock", "Thread.join"];
    assert!(expect.iter().all(|name| functions.contains(name)), "{functions:?}");
    assert!(functions.contains("time.sleep") && functions.contains("_thread.lock.acquire"), "{functions:?}");

    let asyncio = import(include_bytes!("traces/viztracer-asyncio.json"));
    assert_eq!((asyncio.warnings, asyncio.events), (Vec::new(), 34));
    assert_eq!((asyncio.trace.counters.len(), asyncio.trace.instants.len()), (1, 1));
}

#[test]
fn arguments_are_read_from_where_a_slice_says() {
    let file = include_bytes!("traces/viztracer-asyncio.json");
    let trace = import(file).trace;
    for lane in &trace.lanes {
        for row in lane.rows() {
            for (index, slice) in row.iter().enumerate() {
                let text = event_at(&mut Cursor::new(file), row.offset(index).unwrap()).unwrap();
                let name = trace.strings.get(slice.name);
                let event = &text[..text.iter().position(|&byte| byte == b'}').unwrap()];
                assert!(String::from_utf8_lossy(event).contains(name), "{name}");
            }
        }
    }
    let event = SAMPLE.find(r#"{"ph":"X","pid":1,"tid":7,"ts":10.5"#).unwrap();
    let expect = [("a", r#"[1,{"b":null},{"ph":"X"}]"#), ("c", "}]\\")].map(|(key, value)| (key.into(), value.into()));
    assert_eq!(arguments(&SAMPLE.as_bytes()[event..]), expect);
}

#[test]
fn what_is_called_within_a_wait_waits_too() {
    let text = r#"[
        {"ph":"X","name":"SimpleQueue.get (queues.py:1)","pid":1,"tid":1,"ts":10,"dur":80},
        {"ph":"X","name":"posix.read","pid":1,"tid":1,"ts":20,"dur":60},
        {"ph":"X","name":"compute","pid":1,"tid":1,"ts":90,"dur":10},
        {"ph":"X","name":"posix.read","pid":1,"tid":1,"ts":92,"dur":5}
    ]"#;
    let trace = import(text.as_bytes()).trace;
    let states = |depth| trace.lanes[0].row(depth).map(|row| row.states().to_vec());
    assert_eq!(states(0), Some(vec![State::Waiting, State::Running]));
    assert_eq!(states(1), Some(vec![State::Waiting, State::Running]));
}
