//! `interleave run`, as its users start it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const S: u64 = 1_000_000_000;

/// A folder of this test's own with `source` as `program.py`.
fn program(name: &str, source: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("run-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let path = folder.join("program.py");
    std::fs::write(&path, source).expect("a file can be written");
    path
}

fn run(path: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interleave"));
    command.arg("run").arg(path).args(arguments.split_whitespace());
    command.output().expect("the binary can be started")
}

fn json(path: &Path, arguments: &str) -> Value {
    let output = run(path, &format!("{arguments} --format json"));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// What the program wrote, in text form.
fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const FOUR_COMPUTE: &str = "
import threading, sim

threads = [threading.Thread(target=sim.cpu, args=(0.1,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print('done')
";

const BANK: &str = "\
import threading
import time

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

def transfer(source, target, amount):
    with source.lock:
        time.sleep(0.01)
        with target.lock:
            source.balance -= amount
            target.balance += amount

one, other = Account(1000), Account(1000)
threads = [
    threading.Thread(target=transfer, args=(one, other, 10), name='there'),
    threading.Thread(target=transfer, args=(other, one, 20), name='back'),
]
for thread in threads:
    thread.start()
print(one.balance + other.balance)
for thread in threads:
    thread.join()
";

#[test]
fn what_the_program_writes_goes_to_standard_output_and_nothing_else() {
    let path = program("hello", "print('hello')\nprint(1 + 2)\n");
    let output = run(&path, "");
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), "hello\n3\n".to_owned()));
    let report = stderr(&output);
    assert!(report.contains("program.py finished after") && report.contains("MainThread"), "{report}");
}

#[test]
fn an_example_runs_on_its_machine_and_all_are_listed() {
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_interleave"));
        command.arg("run").args(arguments).output().expect("the binary can be started")
    };
    let output = run(&["--example", "quantum"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), "short, waits, long\n".to_owned()));
    assert!(stderr(&output).contains("quantum.py finished") && stderr(&output).contains("1 core, round robin"));
    // With a long quantum the order is that of the queue.
    assert_eq!(stdout(&run(&["--example", "quantum", "--quantum", "1s"])), "long, short, waits\n");
    let list = stdout(&run(&["--example", "list"]));
    assert!(list.contains("Deadlock\n  bank ") && list.contains("Event loops\n  event_loop "), "{list}");
    assert_eq!(run(&["--example", "nothing"]).status.code(), Some(2));
}

#[test]
fn json_has_the_fields_that_are_documented() {
    let path = program("fields", FOUR_COMPUTE);
    let report = json(&path, "--cores 2");
    assert_eq!((&report["status"], &report["stdout"]), (&"ok".into(), &"done\n".into()));
    assert_eq!((&report["exception"], &report["deadlock"], &report["cores"]), (&Value::Null, &Value::Null, &2.into()));
    let threads = report["threads"].as_array().expect("a list");
    assert_eq!(threads.len(), 5);
    for thread in threads {
        let of = |key: &str| thread[key].as_u64().unwrap_or_else(|| panic!("{key}: {thread}"));
        let life = of("end_ns") - of("start_ns");
        let states = of("new_ns") + of("running_ns") + of("runnable_ns") + of("waiting_ns");
        assert_eq!(states, life, "states partition a thread's life");
        assert!(thread["name"].is_string() && thread["switches"].is_u64());
    }
    assert!(report["metrics"]["utilisation"].is_f64());
}

#[test]
fn threads_compute_at_once_where_there_is_no_gil_and_cores_for_them() {
    let path = program("gil", FOUR_COMPUTE);
    let seconds = |arguments: &str| json(&path, arguments)["virtual_ns"].as_u64().expect("a time") as f64 / S as f64;
    for (arguments, expect_s) in [
        ("--cores 4", 0.4),
        ("--cores 4 --gil off", 0.1),
        ("--cores 2 --gil off", 0.2),
        ("--cores 1 --gil off", 0.4),
        ("--cores 1", 0.4),
    ] {
        let measured_s = seconds(arguments);
        // A start waits for a core of its own, where others compute; so some threads begin a time slice late.
        assert!((measured_s / expect_s - 1.0).abs() < 0.06, "{arguments}: {measured_s} s");
    }
}

#[test]
fn a_sleep_of_an_hour_is_simulated_at_once() {
    let path = program("hour", "import time\ntime.sleep(3600)\nprint('awake')\n");
    let report = json(&path, "");
    assert_eq!(report["stdout"], "awake\n");
    let late = report["virtual_ns"].as_u64().expect("a time") - 3600 * S;
    assert!(late < S / 1000, "{late} ns late");
}

