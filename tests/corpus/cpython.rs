//! Many programs in one CPython: it starts once, and runs each in a name space of its own.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What a program came to.
#[derive(Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Ended {
    pub output: String,
    pub status: i32,
    /// The last line of the traceback, if there was one.
    pub error: Option<String>,
}

/// The CPython that `PYTHON` names, or the newest on the path, with its minor version; none before 3.11.
pub fn find() -> Option<(PathBuf, u32)> {
    let named = std::env::var("PYTHON").ok();
    let usual = ["python3.14", "python3.13", "python3.12", "python3.11", "python3"].map(str::to_owned);
    named.map_or(usual.to_vec(), |named| vec![named]).into_iter().find_map(|name| {
        let version = "import sys; print(sys.implementation.name, *sys.version_info[:2])";
        let output = Command::new(&name).args(["-c", version]).output().ok()?;
        let output = String::from_utf8(output.stdout).ok()?;
        let minor = output.trim().strip_prefix("cpython 3 ")?.parse().ok()?;
        (minor >= 11).then(|| (PathBuf::from(name), minor))
    })
}

const DRIVER: &str = r#"
import io, json, sys, threading, traceback, warnings
warnings.simplefilter("ignore")
programs = json.load(sys.stdin)
results = []
real = sys.stdout
for source in programs:
    sys.stdout = io.StringIO()
    status, error = 0, None
    try:
        exec(compile(source, "program.py", "exec"), {"__name__": "__main__"})
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException as raised:
        status, error = 1, traceback.format_exception(raised)[-1].rstrip("\n").split("\n")[-1]
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    results.append({"output": sys.stdout.getvalue(), "status": status, "error": error})
sys.stdout = real
json.dump(results, sys.stdout)
"#;

/// Runs all programs, and says what each came to.
pub fn run(python: &PathBuf, programs: &[String]) -> Vec<Ended> {
    let mut command = Command::new(python);
    command.args(["-X", "utf8", "-c", DRIVER]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it ran a moment ago");
    let input = serde_json::to_vec(programs).expect("texts can be written");
    let mut stdin = child.stdin.take().expect("it was asked for");
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("it does not panic").expect("CPython reads all programs");
    assert!(output.status.success(), "CPython ended with {}", output.status);
    serde_json::from_slice(&output.stdout).expect("the driver writes JSON")
}
