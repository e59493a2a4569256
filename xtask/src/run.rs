//! Runs one long command at a time: its output goes to a log, what it is doing and for how long
//! goes to the terminal, and when it fails so does the log's tail.

use std::fs::{self, File};
use std::io::{IsTerminal, Write, stderr};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::paths;

const POLL: Duration = Duration::from_millis(100);
/// How often a waiting step says that it is alive: on a terminal in place, in a log a new line.
const TICK_TERMINAL: Duration = Duration::from_secs(1);
const TICK_LOG: Duration = Duration::from_secs(30);
const TAIL_LINES: usize = 30;

/// A command together with what to tell whoever waits for it.
pub struct Step<'a> {
    /// What is happening: "building the page".
    pub title: &'a str,
    /// How long that takes: "about 3 minutes on 2 cores, once". Empty when it is quick.
    pub usually: &'a str,
    /// The log's name, without folder or extension.
    pub log: &'a str,
    /// After this long the command is ended and the step has failed.
    pub limit: Option<Duration>,
}

impl Step<'_> {
    /// Runs `command` to its end and returns how long it took.
    ///
    /// # Errors
    /// When the command cannot be started, fails, or passes the step's time limit.
    pub fn run(&self, command: &mut Command) -> Result<Duration> {
        let log_path = paths::log(self.log);
        let log = create(&log_path)?;
        let begin = Instant::now();
        if self.usually.is_empty() {
            eprintln!("- {}", self.title);
        } else {
            eprintln!("- {} ({})", self.title, self.usually);
        }
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            // In a log's tail the cause counts, not the way to it.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("{}: `{program}` could not be started", self.title))?;

        let terminal = stderr().is_terminal();
        let every = if terminal { TICK_TERMINAL } else { TICK_LOG };
        let mut next_tick = every;
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            let elapsed = begin.elapsed();
            if self.limit.is_some_and(|limit| elapsed > limit) {
                child.kill()?;
                child.wait()?;
                clear_tick(terminal);
                bail!("{}: no end after {}", self.title, human(elapsed));
            }
            if elapsed >= next_tick {
                next_tick += every;
                tick(terminal, elapsed, &log_path);
            }
            sleep(POLL);
        };
        clear_tick(terminal);
        let elapsed = begin.elapsed();
        if !status.success() {
            eprintln!("{}", tail(&log_path, TAIL_LINES));
            bail!("{}: failed after {}; the whole log is {}", self.title, human(elapsed), log_path.display());
        }
        if elapsed >= Duration::from_secs(2) {
            eprintln!("  done in {}", human(elapsed));
        }
        Ok(elapsed)
    }
}

/// "8 s" or "2 min 05 s".
pub fn human(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min {:02} s", seconds / 60, seconds % 60) }
}

/// The standard output of a short command, or nothing when it fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

fn create(path: &Path) -> Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(path).with_context(|| format!("{} cannot be written", path.display()))
}

fn tick(terminal: bool, elapsed: Duration, log: &Path) {
    let last = tail(log, 1);
    let last: String = last.trim().chars().take(60).collect();
    if terminal {
        eprint!("\r\x1b[K  {}  {last}", human(elapsed));
        // A tick that cannot be shown is no reason to stop.
        let _ = stderr().flush();
    } else {
        eprintln!("  {}  {last}", human(elapsed));
    }
}

fn clear_tick(terminal: bool) {
    if terminal {
        eprint!("\r\x1b[K");
    }
}

fn tail(path: &Path, lines: usize) -> String {
    let bytes = fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_out_in_seconds_and_minutes() {
        assert_eq!(human(Duration::from_millis(8_400)), "8 s");
        assert_eq!(human(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn a_tail_of_a_missing_file_is_empty() {
        assert_eq!(tail(Path::new("no/such/file"), 3), "");
    }
}
