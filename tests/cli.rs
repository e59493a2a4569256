//! The native command, as its users start it.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

fn interleave(arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interleave"));
    command.args(arguments.split_whitespace()).output().expect("the binary can be started")
}

/// Runs it and reads the JSON that it writes.
fn json(arguments: &str) -> Value {
    json_saying(arguments, "")
}

/// Runs it, which says `errors` on standard error, and reads the JSON that it writes.
fn json_saying(arguments: &str, errors: &str) -> Value {
    let output = interleave(&format!("lab --format json {arguments}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments}: {said}");
    assert_eq!(said, errors, "{arguments}");
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("a folder can be made");
    path
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

const ALL_MODELS: &str = "sequential,event-loop,gil,threads,processes";

#[test]
fn every_model_finds_the_answer_of_every_workload() {
    for description in interleave::workload::ALL {
        let name = description.name;
        let mut arguments = format!("--workload {name} --model {ALL_MODELS} --workers 3 --size 0.01 --tasks 5");
        if description.nature != interleave::workload::Nature::Computing {
            arguments += " --latency 1";
        }
        let report = json(&arguments);
        assert_eq!(report["workload"], name);
        let runs = report["runs"].as_array().expect("a list");
        assert_eq!(runs.len(), 5);
        for run in runs {
            assert_eq!(run["verified"], true, "{name}: {} found {}", run["model"], run["answer"]);
            assert_eq!(run["answer"], runs[0]["answer"], "{name}: {}", run["model"]);
        }
    }
}

#[test]
fn every_model_finds_the_answer_on_any_number_of_workers() {
    let report = json(&format!("--workload primes --model {ALL_MODELS} --workers 1,2,7 --size 0.01 --unevenness 4"));
    let runs = report["runs"].as_array().expect("a list");
    let of = |run: &Value| format!("{} {}", run["model"].as_str().unwrap_or("?"), run["workers"]);
    let expect = [
        "sequential 1",
        "event-loop 1",
        "gil 1",
        "gil 2",
        "gil 7",
        "threads 1",
        "threads 2",
        "threads 7",
        "processes 1",
        "processes 2",
        "processes 7",
    ];
    assert_eq!(runs.iter().map(of).collect::<Vec<_>>(), expect);
    assert!(runs.iter().all(|run| run["verified"] == true));
    for run in runs {
        let lanes = run["lanes"].as_array().expect("a list");
        let workers = lanes.iter().filter(|lane| lane["kind"] == "worker").count();
        assert_eq!(run["workers"], workers, "{}", of(run));
        let parents = usize::from(run["model"] == "processes");
        assert_eq!(lanes.iter().filter(|lane| lane["kind"] == "main").count(), parents);
    }
}

#[test]
fn threads_share_tasks_in_each_of_three_ways() {
    for sharing in ["static", "dynamic", "work-stealing"] {
        let report = json(&format!("--workload primes --model threads --workers 4 --size 0.01 --sharing {sharing}"));
        assert_eq!(report["runs"][0]["verified"], true, "{sharing}");
    }
}

#[test]
fn json_has_these_keys_and_its_figures_belong_together() {
    let report = json("--workload primes --model sequential,threads --workers 2 --size 0.01 --tasks 6");
    assert_eq!(keys(&report), ["cores", "runs", "settings", "version", "workload"]);
    assert_eq!(report["version"], env!("CARGO_PKG_VERSION"));
    assert!(report["cores"].as_u64().is_some_and(|cores| cores > 0));
    for run in report["runs"].as_array().expect("a list") {
        let mut expect = [
            "model",
            "workers",
            "makespan_ns",
            "busy_ns",
            "speedup",
            "efficiency",
            "utilisation",
            "max_parallelism",
            "mean_parallelism",
            "mean_concurrency",
            "answer",
            "verified",
            "lanes",
        ];
        expect.sort_unstable();
        assert_eq!(keys(run), expect);
        let number = |key: &str| run[key].as_f64().expect("a number");
        assert!((number("efficiency") * number("workers") - number("speedup")).abs() < 1e-9);
        let busy_ns = number("utilisation") * number("workers") * number("makespan_ns");
        assert!((busy_ns - number("busy_ns")).abs() <= 1.0);
        assert!(number("mean_parallelism") <= number("max_parallelism"));
        let mut tasks: Vec<u64> = Vec::new();
        let mut of_lanes_ns = 0;
        for lane in run["lanes"].as_array().expect("a list") {
            assert_eq!(keys(lane), ["busy_ns", "kind", "name", "process", "slices"]);
            of_lanes_ns += lane["busy_ns"].as_u64().expect("a number");
            for slice in lane["slices"].as_array().expect("a list") {
                assert_eq!(keys(slice), ["duration_ns", "name", "start_ns", "state", "task"]);
                let end_ns =
                    slice["start_ns"].as_u64().expect("a number") + slice["duration_ns"].as_u64().expect("one");
                assert!(end_ns as f64 <= number("makespan_ns"));
                tasks.extend(slice["task"].as_u64());
            }
        }
        assert_eq!(of_lanes_ns as f64, number("busy_ns"));
        tasks.sort_unstable();
        tasks.dedup();
        assert_eq!(tasks, [0, 1, 2, 3, 4, 5]);
    }
    assert_eq!(report["runs"][0]["speedup"], 1.0);
}

#[test]
fn the_settings_in_json_are_what_makes_the_same_runs_again() {
    let settings = json("--workload primes --size 0.01")["settings"].clone();
    let expect = serde_json::json!({
        "tasks": 12, "size": 0.01, "unevenness": 2.0, "latency_ms": 80.0, "distribution": "uniform",
        "sharing": "work-stealing", "switch_interval_ms": 5.0, "seed": 1,
    });
    assert_eq!(settings, expect);
    let settings = json(
        "--workload kitchen --model gil,threads --workers 2 --tasks 3 --size 0.02 --unevenness 4 --latency 1.5 \
         --distribution long-tail --sharing dynamic --switch-interval 0.5 --seed 18446744073709551615",
    )["settings"]
        .clone();
    let expect = serde_json::json!({
        "tasks": 3, "size": 0.02, "unevenness": 4.0, "latency_ms": 1.5, "distribution": "long-tail",
        "sharing": "dynamic", "switch_interval_ms": 0.5, "seed": u64::MAX,
    });
    assert_eq!(settings, expect);
}

#[test]
fn what_has_no_effect_is_said_and_the_comparison_is_made() {
    let report = json_saying(
        "--workload primes --size 0.01 --model sequential --workers 4 --latency 100",
        "interleave: --workers has no effect: sequential runs on 1 worker; --latency has no effect: the tasks of \
         primes do not wait\n",
    );
    assert_eq!(report["runs"].as_array().map(Vec::len), Some(1));
    json_saying(
        "--workload primes --size 0.01 --model threads,threads --workers 2",
        "interleave: --model has threads twice, which has no effect: each run is made once\n",
    );
}

#[test]
fn speedup_counts_from_the_sequential_run_or_else_from_one_worker() {
    let speedups = |arguments: &str| -> Vec<f64> {
        let report = json(&format!("--workload primes --size 0.01 {arguments}"));
        let runs = report["runs"].as_array().expect("a list");
        runs.iter().map(|run| run["speedup"].as_f64().expect("a number")).collect()
    };
    assert_eq!(speedups("--model threads,sequential --workers 2")[1], 1.0);
    assert_eq!(speedups("--model threads,event-loop --workers 2")[1], 1.0);
    assert_eq!(speedups("--model gil --workers 3,1")[1], 1.0);
    assert_eq!(speedups("--model threads --workers 2").len(), 1, "the extra run is not listed");
}

#[test]
fn text_shows_timelines_a_sentence_and_a_table() {
    let output = interleave("lab --workload primes --size 0.02 --workers 2 --model event-loop,threads");
    let text = String::from_utf8(output.stdout).expect("it is text");
    for part in ["Event loop on 1 worker", "Free threads on 2 workers", "Worker 2 │", "makespan", "(verified)", "└┬"]
    {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
    assert!(!text.contains('\x1b'), "no colours where it is no terminal");
    let output = interleave("lab --workload primes --size 0.01 --color always");
    assert!(String::from_utf8_lossy(&output.stdout).contains("\x1b[38;5;16;48;5;"), "colours where they are asked for");
}

#[test]
fn text_says_what_was_run_and_how_tasks_were_shared() {
    let text = |arguments: &str| {
        let output = interleave(&format!("lab --size 0.01 {arguments}"));
        assert!(output.status.success(), "{arguments}");
        // Lines are broken where they are long.
        String::from_utf8(output.stdout).expect("it is text").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let told = text("--workload primes --workers 2");
    let expect =
        "Settings: primes, 12 tasks, size 0.01, unevenness 2, seed 1; free threads shared tasks by work-stealing";
    assert!(told.contains(expect), "{told}");
    let told = text("--workload kitchen --model gil,threads --workers 2 --sharing static --tasks 1 --latency 2");
    let expect = "Settings: kitchen, 1 task, size 0.01, latency 2 ms, uniform, switch interval 5 ms, seed 1; free \
        threads had their tasks before the start (static sharing)";
    assert!(told.contains(expect), "{told}");
    let told = text("--workload primes --model sequential,event-loop");
    assert!(told.contains("seed 1 Answer: "), "{told}");
}

#[test]
fn a_worker_that_waits_for_the_others_is_told_from_a_task_that_waits() {
    let output = interleave("lab --workload kitchen --size 0.01 --latency 5 --tasks 3 --model threads --workers 2");
    let text = String::from_utf8(output.stdout).expect("it is text");
    assert!(text.contains("╱ waits ") && text.contains("─ waits for the other workers"), "{text}");
    assert!(!text.contains("wait╱") && !text.contains("waits for the other w╱"), "{text}");
    let output = interleave("lab --workload primes --size 0.01 --tasks 3 --model threads --workers 2");
    let text = String::from_utf8(output.stdout).expect("it is text");
    assert!(!text.contains("╱ waits ") && text.contains("─ waits for the other workers"), "{text}");
    let output = interleave("lab --workload primes --size 0.01 --tasks 3 --model threads --workers 2 --format svg");
    let figure = String::from_utf8(output.stdout).expect("it is text");
    assert!(figure.contains(">waits for the other workers</text>") && !figure.contains(">waits</text>"), "{figure}");
}

#[test]
fn more_workers_than_cores_are_said_to_take_turns() {
    let text = |workers: usize| {
        let output = interleave(&format!("lab --workload primes --size 0.01 --model threads --workers {workers}"));
        String::from_utf8(output.stdout).expect("it is text")
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    assert!(text(cores * 2).contains("The operating system takes turns"), "{}", text(cores * 2));
    assert!(!text(cores).contains("takes turns"));
}

#[test]
fn without_arguments_it_draws_the_default_comparison() {
    // The default size would take long without optimisation; everything else stands as it is.
    let output = interleave("--size 0.01");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success());
    assert!(text.starts_with("Event loop on 1 worker") && text.contains("ree thread"), "{text}");
}

#[test]
fn help_and_version_are_printed() {
    assert!(String::from_utf8_lossy(&interleave("--help").stdout).contains("--switch-interval"));
    assert!(interleave("lab --help").status.success());
    let version = interleave("--version");
    assert_eq!(String::from_utf8_lossy(&version.stdout), format!("interleave {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_bad_argument_is_one_line_that_names_its_flag() {
    for (arguments, flag) in [
        ("lab --workload bread", "--workload"),
        ("lab --model fibres", "--model"),
        ("lab --workers 0", "--workers"),
        ("lab --workers 257", "--workers"),
        ("lab --workers", "--workers"),
        ("lab --tasks 1.5", "--tasks"),
        ("lab --size 0", "--size"),
        ("lab --unevenness 17", "--unevenness"),
        ("lab --latency -1", "--latency"),
        ("lab --distribution normal", "--distribution"),
        ("lab --sharing fair", "--sharing"),
        ("lab --seed x", "--seed"),
        ("lab --switch-interval 0", "--switch-interval"),
        ("lab --format pdf", "--format"),
        ("lab --color red", "--color"),
        ("lab -o", "-o"),
        ("lab --output=", "the name is empty"),
        ("lab --workers 2,", "'2,'"),
        ("lab extra", "unexpected argument 'extra'"),
        ("lab --worker 3", "--worker"),
        ("bake", "bake"),
    ] {
        let output = interleave(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments}: {error}");
        assert!(error.starts_with("interleave: ") && error.contains(flag), "{arguments}: {error}");
        assert_eq!(error.lines().count(), 1, "{arguments}: {error}");
        assert_eq!(output.stdout, b"", "{arguments}");
    }
}

#[test]
fn a_file_that_cannot_be_written_is_an_error_and_leaves_nothing() {
    let folder = folder("unwritable");
    let (missing, occupied) = (folder.join("missing/out.json"), folder.join("occupied"));
    std::fs::create_dir(&occupied).expect("a folder can be made");
    for path in [&missing, &occupied] {
        let output = interleave(&format!("lab --workload primes --size 0.01 --format json -o {}", path.display()));
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert!(error.contains(&*path.to_string_lossy()) && error.lines().count() == 1, "{error}");
    }
    let names: Vec<_> =
        std::fs::read_dir(&folder).expect("it is there").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(names, ["occupied"]);
}

#[test]
fn a_file_is_replaced_in_full() {
    let folder = folder("replaced");
    let path = folder.join("out.svg");
    std::fs::write(&path, "old").expect("it can be written");
    let output = interleave(&format!("lab --workload primes --size 0.01 --format svg -o {}", path.display()));
    assert!(output.status.success() && output.stdout.is_empty());
    let text = std::fs::read_to_string(&path).expect("it is there");
    assert!(text.starts_with("<svg ") && text.ends_with("</svg>\n"));
    assert_eq!(std::fs::read_dir(&folder).expect("it is there").count(), 1, "no temporary file is left");
}

#[test]
fn chrome_json_parses_and_every_arrow_has_two_ends() {
    let output = interleave("lab --workload primes --size 0.01 --model threads,processes --workers 2 --format chrome");
    let file: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let events = file["traceEvents"].as_array().expect("a list");
    let count = |kind: &str| events.iter().filter(|event| event["ph"] == kind).count();
    assert_eq!(count("s"), count("f"));
    assert!(count("s") >= 24, "arguments and a result for each of twelve tasks");
    assert!(count("X") >= 24);
    let times: Vec<f64> = events.iter().filter_map(|event| event["ts"].as_f64()).collect();
    assert!(times.is_sorted());
    let processes = events.iter().filter(|event| event["name"] == "process_name");
    assert_eq!(processes.count(), 4, "the threads; the parent and two children");
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_early_is_no_failure() {
    use std::process::Stdio;
    let mut command = Command::new(env!("CARGO_BIN_EXE_interleave"));
    command.args(["lab", "--workload", "primes", "--size", "0.01", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    assert!(interleave("lab --workload primes --size 0.01 -o /dev/null").status.success());
}
