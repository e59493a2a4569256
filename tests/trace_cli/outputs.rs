//! Where reports go, and what happens where they cannot.

use std::io::Write;
use std::process::{Command, Stdio};

use super::{PROGRAM, files, folder, interleave, stdout};

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
