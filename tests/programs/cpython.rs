//! The same program under CPython, with a `sim` that sleeps.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use interleave::gallery::Program;

use super::run::Ran;

/// After how long a program is given up.
const LONGEST: Duration = Duration::from_secs(120);

/// The CPython that `PYTHON` names, or the newest on the path, with the minor version; none before 3.11.
pub fn find() -> Option<(PathBuf, u32)> {
    let named = std::env::var("PYTHON").ok();
    let usual = ["python3.14", "python3.13", "python3.12", "python3.11", "python3"].map(str::to_owned);
    let candidates = named.map_or(usual.to_vec(), |named| vec![named]);
    candidates.into_iter().find_map(|name| {
        let version = "import sys; print(sys.implementation.name, *sys.version_info[:2])";
        let output = Command::new(&name).args(["-c", version]).output().ok()?;
        let output = String::from_utf8(output.stdout).ok()?;
        let minor = output.trim().strip_prefix("cpython 3 ")?.parse().ok()?;
        (minor >= 11).then(|| (PathBuf::from(name), minor))
    })
}

/// Runs the program.
pub fn run(python: &Path, program: &Program) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("gallery-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let (out, err) = (folder.join(format!("{}.out", program.id)), folder.join(format!("{}.err", program.id)));
    let file = |path: &Path| std::fs::File::create(path).expect("a file can be made");
    let mut command = Command::new(python);
    command.args(["-X", "utf8"]).arg(format!("{}.py", program.id)).current_dir(root.join("static/programs"));
    command.env("PYTHONPATH", root.join("tests/programs/shim")).env("PYTHONDONTWRITEBYTECODE", "1");
    command.stdin(Stdio::null()).stdout(file(&out)).stderr(file(&err));
    let mut child = command.spawn().expect("it ran a moment ago");
    let began = Instant::now();
    let status = loop {
        match child.try_wait().expect("it can be waited for") {
            Some(status) => break status,
            None if began.elapsed() > LONGEST => {
                child.kill().expect("it can be ended");
                break child.wait().expect("it can be waited for");
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    let read = |path: &Path| std::fs::read(path).unwrap_or_default();
    Output { status, stdout: read(&out), stderr: read(&err) }
}

/// In which way its output is the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct Like {
    /// The order of lines is the scheduler's.
    any_order: bool,
    /// Times that are printed differ a little.
    any_times: bool,
}

impl Like {
    /// What a header says of it; none where it is not the same, or not under 3.`minor`.
    pub fn read(told: &str, minor: u32) -> Option<Self> {
        if told.starts_with("no, ") {
            return None;
        }
        let (told, from) = told.split_once(" from 3.").unwrap_or((told, "11"));
        let like = match told {
            "same" => Self::default(),
            "same lines" => Self { any_order: true, ..Self::default() },
            "same but for times" => Self { any_times: true, ..Self::default() },
            "same lines but for times" => Self { any_order: true, any_times: true },
            _ => panic!("what is '{told}'?"),
        };
        (minor >= from.parse().expect("a minor version")).then_some(like)
    }

    /// Whether both ended alike and wrote the same.
    pub fn check(self, theirs: &Output, ours: &Ran) -> Result<(), String> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        let (their_text, their_errors) = (text(&theirs.stdout), text(&theirs.stderr));
        if self.plain(&their_text) != self.plain(&ours.stdout) {
            return Err(format!("CPython prints\n{their_text}and we\n{}\n{their_errors}", ours.stdout));
        }
        let last = |text: &str| text.trim_end().lines().last().unwrap_or_default().to_owned();
        let (their_status, our_status) = (theirs.status.code(), i32::from(ours.exception.is_some()));
        if their_status != Some(our_status) {
            return Err(format!("CPython ends with {their_status:?}, and we with {our_status}\n{their_errors}"));
        }
        match &ours.exception {
            Some(exception) if *exception != last(&their_errors) => {
                Err(format!("CPython ends with '{}', and we with '{exception}'", last(&their_errors)))
            }
            _ => Ok(()),
        }
    }

    fn plain(self, text: &str) -> Vec<String> {
        let mut lines: Vec<String> =
            text.lines().map(|line| if self.any_times { timeless(line) } else { line.to_owned() }).collect();
        if self.any_order {
            lines.sort();
        }
        lines
    }
}

/// The line without its fractions of seconds: `2.0 s` becomes `# s`.
fn timeless(line: &str) -> String {
    let words = line.split(' ').map(|word| {
        let number = word.trim_matches(|letter: char| !letter.is_ascii_digit());
        if number.contains('.') && number.parse::<f64>().is_ok() { word.replace(number, "#") } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}
