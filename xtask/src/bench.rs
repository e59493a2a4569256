//! `cargo xtask bench [NAME…] [--turns N] [--write]`: the benchmarks, as ratios measured in one run.
//!
//! It builds what is measured and what it is measured against, lets the scripts in `benches/browser/` measure, and
//! prints their rows as one table. A goal that is missed is a row that says so, not an error. Nothing here is a test.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::run::{Step, output};
use crate::setup::{self, Consent, Web, browsers};
use crate::{paths, sizes, web};

/// A name, and what it measures. All but the last are scripts in `benches/browser/`.
const BENCHMARKS: &[(&str, &str)] = &[
    ("lab", "free threads: scaling, and WebAssembly against native code"),
    ("alloc", "the allocator against Rust's own"),
    ("pool", "workers and tasks: how soon, how many"),
    ("record", "what recording costs"),
    ("page", "the page under a reader's hands"),
    ("trace", "the trace page: opening, parsing, frames"),
    ("program", "the program view: Python beside CPython, stepping back"),
    ("embed", "demos in a page: how soon, and what ten of them cost"),
    ("queue", "the simulated computer's event core beside SimPy"),
    ("python", "Python programs that compute, natively, beside CPython"),
    ("wall", "Python programs that wait: predicted wall time beside CPython's"),
    ("lighthouse", "what Lighthouse says of the page"),
    ("size", "the first view, compressed"),
];
/// Those that need no page and no browser.
const NATIVE: &[&str] = &["python", "wall"];
/// The binaries of `benches/web`.
const BINARIES: &[&str] = &["bench-ours", "bench-stock", "bench-engine"];
/// As for the page's engine: see `www/index.html`.
const WASM_OPT: &[&str] = &[
    "-O3",
    "--enable-threads",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
];
const RESULTS: &str = "benches/RESULTS.md";
const BEGIN: &str = "<!-- Written by `cargo xtask bench --write`. -->\n";
const END: &str = "<!-- End of what was written. -->\n";
const HEADS: [&str; 6] = ["measured", "ours", "peer or limit", "ratio", "goal", "met"];

type Row = [String; 6];

/// What was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    /// All of them where it is empty.
    names: Vec<&'static str>,
    turns: Option<u32>,
    write: bool,
}

impl Asked {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut asked = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--write" => asked.write = true,
                "--turns" => {
                    let turns = arguments.next().and_then(|text| text.parse().ok()).filter(|turns| *turns > 0);
                    asked.turns = Some(turns.context("--turns takes a whole number from 1 on")?);
                }
                name => match BENCHMARKS.iter().find(|benchmark| benchmark.0 == name) {
                    Some(benchmark) => asked.names.push(benchmark.0),
                    None => bail!("there is no benchmark `{name}`; there are\n{}", list()),
                },
            }
        }
        ensure!(!asked.write || asked.names.is_empty(), "--write replaces the whole table: give no names with it");
        Ok(asked)
    }

    fn has(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.contains(&name)
    }
}

