//! Chrome's trace event format, which Perfetto, speedscope and `chrome://tracing` open.
//!
//! Format: Nat Duca and Dan Sinclair, "Trace Event Format". Slices are complete events, those of operations in flight
//! are pairs of asynchronous ones, arrows are flow events. Times are microseconds with a fraction that keeps every
//! nanosecond. Events are sorted by time while they are written: the file is never in memory as a whole.
//!
//! What the format has no word for stands in `args`, where viewers show it, and in metadata events of our own, which
//! they pass over: [`heads`](self::heads) and [`events`](self::events) say what there is. With it, a file that is
//! read again gives the trace it was written from. Arguments and stacks of slices are not part of a trace: they are read
//! again from the file that they came from ([`Texts`]) and written along where that is handed in.

mod events;
mod heads;
mod merge;
mod said;

use std::cell::RefCell;
use std::io;

use super::Run;
use super::line::Line;
use crate::trace::Trace;
use crate::trace::import::Texts;
use heads::Part;
use said::Say;

/// Writes `trace` with its own times and numbers, so that the file reads as the same trace.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_chrome(trace: &Trace, out: &mut dyn io::Write) -> io::Result<()> {
    write(&[Part::whole(trace)], out)
}

/// The same, with the arguments and stacks of its slices, as `texts` give them.
///
/// # Errors
/// Where `out` cannot be written to, or the file that the trace came from cannot be read.
pub fn write_chrome_with(trace: &Trace, texts: Texts, out: &mut dyn io::Write) -> io::Result<()> {
    write(&[Part::whole(trace).with_texts(Some(&RefCell::new(texts)))], out)
}

/// Writes `runs` into one file: every run starts at 0, and each process of a run is a process of the file.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_chrome_runs(runs: &[Run], out: &mut dyn io::Write) -> io::Result<()> {
    write(&Part::of_runs(runs), out)
}

/// The same, with the arguments and stacks of each run's slices, as the `texts` in its place give them.
///
/// # Errors
/// Where `out` cannot be written to, or a file that a run came from cannot be read.
pub fn write_chrome_runs_with(runs: &[Run], texts: Vec<Option<Texts>>, out: &mut dyn io::Write) -> io::Result<()> {
    let texts: Vec<_> = texts.into_iter().map(|texts| texts.map(RefCell::new)).collect();
    let said = |index: usize| Some(texts.get(index)?.as_ref()? as &dyn Say);
    let parts = Part::of_runs(runs).into_iter().enumerate();
    write(&parts.map(|(index, part)| part.with_texts(said(index))).collect::<Vec<_>>(), out)
}

/// `runs` in one file, as [`write_chrome_runs`] writes them.
#[must_use]
pub fn chrome(runs: &[Run]) -> String {
    let mut bytes = Vec::new();
    // Writing to memory does not fail, and only whole texts are written.
    let _ = write_chrome_runs(runs, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

fn write(parts: &[Part], out: &mut dyn io::Write) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    let mut file = File { out: &mut out, line: Line::default(), is_first: true };
    file.out.write_all(b"{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n")?;
    heads::write(parts, &mut file)?;
    merge::write(events::sources(parts), &mut file)?;
    file.out.write_all(b"\n]}\n")?;
    io::Write::flush(&mut out)
}

/// The list of events that is being written.
struct File<'a> {
    out: &'a mut dyn io::Write,
    line: Line,
    is_first: bool,
}

