//! `cargo xtask test`: every test there is, and one closing line that sums them up.
//!
//! The runners' own output passes through as it comes; what is counted is read from it. A suite
//! that runs no test at all has failed, because that is what a broken runner looks like.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::run::Step;
use crate::setup::{self, Consent, browsers, python, servers};
use crate::{paths, web};

/// Which tests to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    All,
    /// What runs without a browser, fuzzing included.
    Native,
    Browser,
    Fuzz,
}

/// Results of one suite or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Native suites: a name, and what follows `cargo test`.
const NATIVE: &[(&str, &[&str])] = &[
    ("interleave", &["--package", "interleave", "--lib", "--bins", "--tests"]),
    ("documentation", &["--package", "interleave", "--doc"]),
    ("interleave-alloc", &["--package", "interleave-alloc", "--features", "bench", "--lib", "--tests"]),
    ("interleave-text", &["--package", "interleave-text", "--features", "compile"]),
    ("interleave-machine", &["--package", "interleave-machine"]),
    ("interleave-viewer", &["--package", "interleave-viewer"]),
    ("interleave-www", &["--package", "interleave-www", "--lib"]),
    ("xtask", &["--package", "xtask"]),
];

/// Runs the suites of `scope`. The last line of standard output is `N passed, N failed`.
///
/// # Errors
/// When a test fails, a suite runs no test, or set-up or the page's build fails.
pub fn test(consent: Consent, scope: Scope) -> Result<()> {
    let mut total = Count::default();
    let mut trouble = Vec::new();
    if matches!(scope, Scope::All | Scope::Native) {
        for (name, arguments) in NATIVE {
            record(name, native(arguments), &mut total, &mut trouble);
        }
    }
    if scope != Scope::Browser {
        record("fuzz", fuzz(), &mut total, &mut trouble);
    }
    if matches!(scope, Scope::All | Scope::Browser) {
        record("browser", browser(consent), &mut total, &mut trouble);
    }
    for line in &trouble {
        eprintln!("xtask: {line}");
    }
    // A suite that could not run at all is a failure in the sum as well.
    if total.failed == 0 && !trouble.is_empty() {
        total.failed = trouble.len() as u64;
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 {
        // The line above is the last word.
        std::process::exit(1);
    }
    Ok(())
}

fn record(name: &str, result: Result<Count>, total: &mut Count, trouble: &mut Vec<String>) {
    match result {
        Ok(count) if count == Count::default() => trouble.push(format!("{name}: no test ran")),
        Ok(count) => *total += count,
        Err(error) => trouble.push(format!("{name}: {error:#}")),
    }
}

fn native(arguments: &[&str]) -> Result<Count> {
    let mut command = Command::new("cargo");
    command.current_dir(paths::root()).arg("test").arg("--no-fail-fast").args(arguments);
    let mut count = Count::default();
    let success = pass_through(&mut command, |line| {
        if let Some(found) = cargo_count(line) {
            count += found;
        }
    })?;
    ensure!(success || count.failed > 0, "cargo test failed before it ran the tests");
    Ok(count)
}

/// How long each fuzz target runs.
const FUZZ_SECONDS: u64 = 60;

/// What is thrown at a part of the project by chance.
struct Target {
    /// Its name in `fuzz/fuzz_targets/` and, with `.dict`, of its dictionary in `fuzz/`.
    name: &'static str,
    title: &'static str,
    /// Folders of files to begin with.
    seeds: &'static [&'static str],
    /// The longest input, in bytes.
    longest: u32,
}

const TARGETS: &[Target] = &[
    Target { name: "import", title: "damaged traces for the importer", seeds: &["tests/traces"], longest: 8192 },
    Target {
        name: "python",
        title: "damaged programs for the simulated Python",
        seeds: &["static/programs", "tests/python"],
        longest: 4096,
    },
];

/// The fuzz targets, for a minute each: a test each. What one finds out is kept for the next time in
/// `target/fuzz/known`; what it fails on is in `target/fuzz/failures`.
fn fuzz() -> Result<Count> {
    let mut build = setup::cargo_fuzz()?;
    build.args(["build", "--sanitizer", "none"]);
    let usually = "about 5 minutes on 2 cores the first time";
    Step { title: "building the fuzz targets", usually, log: "fuzz-build", limit: None }.run(&mut build)?;
    let mut count = Count::default();
    for target in TARGETS {
        let passed = target.run()?;
        count += Count { passed: passed.into(), failed: (!passed).into() };
    }
    Ok(count)
}

