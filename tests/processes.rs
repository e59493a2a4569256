//! Worker processes that die, talk nonsense, or lose their parent. Linux only: it looks into `/proc`.
#![cfg(target_os = "linux")]

use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// A run that would go on for minutes, in a group of processes of its own as a shell would start it.
fn long_run(workers: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interleave"));
    command.args(["lab", "--workload", "primes", "--model", "processes", "--size", "100", "--workers", workers]);
    command
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts")
}

/// The processes that `parent` started, once there are `count` of them.
fn children(parent: &Child, count: usize) -> Vec<u32> {
    loop {
        let mut found = Vec::new();
        let tasks = std::fs::read_dir(format!("/proc/{}/task", parent.id())).expect("it runs");
        for task in tasks.flatten() {
            let text = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
            found.extend(text.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
        }
        if found.len() >= count && found.iter().all(|id| is_child(*id)) {
            return found;
        }
        std::thread::yield_now();
    }
}

/// Whether it has become the worker it is to be: between fork and exec it is still a copy of its parent.
fn is_child(id: u32) -> bool {
    std::fs::read(format!("/proc/{id}/cmdline")).is_ok_and(|line| line.windows(7).any(|part| part == b"__child"))
}

/// Sends the signal `name` to `target`, a process or, with a minus before it, a group of them.
fn signal(target: &str, name: &str) {
    let status = Command::new("kill").args([&format!("-{name}"), "--", target]).status();
    assert!(status.expect("there is a kill command").success());
}

/// Waits until none of `ids` is a worker any more.
fn wait_until_gone(ids: &[u32]) {
    while ids.iter().any(|id| is_child(*id)) {
        std::thread::yield_now();
    }
}

#[test]
fn a_killed_process_is_an_error_in_one_line_and_the_others_end_too() {
    let parent = long_run("3");
    let ids = children(&parent, 3);
    signal(&ids[1].to_string(), "KILL");
    let output = parent.wait_with_output().expect("it ends");
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.starts_with("interleave: worker 2: its process ended before its work did"), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    wait_until_gone(&ids);
}

#[test]
fn processes_end_when_their_parent_is_killed() {
    let mut parent = long_run("2");
    let ids = children(&parent, 2);
    parent.kill().expect("it runs");
    parent.wait().expect("it ends");
    wait_until_gone(&ids);
}

#[test]
fn an_interrupted_run_ends_with_its_processes_and_writes_nothing() {
    let parent = long_run("2");
    let ids = children(&parent, 2);
    // What a terminal does: the whole group gets the signal.
    signal(&format!("-{}", parent.id()), "INT");
    let output = parent.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(
        (output.stdout.len(), String::from_utf8_lossy(&output.stderr).as_ref()),
        (0, "interleave: interrupted\n")
    );
    wait_until_gone(&ids);
}

#[test]
fn a_process_that_is_told_nonsense_ends_with_one_line() {
    let nonsense: [&[u8]; 4] = [b"hello, is anybody there?\n", &[3, 0, 0, 0, 2, 9, 9, 9], &[0, 0, 0, 0, 3], &[7, 0]];
    for words in nonsense {
        let mut command = Command::new(env!("CARGO_BIN_EXE_interleave"));
        command.arg("__child").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let mut input = child.stdin.take().expect("a pipe");
        // It may have given up before it has read everything.
        let _ = input.write_all(words);
        // A message that breaks off does so where the pipe closes; else the pipe stays open, for its end is an end.
        let input = (words.len() >= 5).then_some(input);
        let mut error = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut error).expect("it is text");
        drop(input);
        assert_eq!(child.wait().expect("it ends").code(), Some(1), "{words:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{words:?}: {error}");
    }
}
