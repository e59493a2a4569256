//! `interleave trace`, as its users start it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

mod exports;
mod inputs;
mod outputs;
mod reports;

/// A program of two threads: one computes and waits, the other computes half of the time.
pub const PROGRAM: &str = r#"{"displayTimeUnit":"ms","traceEvents":[
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

pub fn interleave(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_interleave")).args(arguments).output().expect("the binary can be started")
}

/// Runs it with `input` on standard input.
pub fn interleave_reads(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interleave"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary can be started");
    // It may have ended before it read all.
    let _ = child.stdin.take().expect("it is piped").write_all(input);
    child.wait_with_output().expect("it ends")
}

/// A folder of the test's own, which is empty.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("trace-{name}"));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("a folder can be made");
    path
}

/// Writes files into a folder of the test's own, and says their paths.
pub fn files<const N: usize>(name: &str, files: [(&str, &[u8]); N]) -> [String; N] {
    let folder = folder(name);
    files.map(|(file, content)| {
        let path = folder.join(file);
        std::fs::write(&path, content).expect("it can be written");
        path.to_string_lossy().into_owned()
    })
}

pub fn stdout(output: &Output) -> String {
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    String::from_utf8(output.stdout.clone()).expect("it is text")
}

pub fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&stdout(&interleave(&[&["trace", "--format", "json"], arguments].concat())))
        .expect("it is JSON")
}

pub fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}
