//! `interleave trace`, as its users start it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use interleave::trace::import::Importer;
use serde_json::Value;

/// A program of two threads: one computes and waits, the other computes half of the time.
const PROGRAM: &str = r#"{"displayTimeUnit":"ms","traceEvents":[
{"ph":"M","name":"process_name","pid":42,"args":{"name":"app"}},
{"ph":"M","name":"thread_name","pid":42,"tid":1,"args":{"name":"MainThread"}},
{"ph":"M","name":"thread_name","pid":42,"tid":2,"args":{"name":"crew"}},
{"ph":"X","name":"main (/home/me/app.py:1)","pid":42,"tid":1,"ts":1000,"dur":100000},
{"ph":"X","name":"load, \"all\"","pid":42,"tid":1,"ts":1000,"dur":30000},
{"ph":"X","name":"time.sleep","pid":42,"tid":1,"ts":41000,"dur":50000},
{"ph":"X","name":"crunch","pid":42,"tid":2,"ts":11000,"dur":50000},
{"ph":"b","cat":"net","id":1,"name":"GET /items","pid":42,"tid":1,"ts":5000},
{"ph":"e","cat":"net","id":1,"name":"GET /items","pid":42,"tid":1,"ts":25000},
{"ph":"s","id":1,"name":"wakes","pid":42,"tid":2,"ts":60000},
{"ph":"f","id":1,"name":"wakes","pid":42,"tid":1,"ts":91000,"bp":"e"},
{"ph":"C","name":"memory","pid":42,"ts":2000,"args":{"used":1.5,"free":2}},
{"ph":"i","name":"mark","s":"g","pid":42,"tid":1,"ts":3000}
]}"#;

fn interleave(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_interleave")).args(arguments).output().expect("the binary can be started")
}

/// Runs it with `input` on standard input.
fn interleave_reads(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interleave"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary can be started");
    // It may have ended before it read all.
    let _ = child.stdin.take().expect("it is piped").write_all(input);
    child.wait_with_output().expect("it ends")
}

/// A folder of the test's own, which is empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("trace-{name}"));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("a folder can be made");
    path
}

/// Writes files into a folder of the test's own, and says their paths.
fn files<const N: usize>(name: &str, files: [(&str, &[u8]); N]) -> [String; N] {
    let folder = folder(name);
    files.map(|(file, content)| {
        let path = folder.join(file);
        std::fs::write(&path, content).expect("it can be written");
        path.to_string_lossy().into_owned()
    })
}

fn stdout(output: &Output) -> String {
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    String::from_utf8(output.stdout.clone()).expect("it is text")
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&stdout(&interleave(&[&["trace", "--format", "json"], arguments].concat())))
        .expect("it is JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn text_has_timelines_figures_tables_waits_and_the_critical_path() {
    let [file] = files("text", [("app.json", PROGRAM.as_bytes())]);
    insta::assert_snapshot!(stdout(&interleave(&["trace", &file])));
}

#[test]
fn json_has_the_figures() {
    let [file] = files("json", [("app.json", PROGRAM.as_bytes())]);
    let report = json(&[&file]);
    let expect = [
        "busy_ns",
        "by_lane",
        "by_name",
        "context_switches",
        "critical_path",
        "events",
        "lanes",
        "longest_waits",
        "max_parallelism",
        "may_share_gil",
        "mean_concurrency",
        "mean_parallelism",
        "slices",
        "wall_ns",
        "warnings",
    ];
    assert_eq!(keys(&report), expect);
    let counts = ["events", "slices", "lanes", "wall_ns", "busy_ns", "max_parallelism"].map(|key| &report[key]);
    assert_eq!(counts, [13, 5, 3, 100_000_000, 100_000_000, 2]);
    assert_eq!(report["mean_parallelism"], 1.0);
    assert_eq!(report["warnings"], Value::Array(Vec::new()));
    let lane = &report["by_lane"][0];
    assert_eq!(
        (&lane["process"], &lane["lane"], &lane["kind"]),
        (&"app".into(), &"MainThread".into(), &"worker".into())
    );
    assert_eq!(
        (&lane["busy_ns"], &lane["waiting_ns"], &lane["slices"]),
        (&50_000_000.into(), &50_000_000.into(), &3.into())
    );
    let names: Vec<&Value> = report["by_name"].as_array().expect("a list").iter().map(|name| &name["name"]).collect();
    assert_eq!(names.len(), 5);
    let main = report["by_name"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|name| name["count"] == 1 && name["total_ns"] == 100_000_000);
    assert_eq!(main.expect("it is there")["self_ns"], 20_000_000);
}