impl File<'_> {
    /// Adds the event that `fill` writes between its braces.
    fn event(&mut self, fill: impl FnOnce(&mut Line)) -> io::Result<()> {
        self.line.clear();
        self.line.text(if std::mem::take(&mut self.is_first) { "{" } else { ",\n{" });
        fill(&mut self.line);
        self.line.text("}");
        self.out.write_all(self.line.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Counter, Lane, LaneKind, NO_TASK, Process, Slice, Slices, State};

    fn row(slices: &[(u64, u64, u32)]) -> Slices {
        let mut row = Slices::default();
        for &(start_ns, duration_ns, name) in slices {
            row.push(Slice { start_ns, duration_ns, name, task: NO_TASK, state: State::Running });
        }
        row
    }

    fn lines(trace: &Trace) -> Vec<String> {
        let mut bytes = Vec::new();
        write_chrome(trace, &mut bytes).expect("memory can be written to");
        let text = String::from_utf8(bytes).expect("it is text");
        serde_json::from_str::<serde_json::Value>(&text).expect("it is JSON");
        text.lines().map(|line| line.trim_end_matches(',').to_owned()).filter(|line| !line.contains("\"M\"")).collect()
    }

    #[test]
    fn nested_rows_are_written_in_order_of_time_the_outer_slice_first() {
        let mut trace = Trace::default();
        let names = ["a\"b", "inner", "next"].map(|name| trace.strings.intern(name));
        let slices = row(&[(1_500, 1_000, names[0]), (2_500, 10, names[2])]);
        let nested = vec![row(&[(1_500, 1_000, names[1]), (2_500, 0, 0)])];
        trace.lanes.push(Lane { slices, nested, thread: 7, ..Lane::default() });
        let event = |name: &str, ts: &str, dur: &str, args: &str| {
            format!(
                r#"{{"ph":"X","name":"{name}","cat":"running","pid":1,"tid":7,"ts":{ts},"dur":{dur},"args":{{"state":"running"{args}}}}}"#
            )
        };
        let expect = [
            event(r#"a\"b"#, "1.500", "1.000", ""),
            event("inner", "1.500", "1.000", ""),
            event("next", "2.500", "0.010", ""),
            event("running", "2.500", "0.000", r#","unnamed":true,"depth":1"#),
        ];
        assert_eq!(lines(&trace)[1..5], expect);
    }

    #[test]
    fn operations_in_flight_are_pairs_and_each_ends_before_the_next_of_its_row_begins() {
        let mut trace = Trace::default();
        let get = trace.strings.intern("get");
        let (slices, nested) = (row(&[(0, 10, get), (10, 0, get), (10, 5, get)]), vec![row(&[(4, 20, get)])]);
        trace.lanes.push(Lane { kind: LaneKind::Async, slices, nested, thread: 1, ..Lane::default() });
        let told: Vec<(String, String, String)> = lines(&trace)
            .iter()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .map(|event| (event["ph"].to_string(), event["id2"]["local"].to_string(), event["ts"].to_string()))
            .collect();
        let told: Vec<[&str; 3]> =
            told.iter().map(|(ph, id, ts)| [ph, id, ts].map(|text| text.trim_matches('"'))).collect();
        let (b, e) = ("b", "e");
        let expect = [
            [b, "1", "0.0"],
            [b, "2", "0.004"],
            [e, "1", "0.01"],
            [b, "1", "0.01"],
            [e, "1", "0.01"],
            [b, "1", "0.01"],
            [e, "1", "0.015"],
            [e, "2", "0.024"],
        ];
        assert_eq!(told, expect);
    }

    #[test]
    fn series_of_one_counter_share_an_event_where_they_change_at_one_time() {
        let mut trace = Trace::default();
        let names = ["memory", "used", "free"].map(|name| trace.strings.intern(name));
        trace.processes.push(Process { number: 42, name: 0 });
        let counter = |series, time_ns: &[u64], value: &[f64]| Counter {
            name: names[0],
            series,
            process: 0,
            time_ns: time_ns.into(),
            value: value.into(),
        };
        trace.counters = vec![
            counter(names[1], &[0, 1_000], &[1.0, 2.5]),
            counter(names[2], &[1_000, 2_000], &[-3.0, f64::NAN]),
            counter(0, &[3_000], &[1e300]),
        ];
        let event = |ts: &str, args: &str| {
            format!(r#"{{"ph":"C","name":"memory","pid":42,"tid":0,"ts":{ts},"args":{{{args}}}}}"#)
        };
        let expect = [
            event("0.000", r#""used":1.0"#),
            event("1.000", r#""used":2.5,"free":-3.0"#),
            event("3.000", r#""value":1e300"#),
        ];
        assert_eq!(lines(&trace)[1..4], expect);
    }

    #[test]
    fn lanes_and_processes_of_one_number_are_told_apart() {
        let mut trace = Trace { processes: vec![Process { number: 5, name: 0 }; 2], ..Trace::default() };
        for process in [0, 0, 1] {
            trace.lanes.push(Lane { process, thread: 9, ..Lane::default() });
        }
        let part = Part::whole(&trace);
        let places: Vec<(u64, u64)> = (0..3).map(|lane| part.place(lane).expect("there are three")).collect();
        assert_eq!(places, [(5, 9), (5, 1), (1, 9)]);
    }
}