impl Target {
    /// Whether it found nothing.
    fn run(&self) -> Result<bool> {
        let folder = paths::fuzz_target();
        let (known, failures) = (folder.join("known").join(self.name), folder.join("failures").join(self.name));
        fs::create_dir_all(&known)?;
        fs::create_dir_all(&failures)?;
        let mut run = setup::cargo_fuzz()?;
        run.args(["run", self.name, "--sanitizer", "none"]).arg(known);
        run.args(self.seeds.iter().map(|seeds| paths::root().join(seeds)));
        run.args(["--", "-timeout=10", "-rss_limit_mb=2048"]);
        run.args([format!("-max_len={}", self.longest), format!("-dict=fuzz/{}.dict", self.name)]);
        // The same seed each time: a change is to blame for what fails, not chance. `cargo fuzz` by hand takes others.
        run.args(["-seed=1".to_owned(), format!("-max_total_time={FUZZ_SECONDS}")]);
        run.arg(format!("-artifact_prefix={}/", failures.display()));
        let log = format!("fuzz-{}", self.name);
        let limit = Some(Duration::from_secs(FUZZ_SECONDS * 5));
        let step = Step { title: self.title, usually: "a minute", log: &log, limit };
        Ok(step.run(&mut run).inspect_err(|error| eprintln!("xtask: {error:#}")).is_ok())
    }
}

fn browser(consent: Consent) -> Result<Count> {
    let tools = setup::web(consent)?;
    let browsers = browsers::find_or_install(consent, &tools)?;
    let servers = servers::find_or_fetch(consent)?;
    let documentation_tools = python::documentation_tools(consent)?;
    let mdbook = setup::mdbook()?;
    web::build_with(&tools)?;
    // Now that there is a page to be put into it.
    let mut binary = Command::new("cargo");
    binary.current_dir(paths::root()).args(["build", "--package", "interleave", "--bin", "interleave"]);
    let usually = "about a minute on 2 cores";
    Step { title: "building the native binary with the page in it", usually, log: "binary", limit: None }
        .run(&mut binary)?;

    let folder = paths::npm();
    let mut files: Vec<_> = fs::read_dir(&folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Ok(Count::default());
    }
    let report = paths::log("browser.tap");
    let mut node = Command::new("node");
    // One file after the other: each starts browsers that want every core.
    node.current_dir(&folder).args(["--test", "--test-concurrency=1"]);
    node.args(["--test-reporter=spec", "--test-reporter-destination=stdout"]);
    node.arg("--test-reporter=tap");
    node.arg(format!("--test-reporter-destination={}", report.display()));
    node.args(files);
    browsers.apply(&mut node);
    servers.apply(&mut node);
    node.env("INTERLEAVE", paths::binary());
    node.env("SNIPPET_TOOLS", documentation_tools).env("MDBOOK", mdbook);
    let success = pass_through(&mut node, |_| ())?;
    let count =
        tap_count(&fs::read_to_string(&report)?).with_context(|| format!("{} has no totals", report.display()))?;
    if !success && count.failed == 0 {
        bail!("node --test failed without a failed test");
    }
    Ok(count)
}

/// Runs a command, printing each line of its standard output and handing it on.
fn pass_through(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{program}` could not be started"))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            each(&line);
        }
    }
    Ok(child.wait()?.success())
}

/// Reads "test result: ok. 12 passed; 1 failed; 0 ignored; …".
fn cargo_count(line: &str) -> Option<Count> {
    let rest = line.strip_prefix("test result: ")?;
    let before = |word: &str| {
        let (head, _) = rest.split_once(word)?;
        head.split_whitespace().last()?.parse().ok()
    };
    Some(Count { passed: before(" passed")?, failed: before(" failed")? })
}

/// Reads the totals at the end of TAP output. A test that was cancelled did not pass.
fn tap_count(tap: &str) -> Option<Count> {
    let total = |name: &str| -> Option<u64> {
        tap.lines().rev().find_map(|line| line.strip_prefix("# ")?.strip_prefix(name)?.trim().parse().ok())
    };
    let failed = total("fail ")? + total("cancelled ")?;
    Some(Count { passed: total("pass ")?, failed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_closing_lines_are_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(cargo_count(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(cargo_count("test trace::tests::grows ... ok"), None);
    }

    #[test]
    fn the_totals_of_tap_are_read_and_cancelled_tests_count_as_failed() {
        let tap = "ok 1 - a\n# tests 9\n# suites 0\n# pass 7\n# fail 1\n# cancelled 1\n# skipped 0\n";
        assert_eq!(tap_count(tap), Some(Count { passed: 7, failed: 2 }));
        assert_eq!(tap_count("ok 1 - a\n"), None);
    }

    #[test]
    fn a_suite_without_tests_is_trouble() {
        let mut total = Count::default();
        let mut trouble = Vec::new();
        record("browser", Ok(Count::default()), &mut total, &mut trouble);
        assert_eq!(trouble, ["browser: no test ran"]);
    }
}