#[test]
fn several_files_are_compared_with_the_first() {
    let slow = PROGRAM.replace("\"dur\":100000", "\"dur\":200000");
    let [first, second, third] = files(
        "compared",
        [("app.json", PROGRAM.as_bytes()), ("slow.json", slow.as_bytes()), ("same.json", PROGRAM.as_bytes())],
    );
    insta::assert_snapshot!(stdout(&interleave(&["trace", &first, &second])));
    let report = json(&[&first, &second, &third]);
    assert_eq!(keys(&report), ["compared", "files"]);
    let named: Vec<&Value> = report["files"].as_array().expect("a list").iter().map(|file| &file["file"]).collect();
    assert_eq!(named, [&Value::from(first.as_str()), &second.as_str().into(), &third.as_str().into()]);
    assert_eq!(report["files"][1]["wall_ns"], 200_000_000);
    let [slow, same] = [&report["compared"][0], &report["compared"][1]];
    assert_eq!((&slow["file"], &slow["with"]), (&second.as_str().into(), &first.as_str().into()));
    assert_eq!((&slow["wall_ratio"], &same["wall_ratio"]), (&2.0.into(), &1.0.into()));
    assert_eq!(slow["by_name"][0]["difference_ns"], 100_000_000);
    assert_eq!(same["by_name"], Value::Array(Vec::new()));
    let text = stdout(&interleave(&["trace", &first, &third]));
    assert!(text.contains("same.json took as long as app.json"), "{text}");
}

#[test]
fn files_of_one_name_are_told_apart_by_their_folders() {
    let folder = folder("same-names");
    let paths = ["a", "b"].map(|name| {
        std::fs::create_dir(folder.join(name)).expect("a folder can be made");
        let path = folder.join(name).join("run.json");
        std::fs::write(&path, PROGRAM).expect("it can be written");
        path.to_string_lossy().into_owned()
    });
    let text = stdout(&interleave(&["trace", &paths[0], &paths[1], "--format", "csv"]));
    assert!(text.starts_with("file,process,") && text.contains(&format!("\r\n{},app,", paths[1])), "{text}");
}

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
    let trace = importer.finish().expect("it is a trace").trace;
    assert_eq!((trace.lanes.len(), trace.span().start_ns), (6, 0));
    let names: Vec<&str> = trace.processes.iter().map(|process| trace.strings.get(process.name)).collect();
    assert_eq!(names, ["a.json: app", "b.json: app"]);
}

#[test]
fn csv_has_a_row_for_each_slice_and_quotes_what_has_to_be() {
    let [file] = files("csv", [("app.json", PROGRAM.as_bytes())]);
    let text = stdout(&interleave(&["trace", &file, "--format", "csv"]));
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(lines[0], "process,lane,depth,start_ns,duration_ns,state,task,name");
    assert_eq!(lines[2], "app,MainThread,1,1000000,30000000,running,,\"load, \"\"all\"\"\"");
    assert_eq!(lines.len(), 6);
}

/// A terminal of its own would be needed for a narrow one: where there is none, lines have at most 100 columns.
#[test]
fn no_line_is_wider_than_what_is_there() {
    for name in ["sample.json", "viztracer-threads.json.gz", "viztracer-asyncio.json"] {
        let file = format!("{}/tests/traces/{name}", env!("CARGO_MANIFEST_DIR"));
        for line in stdout(&interleave(&["trace", &file])).lines() {
            assert!(line.chars().count() <= 100, "{name}: {line}");
        }
    }
}

#[test]
fn rows_that_nest_deeply_are_drawn_and_small_shares_are_not_nothing() {
    let file = format!("{}/tests/traces/viztracer-asyncio.json", env!("CARGO_MANIFEST_DIR"));
    let text = stdout(&interleave(&["trace", &file]));
    assert!(text.contains("BaseEventLoop.run_forever█"), "{text}");
    assert!(text.contains("< 1 %") && !text.contains("   0 %"), "{text}");
    assert!(!text.contains("ended by"), "{text}");
}

