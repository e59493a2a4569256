//! Chrome JSON that is the same trace again.

use std::io::Write;

use interleave::trace::import::Importer;
use serde_json::Value;

use super::{PROGRAM, files, folder, interleave, interleave_reads, json, stdout};

#[test]
fn chrome_json_is_the_same_trace_again() {
    let [file] = files("chrome", [("app.json", PROGRAM.as_bytes())]);
    let again = folder("chrome-again").join("again.json");
    let again = again.to_string_lossy();
    assert_eq!(stdout(&interleave(&["trace", &file, "--format", "chrome", "-o", &again])), "");
    let (mut first, mut second) = (json(&[&file]), json(&[&again]));
    for report in [&mut first, &mut second] {
        // Metadata of our own is events, too.
        report["events"].take();
    }
    assert_eq!(first, second);
    let figures = ["csv", "svg"].map(|format| {
        let of = |file| stdout(&interleave(&["trace", file, "--format", format]));
        (of(&file).replace("app.json", ""), of(&again).replace("again.json", ""))
    });
    figures.iter().for_each(|(first, second)| assert_eq!(first, second));
}

#[test]
fn several_files_become_one_chrome_trace_in_which_each_starts_at_0() {
    let [first, second] = files("several", [("a.json", PROGRAM.as_bytes()), ("b.json", PROGRAM.as_bytes())]);
    let text = stdout(&interleave(&["trace", &first, &second, "--format", "chrome"]));
    let mut importer = Importer::new();
    importer.push(text.as_bytes()).expect("it is a trace");
    let imported = importer.finish().expect("it is a trace");
    let said = imported.warnings.iter().any(|warning| warning.message().starts_with("this file holds 2 runs"));
    assert!(said, "{:?}", imported.warnings);
    let trace = imported.trace;
    assert_eq!((trace.lanes.len(), trace.span().start_ns), (6, 0));
    let names: Vec<&str> = trace.processes.iter().map(|process| trace.strings.get(process.name)).collect();
    assert_eq!(names, ["a.json: app", "b.json: app"]);
}

#[test]
fn what_viztracer_writes_is_read_and_written_again_as_the_same_trace() {
    for name in ["viztracer-threads.json.gz", "viztracer-asyncio.json"] {
        let file = format!("{}/tests/traces/{name}", env!("CARGO_MANIFEST_DIR"));
        let report = json(&[&file]);
        assert_eq!(report["warnings"], Value::Array(Vec::new()), "{name}");
        assert!(report["slices"].as_u64().is_some_and(|slices| slices > 20), "{name}");
        assert!(report["by_name"].to_string().contains("time.sleep") || name.contains("asyncio"), "{name}");
        let again = folder(&format!("viztracer-{}", name.len())).join("again.json");
        let again = again.to_string_lossy();
        assert_eq!(stdout(&interleave(&["trace", &file, "--format", "chrome", "-o", &again])), "");
        let mut second = json(&[&again]);
        second["events"] = report["events"].clone();
        assert_eq!(second, report, "{name}");
        let text = stdout(&interleave(&["trace", &file]));
        assert!(text.contains("MainThread │") && text.contains("The critical path takes"), "{text}");
    }
}

#[test]
fn arguments_and_stacks_are_in_the_export_as_they_were_in_the_file() {
    const FILE: &str = r#"{"traceEvents":[
        {"ph":"X","name":"load","pid":1,"tid":1,"ts":1,"dur":9,"args":{"size":7,"state":"solid"},"sf":"2"},
        {"ph":"X","name":"wait","pid":1,"tid":1,"ts":20,"dur":9,"args":{"path":["a","b"]},"stack":["main","wait"]}],
        "stackFrames":{"1":{"name":"main"},"2":{"name":"load","parent":"1"}}}"#;
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    zipped.write_all(FILE.as_bytes()).expect("memory can be written to");
    let zipped = zipped.finish().expect("memory can be written to");
    let [plain, gz] = files("arguments", [("plain.json", FILE.as_bytes()), ("packed.json.gz", &zipped)]);
    let expect = [
        serde_json::json!({"args": {"state": "running", "arguments": {"size": 7, "state": "solid"}}, "stack": ["main", "load"]}),
        serde_json::json!({"args": {"state": "waiting", "path": ["a", "b"]}, "stack": ["main", "wait"]}),
    ];
    for arguments in [&[plain.as_str()][..], &[gz.as_str()], &[plain.as_str(), gz.as_str()]] {
        let text = stdout(&interleave(&[&["trace", "--format", "chrome"], arguments].concat()));
        let file: Value = serde_json::from_str(&text).expect("it is JSON");
        let events = file["traceEvents"].as_array().expect("a list").iter().filter(|event| event["ph"] == "X");
        let mut found: Vec<Value> =
            events.map(|event| serde_json::json!({"args": event["args"], "stack": event["stack"]})).collect();
        found.dedup();
        assert_eq!(found, expect, "{arguments:?}");
    }
    // Standard input is read once: what a trace knows is written without them.
    let output = interleave_reads(&["trace", "-", "--format", "chrome"], FILE.as_bytes());
    assert!(stdout(&output).contains(r#""args":{"state":"running"}"#));
}
