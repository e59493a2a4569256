//! What is read, and what is said of what cannot be.

use std::io::Write;

use serde_json::Value;

use super::{PROGRAM, files, folder, interleave, interleave_reads, json, stdout};

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