#[test]
fn svg_is_a_figure_of_its_own() {
    let [file] = files("svg", [("app.json", PROGRAM.as_bytes())]);
    insta::assert_snapshot!(stdout(&interleave(&["trace", &file, "--format", "svg"])));
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
fn a_file_may_be_compressed_and_may_come_by_standard_input() {
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    zipped.write_all(PROGRAM.as_bytes()).expect("memory can be written to");
    let zipped = zipped.finish().expect("memory can be written to");
    let [plain, gz] = files("zipped", [("app.json", PROGRAM.as_bytes()), ("app.json.gz", &zipped)]);
    let expect = json(&[&plain]);
    assert_eq!(json(&[&gz]), expect);
    for input in [PROGRAM.as_bytes(), &zipped] {
        let output = interleave_reads(&["trace", "-", "--format", "json"], input);
        assert_eq!(serde_json::from_str::<Value>(&stdout(&output)).expect("it is JSON"), expect);
    }
    let output = interleave_reads(&["trace", &plain, "-"], PROGRAM.as_bytes());
    assert!(stdout(&output).contains("standard input took as long as app.json"));
}

#[test]
fn a_damaged_file_is_read_with_warnings() {
    let cut = &PROGRAM[..PROGRAM.len() - 60];
    let odd = PROGRAM.replacen("\"ph\":\"s\"", "\"ph\":\"E\"", 1);
    let [cut, odd] = files("damaged", [("cut.json", cut.as_bytes()), ("odd.json", odd.as_bytes())]);
    for file in [&cut, &odd] {
        let report = json(&[file]);
        assert_eq!(report["slices"], 5);
        let warning = &report["warnings"][0];
        assert!(warning["offset"].as_u64().is_some_and(|offset| offset > 700), "{warning}");
        assert!(warning["message"].as_str().is_some_and(|message| !message.is_empty()), "{warning}");
        let text = stdout(&interleave(&["trace", file]));
        assert!(text.contains("warning") && text.contains("  at byte "), "{text}");
        let output = interleave(&["trace", file, "--format", "csv"]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && error.contains("warning") && error.lines().count() == 1, "{error}");
    }
}

#[test]
fn many_warnings_are_counted_and_five_are_shown() {
    let ends: Vec<String> = (0..3000)
        .map(|at| {
            format!(
                r#"{{"ph":"X","name":"a","pid":{0},"tid":1,"ts":1,"dur":1}},{{"ph":"E","pid":{0},"tid":1,"ts":0}}"#,
                at % 7
            )
        })
        .collect();
    let [file] = files("many", [("many.json", format!("[{}", ends.join(",")).as_bytes())]);
    let report = json(&[&file]);
    let warnings = report["warnings"].as_array().expect("a list").len();
    assert!((1..=1001).contains(&warnings));
    let text = stdout(&interleave(&["trace", &file]));
    assert!(text.lines().filter(|line| line.starts_with("  at byte ")).count() <= 5, "{text}");
}

#[test]
fn what_cannot_be_read_is_one_line_that_says_what_and_where_and_the_code_is_1() {
    let folder = folder("unreadable");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    for (name, content) in [
        ("empty.json", &b""[..]),
        ("prose.txt", b"Dear reader, this is no trace."),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("other.json", b"{\"name\":\"package\",\"version\":1}"),
        ("none.json", b"[]"),
        ("number.json", b"17"),
        ("damaged.gz", b"\x1f\x8b\x08\0\0"),
        ("wide.json", b"\xff\xfe[\0{\0"),
    ] {
        std::fs::write(path(name), content).expect("it can be written");
    }
    std::fs::write(path("good.json"), PROGRAM).expect("it can be written");
    std::fs::create_dir(path("folder")).expect("a folder can be made");
    for name in [
        "empty.json",
        "prose.txt",
        "picture.png",
        "other.json",
        "none.json",
        "number.json",
        "damaged.gz",
        "wide.json",
        "missing.json",
        "folder",
    ] {
        let (bad, good, out) = (path(name), path("good.json"), path("out.svg"));
        for arguments in [&["trace", &bad][..], &["trace", &good, &bad, "--format", "svg", "-o", &out]] {
            let output = interleave(arguments);
            let error = String::from_utf8_lossy(&output.stderr);
            assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{name}: {error}");
            assert!(error.starts_with(&format!("interleave: cannot read {bad}: ")), "{error}");
            assert!(error.lines().count() == 1 && error.len() > bad.len() + 35, "{error}");
        }
        assert!(!folder.join("out.svg").exists());
    }
    let output = interleave_reads(&["trace", "-"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("interleave: cannot read standard input: "));
}

#[test]
fn a_wrong_argument_is_one_line_and_the_code_is_2() {
    for (arguments, expect) in [
        (&["trace"][..], "FILE"),
        (&["trace", "a.json", "--format", "pdf"], "--format takes text, json, svg, chrome or csv, not 'pdf'"),
        (&["trace", "-", "-"], "'-'"),
        (&["trace", "a.json", "--workers", "3"], "--workers"),
        (&["trace", "a.json", "-o"], "-o"),
        (&["trace", "a.json", "-o", ""], "the name is empty"),
    ] {
        let output = interleave(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), error.lines().count()), (Some(2), 1), "{error}");
        assert!(error.contains(expect), "{error}");
    }
}