fn list() -> String {
    let lines = BENCHMARKS.iter().map(|(name, what)| format!("  {name:12}{what}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Runs the benchmarks that `arguments` select and prints their table.
///
/// # Errors
/// When an argument is wrong, a build fails, or a script does.
pub fn bench(consent: Consent, arguments: &[String]) -> Result<()> {
    let asked = Asked::parse(arguments)?;
    let scripts: Vec<_> = BENCHMARKS.iter().filter(|(name, _)| *name != "size" && asked.has(name)).collect();
    let mut tools = None;
    if asked.has("size") || scripts.iter().any(|(name, _)| !NATIVE.contains(name)) {
        let web = setup::web(consent)?;
        web::build_with(&web)?;
        tools = Some(web);
    }
    let mut rows = Vec::new();
    let mut versions = Vec::new();
    if !scripts.is_empty() {
        build_native()?;
        let browsers = tools.as_ref().map(|tools| browsers::find_or_install(consent, tools)).transpose()?;
        if let Some(tools) = &tools {
            build_web(tools)?;
        }
        for (name, what) in scripts {
            eprintln!("- {name}: {what}");
            let mut node = Command::new("node");
            node.arg(paths::root().join(format!("benches/browser/{name}.mjs")));
            node.env("INTERLEAVE", release("interleave")).env("INTERLEAVE_BENCH", release("interleave-bench"));
            if let Some(turns) = asked.turns {
                node.env("BENCH_TURNS", turns.to_string());
            }
            if let Some(browsers) = &browsers {
                browsers.apply(&mut node);
            }
            measure(&mut node, &mut rows, &mut versions).with_context(|| (*name).to_owned())?;
        }
    }
    if asked.has("size") {
        rows.push(size_row(&sizes::table(&paths::dist())?)?);
    }
    print!("{}", text_table(&rows));
    if asked.write {
        write_results(&rows, &versions)?;
    }
    Ok(())
}

fn build_native() -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(paths::root()).args(["build", "--release"]);
    cargo.args(["--package", "interleave", "--package", "interleave-bench"]);
    let step =
        Step { title: "building what runs natively", usually: "about a minute", log: "bench-native", limit: None };
    step.run(&mut cargo)?;
    Ok(())
}

/// Where cargo puts what it builds with `--release`.
fn release(program: &str) -> PathBuf {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| paths::root().join("target"), PathBuf::from);
    target.join("release").join(file)
}

/// The binaries of `benches/web`, as the page's engine is built, but for one thing: everything is compiled for speed,
/// so that Rust's own allocator does not pay for the page's small standard library.
fn build_web(tools: &Web) -> Result<()> {
    let mut cargo = tools.cargo();
    cargo.args(["build", "--package", "interleave-bench-web", "--target", "wasm32-unknown-unknown"]);
    cargo.args(["--profile", "web", "--config", "profile.web.opt-level=3"]);
    let usually = "about 3 minutes on 2 cores the first time";
    Step { title: "building what runs in workers", usually, log: "bench-web", limit: None }.run(&mut cargo)?;
    let step = |title: String, mut command: Command| {
        Step { title: &title, usually: "", log: "bench-web", limit: None }.run(&mut command)
    };
    for binary in BINARIES {
        let folder = paths::root().join("target/bench/web").join(binary);
        let built = paths::web_target().join("wasm32-unknown-unknown/web").join(format!("{binary}.wasm"));
        let mut bindgen = tools.wasm_bindgen();
        bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(built);
        step(format!("{binary}: the JavaScript side"), bindgen)?;
        let Some(mut optimise) = tools.wasm_opt() else { continue };
        let module = folder.join(format!("{binary}_bg.wasm"));
        optimise.args(WASM_OPT).arg(&module).arg("-o").arg(&module);
        step(format!("{binary}: wasm-opt"), optimise)?;
    }
    Ok(())
}

/// Runs a script and takes its rows and versions from what it prints.
fn measure(node: &mut Command, rows: &mut Vec<Row>, versions: &mut Vec<String>) -> Result<()> {
    let mut child = node.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("node could not be started")?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            let mut cells = line.split('\t').map(str::to_owned);
            match cells.next().as_deref() {
                Some("row") => {
                    let row: Row = std::array::from_fn(|_| cells.next().unwrap_or_default());
                    eprintln!("  {}: {} {}", row[0], row[3], if row[5] == "no" { "(missed)" } else { "" });
                    rows.push(row);
                }
                Some("version") => {
                    let version = cells.next().unwrap_or_default();
                    if !versions.contains(&version) {
                        versions.push(version);
                    }
                }
                _ => eprintln!("  {line}"),
            }
        }
    }
    let status = child.wait()?;
    ensure!(status.success(), "the script ended with {status}");
    Ok(())
}