#[test]
fn a_deadlock_is_named_by_threads_and_lines() {
    let path = program("bank", BANK);
    let output = run(&path, "");
    assert_eq!((output.status.code(), stdout(&output)), (Some(3), "2000\n".to_owned()));
    let said = stderr(&output);
    assert!(said.contains("In a circle: there -> back -> there"), "{said}");
    let report = json(&path, "");
    assert_eq!(report["status"], "deadlock");
    let threads = report["deadlock"]["threads"].as_array().expect("a list");
    let told: Vec<_> = threads.iter().map(|thread| (thread["name"].as_str(), thread["line"].as_u64())).collect();
    assert_eq!(told, [(Some("MainThread"), Some(25)), (Some("there"), Some(12)), (Some("back"), Some(12))]);
}

#[test]
fn an_exception_that_nothing_caught_is_exit_code_1_and_a_traceback() {
    let path = program("raise", "def f(x):\n    return 1 // x\n\nprint('before')\nf(0)\n");
    let output = run(&path, "");
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), "before\n".to_owned()));
    let said = stderr(&output);
    assert!(said.contains("Traceback (most recent call last):"), "{said}");
    assert!(said.trim_end().ends_with("ZeroDivisionError: integer division or modulo by zero"), "{said}");
    let report = json(&path, "");
    assert_eq!(report["status"], "exception");
    assert_eq!(report["exception"], "ZeroDivisionError: integer division or modulo by zero");
}

#[test]
fn what_cannot_be_run_is_refused_with_its_place() {
    let path = program("syntax", "x = 1\ny = = 2\n");
    let output = run(&path, "");
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("program.py:2:5: SyntaxError: ") && stdout(&output).is_empty(), "{said}");
    assert!(said.contains("program.py\", line 2\n    y = = 2\n        ^\n"), "{said}");
    let path = program("quoted", "if True:\n\tx = 'é\u{1b}', open('x')\n");
    let said = stderr(&run(&path, ""));
    assert!(said.contains("line 2\n    x = 'é\u{fffd}', open('x')\n              ^\n"), "{said}");
    let path = program("unsupported", "import socket\nprint('never')\n");
    let output = run(&path, "");
    let said = stderr(&output);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{said}");
    assert!(said.contains("program.py:1:") && said.contains("socket"), "{said}");
    let output = run(Path::new("no-such-file.py"), "");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn limits_end_a_run_with_exit_code_4() {
    let forever = program("forever", "while True:\n    pass\n");
    let memory = program("memory", "x = []\nwhile True:\n    x.append('a' * 1000 + str(len(x)))\n");
    let sleeper = program("sleeper", "import time\nwhile True:\n    time.sleep(60)\n");
    for (path, arguments, limit) in [
        (&forever, "--max-steps 100000", "steps"),
        (&memory, "--max-memory 16MB", "memory"),
        (&sleeper, "--max-time 1h", "virtual time"),
    ] {
        let output = run(path, arguments);
        assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
        let report = json(path, arguments);
        assert_eq!((&report["status"], &report["limit"]), (&"limit".into(), &limit.into()));
    }
}

#[test]
fn the_same_options_give_the_same_run_and_each_policy_runs() {
    let path = program("policies", FOUR_COMPUTE);
    for policy in ["fifo", "rr", "sjf", "srtf", "priority", "mlfq", "lottery", "eevdf"] {
        let arguments = format!("--policy {policy} --cores 1 --gil off --quantum 5ms --seed 3 --format chrome");
        let (one, other) = (run(&path, &arguments), run(&path, &arguments));
        assert!(one.status.success(), "{policy}: {}", stderr(&one));
        assert_eq!(one.stdout, other.stdout, "{policy}");
    }
}

#[test]
fn a_run_can_be_opened_as_a_trace() {
    let path = program("trace", FOUR_COMPUTE);
    let file = path.with_file_name("trace.json");
    let output = run(&path, &format!("--gil off --format chrome -o {}", file.display()));
    assert!(output.status.success(), "{}", stderr(&output));
    let mut command = Command::new(env!("CARGO_BIN_EXE_interleave"));
    let output =
        command.arg("trace").arg(&file).args(["--format", "json"]).output().expect("the binary can be started");
    let report: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(report["max_parallelism"], 4, "the four threads run at once");
    let svg = run(&path, "--format svg");
    assert!(stdout(&svg).starts_with("<svg"), "{}", stdout(&svg));
}

#[test]
fn three_downloads_take_as_long_as_one_on_threads() {
    let source = "
import threading, time

def download():
    time.sleep(2)

for _ in range(3):
    download()
middle = time.perf_counter()
threads = [threading.Thread(target=download) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(round(middle, 1), round(time.perf_counter() - middle, 1))
";
    let report = json(&program("downloads", source), "");
    assert_eq!(report["stdout"], "6.0 2.0\n");
}