#[test]
fn help_names_both_commands_and_each_has_its_own() {
    let help = stdout(&interleave(&["--help"]));
    assert!(help.contains("interleave [lab]") && help.contains("interleave trace FILE"), "{help}");
    for arguments in [["trace", "--help"], ["help", "trace"], ["trace", "-h"]] {
        let help = stdout(&interleave(&arguments));
        assert!(help.contains("--format") && help.contains("standard input") && !help.contains("--workload"), "{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    }
}

#[test]
fn a_report_that_cannot_be_written_leaves_nothing_and_a_report_replaces_in_full() {
    let [file] = files("output", [("app.json", PROGRAM.as_bytes())]);
    let folder = folder("output-to");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    std::fs::create_dir(path("occupied")).expect("a folder can be made");
    for bad in [path("missing/out.csv"), path("occupied")] {
        let output = interleave(&["trace", &file, "--format", "csv", "-o", &bad]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), error.lines().count()), (Some(1), 1), "{error}");
        assert!(error.contains(&format!("cannot write {bad}")), "{error}");
    }
    std::fs::write(path("out.csv"), "old").expect("it can be written");
    assert_eq!(stdout(&interleave(&["trace", &file, "--format", "csv", "-o", &path("out.csv")])), "");
    let text = std::fs::read_to_string(path("out.csv")).expect("it is there");
    assert!(text.starts_with("process,") && text.ends_with("GET /items\r\n"), "{text}");
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).expect("it is there").flatten().map(|it| it.file_name()).collect();
    names.sort();
    assert_eq!(names, ["occupied", "out.csv"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let [file] = files("full", [("app.json", PROGRAM.as_bytes())]);
    for format in ["text", "json", "svg", "chrome", "csv"] {
        let output = interleave(&["trace", &file, "--format", format, "-o", "/dev/full"]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{format}: {error}");
        assert!(error.contains("cannot write /dev/full") && error.lines().count() == 1, "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let [file] = files("early", [("app.json", PROGRAM.as_bytes())]);
    for format in ["text", "json", "svg", "chrome", "csv"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_interleave"));
        command.args(["trace", &file, "--format", format]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{format}");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_while_it_reads_ends_it_at_once() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interleave"));
    command.args(["trace", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let mut input = child.stdin.take().expect("it is piped");
    // More than a pipe holds: it listens for Ctrl-C before it reads.
    input.write_all(format!("[{}", " ".repeat(1 << 20)).as_bytes()).expect("it reads");
    let status = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill is there");
    assert!(status.success());
    let output = child.wait_with_output().expect("it ends");
    drop(input);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), error.as_ref()), (Some(130), "interleave: interrupted\n"));
}

#[cfg(unix)]
#[test]
fn colours_are_used_where_asked_for_and_names_never_steer_the_terminal() {
    let odd = PROGRAM.replace("crunch", r"crunch\u001b[2J").replace("crew", r"crew\u0007");
    let [file] = files("colours", [("app.json", odd.as_bytes())]);
    let plain = stdout(&interleave(&["trace", &file]));
    assert!(!plain.contains(['\x1b', '\x07']), "{plain}");
    let painted = stdout(&interleave(&["trace", &file, "--color", "always"]));
    assert!(painted.contains("\x1b[38;5;16;48;5;") && !painted.contains("\x1b[2J"), "{painted}");
    let figure = stdout(&interleave(&["trace", &file, "--format", "svg"]));
    assert!(!figure.contains(['\x1b', '\x07']), "{figure}");
}
