//! Slices as a table, for spreadsheets and data frames: RFC 4180, with a head and line ends of CR and LF.
//!
//! Columns: `process`, `lane`, `depth`, `start_ns`, `duration_ns`, `state`, `task`, `name`; before them `file`, what the
//! trace is called, where there are several. Lanes come in the order of the trace, the slices of a row in order of
//! time. A process or a lane without a name goes by its number; a slice without a task leaves the field empty.

use std::io;

use super::Run;
use super::figure::{lane_name, process_name};
use super::line::Line;
use crate::trace::recording::task_of;

/// Writes the slices of `runs`, with their own times.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_csv(runs: &[Run], out: &mut dyn io::Write) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    let has_file = runs.len() > 1;
    let file = if has_file { "file," } else { "" };
    io::Write::write_all(&mut out, file.as_bytes())?;
    io::Write::write_all(&mut out, b"process,lane,depth,start_ns,duration_ns,state,task,name\r\n")?;
    let mut line = Line::default();
    for run in runs {
        let strings = &run.trace.strings;
        for lane in &run.trace.lanes {
            let mut head = Line::default();
            if has_file {
                head.csv(run.title);
                head.text(",");
            }
            head.csv(&process_name(run.trace, lane.process));
            head.text(",");
            head.csv(&lane_name(run.trace, lane));
            for (depth, row) in (0..).zip(lane.rows()) {
                for slice in row.iter() {
                    line.clone_from(&head);
                    for number in [depth, slice.start_ns, slice.duration_ns] {
                        line.text(",");
                        line.number(number);
                    }
                    line.text(",");
                    line.text(slice.state.name());
                    line.text(",");
                    if let Some(task) = task_of(slice.task) {
                        line.number(u64::from(task));
                    }
                    line.text(",");
                    line.csv(strings.get(slice.name));
                    line.text("\r\n");
                    io::Write::write_all(&mut out, line.bytes())?;
                }
            }
        }
    }
    io::Write::flush(&mut out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Lane, NO_TASK, Process, Slice, State, Trace};

    fn trace() -> Trace {
        let mut trace = Trace::default();
        let names = ["wait, \"please\"\n", "a;b", "pool"].map(|name| trace.strings.intern(name));
        trace.processes.push(Process { number: 42, name: names[2] });
        let mut lane = Lane { thread: 7, ..Lane::default() };
        let outer = Slice { start_ns: 5, duration_ns: 10, name: names[1], task: NO_TASK, state: State::Running };
        lane.slices.push(outer);
        lane.nested = vec![Default::default()];
        lane.nested[0].push(Slice { start_ns: 6, duration_ns: 0, name: names[0], task: 3, state: State::Waiting });
        trace.lanes.push(lane);
        trace
    }

    fn csv(runs: &[Run]) -> String {
        let mut bytes = Vec::new();
        write_csv(runs, &mut bytes).expect("memory can be written to");
        String::from_utf8(bytes).expect("it is text")
    }

    #[test]
    fn fields_with_commas_quotes_and_line_breaks_stand_in_quotes() {
        let expect = "process,lane,depth,start_ns,duration_ns,state,task,name\r\n\
            pool,Thread 7,0,5,10,running,,a;b\r\n\
            pool,Thread 7,1,6,0,waiting,3,\"wait, \"\"please\"\"\n\"\r\n";
        assert_eq!(csv(&[Run { title: "a", trace: &trace() }]), expect);
    }

    #[test]
    fn several_traces_are_told_apart_by_a_column_of_their_own() {
        let (trace, empty) = (trace(), Trace::default());
        let text = csv(&[Run { title: "a,b", trace: &trace }, Run { title: "c", trace: &empty }]);
        assert!(text.starts_with("file,process,"), "{text}");
        assert!(text.contains("\r\n\"a,b\",pool,Thread 7,0,5,"), "{text}");
        assert_eq!(csv(&[]).lines().count(), 1);
    }
}
