//! The arguments of `interleave trace`.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use super::{COLORS, Color, Command, UsageError, choice, file};

/// What `--help` prints.
pub const HELP: &str = "\
Read traces and say where they were concurrent, where they were parallel, and what they waited for.

Usage: interleave trace FILE... [OPTIONS]

FILE is a trace in Chrome's JSON format, as Chrome, Perfetto's tools, viztracer and interleave
write it, as it is or compressed with gzip; '-' is standard input. Of two or more files the first
is what the others are compared with. Nothing leaves this machine.

  --format F           text: figures, tables and timelines (the default)
                       json: the figures, for programs
                       svg: the timelines, for documents
                       chrome: one trace of all files, for trace viewers
                       csv: the slices, for spreadsheets and data frames
  -o, --output FILE    where to write; '-' is standard output
  --color WHEN         auto, always, never; NO_COLOR is respected
  -h, --help           prints this

A file that is damaged is read as far as it makes sense, with warnings; the exit code is 0 then,
1 where a file cannot be read at all, 2 for wrong arguments.
";

/// In which format traces are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceFormat {
    /// Figures, tables and timelines for a terminal.
    Text,
    /// Figures for programs.
    Json,
    /// A figure for documents.
    Svg,
    /// For trace viewers.
    Chrome,
    /// Slices as a table.
    Csv,
}

const FORMATS: [(TraceFormat, &str); 5] = [
    (TraceFormat::Text, "text"),
    (TraceFormat::Json, "json"),
    (TraceFormat::Svg, "svg"),
    (TraceFormat::Chrome, "chrome"),
    (TraceFormat::Csv, "csv"),
];

/// Files to read, and where the report on them goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceSettings {
    /// The files, in order; `-` is standard input.
    pub files: Vec<PathBuf>,
    /// How the report is written.
    pub format: TraceFormat,
    /// Where it is written; standard output where nothing stands here.
    pub output: Option<PathBuf>,
    /// Whether colours are used.
    pub color: Color,
}

/// Makes a command of the arguments behind `trace`.
///
/// # Errors
/// The first argument that cannot be used.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, UsageError> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut settings = TraceSettings { files: Vec::new(), format: TraceFormat::Text, output: None, color: Color::Auto };
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) => settings.files.push(path.into()),
            Short('h') | Long("help") => return Ok(Command::TraceHelp),
            Short('V') | Long("version") => return Ok(Command::Version),
            Long("format") => settings.format = choice(&mut parser, "--format", &FORMATS)?,
            Short('o') | Long("output") => settings.output = file(&mut parser)?,
            Long("color" | "colour") => settings.color = choice(&mut parser, "--color", &COLORS)?,
            other => {
                let error = UsageError::from(other.unexpected());
                return Err(UsageError(error.0.replace("see interleave --help", "see interleave trace --help")));
            }
        }
    }
    let inputs = settings.files.iter().filter(|path| path.as_os_str() == "-").count();
    match (settings.files.len(), inputs) {
        (0, _) => Err(UsageError("trace takes at least one FILE; see interleave trace --help".to_owned())),
        (_, 2..) => Err(UsageError("'-', which is standard input, can be read once".to_owned())),
        _ => Ok(Command::Trace(settings)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, UsageError> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn files_and_options_may_stand_in_any_order() {
        let expect = TraceSettings {
            files: vec!["a.json".into(), "-".into(), "b.gz".into()],
            format: TraceFormat::Csv,
            output: Some("out.csv".into()),
            color: Color::Never,
        };
        for line in [
            "a.json - b.gz --format csv -o out.csv --color never",
            "--format=csv a.json --output out.csv - --colour never b.gz",
        ] {
            assert_eq!(parsed(line), Ok(Command::Trace(expect.clone())), "{line}");
        }
        let plain =
            TraceSettings { files: vec!["--odd".into()], format: TraceFormat::Text, output: None, color: Color::Auto };
        assert_eq!(parsed("-o - -- --odd"), Ok(Command::Trace(plain)));
    }

    #[test]
    fn a_wrong_argument_is_named_with_what_it_takes() {
        for (line, expect) in [
            ("", "trace takes at least one FILE; see interleave trace --help"),
            ("--format svg", "trace takes at least one FILE; see interleave trace --help"),
            ("- -", "'-', which is standard input, can be read once"),
            ("a --format pdf", "--format takes text, json, svg, chrome or csv, not 'pdf'"),
            ("a --workers 3", "there is no option '--workers'; see interleave trace --help"),
        ] {
            assert_eq!(parsed(line).expect_err(line).to_string(), expect);
        }
    }
}