/// The last line of the table of sizes as a row: `sum RAW BROTLI SHARE% of BUDGET`.
fn size_row(table: &str) -> Result<Row> {
    let words: Vec<&str> = table.lines().last().unwrap_or_default().split_whitespace().collect();
    let [_, _, brotli, .., budget] = words.as_slice() else { bail!("the table of sizes has no sum") };
    let (brotli, budget): (f64, f64) = (brotli.parse()?, budget.parse()?);
    let kilobytes = |bytes: f64| format!("{:.1} kB", bytes / 1e3);
    let met = if brotli <= budget { "yes" } else { "no" };
    let share = format!("{:.2}", brotli / budget);
    Ok(["first view in Brotli".into(), kilobytes(brotli), kilobytes(budget), share, "≤ 1".into(), met.into()])
}

fn text_table(rows: &[Row]) -> String {
    let lines = || std::iter::once(HEADS.map(str::to_owned)).chain(rows.iter().cloned());
    let width = |column: usize| lines().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 6] = std::array::from_fn(width);
    let mut text = String::new();
    for row in lines() {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

fn write_results(rows: &[Row], versions: &[String]) -> Result<()> {
    let path = paths::root().join(RESULTS);
    let old = fs::read_to_string(&path).with_context(|| RESULTS.to_owned())?;
    let mut text = format!("{}\n\n", machine(versions));
    for row in [HEADS.map(str::to_owned), std::array::from_fn(|_| "---".to_owned())].iter().chain(rows) {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    fs::write(&path, replaced(&old, &text).with_context(|| format!("{RESULTS} has lost its marks"))?)?;
    eprintln!("- written to {RESULTS}");
    Ok(())
}

/// `old` with `new` between the marks.
fn replaced(old: &str, new: &str) -> Option<String> {
    let (before, rest) = old.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some([before, BEGIN, new, END, after].concat())
}

/// When, on what and with what the table was measured.
fn machine(versions: &[String]) -> String {
    let of_file = |path: &str, key: &str, mark: char| {
        let text = fs::read_to_string(path).unwrap_or_default();
        let value = text.lines().find(|line| line.starts_with(key)).and_then(|line| line.split_once(mark));
        value.map_or_else(|| "unknown".to_owned(), |(_, value)| value.trim().trim_matches('"').to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut with = versions.to_vec();
    with.extend(output(Command::new("node").arg("--version")).map(|version| format!("Node {}", version.trim())));
    format!(
        "Measured on {}: {cores} cores of {}, {}; {}.",
        output(Command::new("date").arg("+%F")).unwrap_or_default().trim(),
        of_file("/proc/cpuinfo", "model name", ':'),
        of_file("/etc/os-release", "PRETTY_NAME", '='),
        with.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Asked> {
        Asked::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn names_and_turns_are_taken_and_others_refused_by_name() {
        let expected = Asked { names: vec!["pool", "size"], turns: Some(3), write: false };
        assert_eq!(parsed("pool --turns 3 size").unwrap(), expected);
        assert!(parsed("pools").unwrap_err().to_string().starts_with("there is no benchmark `pools`"));
        assert!(parsed("--turns 0").unwrap_err().to_string().starts_with("--turns takes"));
        assert!(parsed("--write pool").is_err());
    }

    #[test]
    fn the_sum_of_the_sizes_becomes_a_row() {
        let row = size_row("first view  bytes  brotli 11\nsum  300000  120000  96% of 125000\n").unwrap();
        assert_eq!(row, ["first view in Brotli", "120.0 kB", "125.0 kB", "0.96", "≤ 1", "yes"]);
        assert!(size_row("").is_err());
    }

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let old = ["a\n", BEGIN, "old\n", END, "z\n"].concat();
        assert_eq!(replaced(&old, "new\n").unwrap(), ["a\n", BEGIN, "new\n", END, "z\n"].concat());
        assert_eq!(replaced("no marks", "new"), None);
    }

    #[test]
    fn columns_line_up() {
        let row = ["x", "1 µs", "2 µs", "2", "≥ 1", "yes"].map(str::to_owned);
        let table = text_table(&[row]);
        let column = |line: &str| line.chars().take_while(|letter| *letter != '2').count();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[0].find("peer"), Some(column(lines[1])));
    }
}
