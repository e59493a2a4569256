//! Processes natively: children of the same binary that talk through pipes.
//!
//! A message is a frame: its length and its kind, then a body in postcard's format. Each child has a thread of the
//! parent that reads its frames; one loop hands out tasks and takes in results. A child looks at its standard input
//! all the time and ends when that is closed, so that none outlives its parent, however the parent ended.
//!
//! The children's clocks are aligned by asking each what time it is: half-way between question and answer its clock
//! showed what it said. The quickest of several exchanges counts (Cristian, "Probabilistic clock synchronization",
//! 1989): the error is at most half of how long that one took, some ten microseconds.

use std::io::{self, Read, Write};
use std::process::{Child as Process, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use anyhow::{Context, bail};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::host::{CounterClock, Threads};
use crate::lab::{self, Control, HostError, Outcome, Parent, Plan, Prepared, RunError};
use crate::time::Clock;

/// The hidden command that makes a process a child.
pub const COMMAND: &str = "__child";

// To the child.
const PING: u8 = 1;
const START: u8 = 2;
const REQUEST: u8 = 3;
// To the parent.
const PONG: u8 = 17;
const READY: u8 = 18;
const REPLY: u8 = 19;

/// A longer frame is no frame: what came is something else.
const MAX_FRAME_BYTES: u32 = 1 << 30;
const EXCHANGES: u32 = 5;
/// How long a child may take until it is ready.
const START_LIMIT_NS: u64 = 60_000_000_000;
/// How often the parent looks whether it was cancelled.
const LOOK: Duration = Duration::from_millis(20);

/// A frame that came in.
struct Frame {
    arrived_ns: u64,
    kind: u8,
    body: Vec<u8>,
}

fn read_frame(input: &mut impl Read, clock: CounterClock) -> io::Result<Option<Frame>> {
    let mut head = [0; 5];
    let mut filled = 0;
    while filled < head.len() {
        match input.read(&mut head[filled..]) {
            Ok(0) if filled == 0 => return Ok(None),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let arrived_ns = clock.now_ns();
    let [a, b, c, d, kind] = head;
    let length = u32::from_le_bytes([a, b, c, d]);
    if length > MAX_FRAME_BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "what came is no message"));
    }
    let mut body = Vec::new();
    input.take(u64::from(length)).read_to_end(&mut body)?;
    if body.len() < length as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(Frame { arrived_ns, kind, body }))
}

fn write_frame(output: &mut impl Write, kind: u8, body: &impl Serialize) -> io::Result<()> {
    let frame = postcard::to_extend(body, vec![0, 0, 0, 0, kind]).map_err(io::Error::other)?;
    let length = u32::try_from(frame.len() - 5).ok().filter(|length| *length <= MAX_FRAME_BYTES);
    let length = length.ok_or_else(|| io::Error::other("a message is too long"))?;
    let mut frame = frame;
    frame[..4].copy_from_slice(&length.to_le_bytes());
    output.write_all(&frame)?;
    output.flush()
}

/// Reads frames until there are no more, and hands each on as `wrap` has it.
fn read_on<T: Send + 'static>(
    mut input: impl Read + Send + 'static,
    clock: CounterClock,
    sender: Sender<T>,
    wrap: impl Fn(io::Result<Option<Frame>>) -> T + Send + 'static,
) -> io::Result<()> {
    let read = move || {
        loop {
            let frame = read_frame(&mut input, clock);
            let is_last = !matches!(frame, Ok(Some(_)));
            if sender.send(wrap(frame)).is_err() || is_last {
                return;
            }
        }
    };
    std::thread::Builder::new().name("reader".to_owned()).spawn(read).map(drop)
}

/// A child as its parent sees it.
struct Worker {
    process: Process,
    input: ChildStdin,
    /// When the last question was asked, in nanoseconds.
    asked_ns: u64,
    exchanges: u32,
    /// The quickest exchange so far: how long it took, and how far the child's clock is behind.
    best_ns: (u64, u64),
    is_ready: bool,
    task: Option<u32>,
    dropped: u64,
}

impl Worker {
    fn start(command: &mut Command) -> io::Result<(Self, impl Read + Send + 'static)> {
        // In a group of its own: a terminal's Ctrl-C is for the parent, which ends its children by itself.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("it has no pipes"));
        };
        let (asked_ns, best_ns) = (0, (u64::MAX, 0));
        let worker = Self { process, input, asked_ns, exchanges: 0, best_ns, is_ready: false, task: None, dropped: 0 };
        Ok((worker, output))
    }

    fn ask_time(&mut self, clock: CounterClock) -> io::Result<()> {
        self.asked_ns = clock.now_ns();
        write_frame(&mut self.input, PING, &())
    }

    /// Takes in an answer; asks again or starts the child.
    fn answered(&mut self, frame: &Frame, plan: &Plan, clock: CounterClock) -> io::Result<()> {
        let its_ns: u64 = postcard::from_bytes(&frame.body).map_err(io::Error::other)?;
        let middle_ns = self.asked_ns.midpoint(frame.arrived_ns);
        let exchange_ns = frame.arrived_ns.saturating_sub(self.asked_ns);
        self.best_ns = self.best_ns.min((exchange_ns, middle_ns.saturating_sub(its_ns)));
        self.exchanges += 1;
        if self.exchanges < EXCHANGES {
            return self.ask_time(clock);
        }
        write_frame(&mut self.input, START, &(plan, self.best_ns.1))
    }

    /// Why it could not be written to: mostly because it is gone, and its reader has not noticed yet.
    fn unsent(&mut self, error: &io::Error) -> String {
        if error.kind() == io::ErrorKind::BrokenPipe { self.end() } else { error.to_string() }
    }

    /// Why there is nothing more to be had from it.
    fn end(&mut self) -> String {
        // The pipe closes a moment before the process has ended.
        for _ in 0..500 {
            if let Ok(Some(status)) = self.process.try_wait() {
                return format!("its process ended before its work did ({status})");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        "its process stopped talking".to_owned()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to kill, and waiting returns at once.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The children of a run.
struct Workers {
    workers: Vec<Worker>,
    frames: Receiver<(usize, io::Result<Option<Frame>>)>,
}

fn failed(child: usize, reason: impl ToString) -> RunError {
    RunError::Host(HostError { worker: child as u32 + 1, reason: reason.to_string() })
}

fn decode<T: DeserializeOwned>(child: usize, body: &[u8]) -> Result<T, RunError> {
    postcard::from_bytes(body)
        .map_err(|error| RunError::Reply(format!("what is no reply (process {}: {error})", child + 1)))
}

/// Carries out a run in processes that `command` starts, and returns how it ended and how many records the children
/// had to drop.
///
/// # Errors
/// Where a child cannot be started, dies, or sends something that is no reply. The others are ended then.
pub fn run(
    prepared: Prepared<CounterClock>,
    clock: CounterClock,
    control: &Arc<Control>,
    command: impl Fn() -> Command,
) -> Result<(Outcome, u64), RunError> {
    let plan = prepared.plan.clone();
    let mut parent = Parent::new(prepared, control.clone())?;
    let (sender, frames) = channel();
    let mut family = Workers { workers: Vec::new(), frames };
    for child in 0..parent.child_count() {
        parent.starting(child);
        let start = || -> io::Result<Worker> {
            let (mut worker, output) = Worker::start(&mut command())?;
            read_on(output, clock, sender.clone(), move |frame| (child, frame))?;
            // A child that is gone already is noticed by its reader.
            let _ = worker.ask_time(clock);
            Ok(worker)
        };
        family.workers.push(start().map_err(|error| failed(child, error))?);
    }
    let deadline_ns = clock.now_ns() + START_LIMIT_NS;
    while !parent.is_over() && !control.is_cancelled() {
        family.take_in(&mut parent, &plan, clock, deadline_ns, control)?;
        parent.hand_out(|child, request| {
            let worker = &mut family.workers[child];
            worker.task = Some(request.task);
            write_frame(&mut worker.input, REQUEST, request).map_err(|error| failed(child, worker.unsent(&error)))
        })?;
    }
    let dropped = family.workers.iter().map(|worker| worker.dropped).sum();
    Ok((parent.finish(), dropped))
}

impl Workers {
    /// Waits for a frame, for a while, and acts on it.
    fn take_in(
        &mut self,
        parent: &mut Parent<CounterClock>,
        plan: &Plan,
        clock: CounterClock,
        deadline_ns: u64,
        control: &Control,
    ) -> Result<(), RunError> {
        let (child, frame) = match self.frames.recv_timeout(LOOK) {
            Ok(message) => message,
            Err(RecvTimeoutError::Disconnected) => return Err(failed(0, "no process is left")),
            Err(RecvTimeoutError::Timeout) => {
                let late = self.workers.iter().position(|worker| !worker.is_ready);
                return match late.filter(|_| clock.now_ns() > deadline_ns) {
                    Some(child) => Err(failed(child, "its process did not become ready")),
                    None => Ok(()),
                };
            }
        };
        let worker = &mut self.workers[child];
        let frame = match frame {
            Ok(Some(frame)) => frame,
            // Without groups of processes Ctrl-C reaches the child too: then its end is no failure.
            _ if control.is_cancelled() => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(RunError::Reply(format!("what is no reply (process {}: {error})", child + 1)));
            }
            _ => return Err(failed(child, worker.end())),
        };
        match frame.kind {
            PONG if worker.exchanges < EXCHANGES => {
                worker.answered(&frame, plan, clock).map_err(|error| failed(child, worker.unsent(&error)))
            }
            READY if !worker.is_ready => {
                worker.is_ready = true;
                parent.ready(child);
                Ok(())
            }
            REPLY => parent.receive(child, || {
                let reply: lab::Reply = decode(child, &frame.body)?;
                if worker.task.take() != Some(reply.task) {
                    return Err(RunError::Reply(format!("the reply to another task (process {})", child + 1)));
                }
                worker.dropped = reply.dropped;
                Ok(reply)
            }),
            kind => Err(RunError::Reply(format!("what is no reply (process {}: kind {kind})", child + 1))),
        }
    }
}

/// Is a child: does what comes through standard input, and ends when that is closed.
///
/// # Errors
/// Where what comes is no request.
pub fn serve() -> anyhow::Result<()> {
    // Where there are no groups of processes, Ctrl-C reaches this one too: it is the parent's business.
    #[cfg(not(unix))]
    let _ = ctrlc::set_handler(|| ());
    let clock = CounterClock::start();
    let (sender, frames) = channel();
    read_on(io::stdin(), clock, sender, |frame| match frame {
        Ok(Some(frame)) => Ok(frame),
        // The other thread may be in the midst of a task that nobody waits for any more.
        Ok(None) => std::process::exit(0),
        Err(error) => Err(error),
    })?;
    let mut output = io::stdout().lock();
    let mut child: Option<(lab::Child<Threads>, u64)> = None;
    for frame in frames {
        let frame = frame.context("cannot read a request")?;
        match (frame.kind, &mut child) {
            (PING, _) => write_frame(&mut output, PONG, &frame.arrived_ns.midpoint(clock.now_ns()))?,
            (START, None) => {
                let (plan, offset_ns): (Plan, u64) = postcard::from_bytes(&frame.body).context("this is no plan")?;
                let host = Threads::new(clock.with_offset(offset_ns), 0)?;
                child = Some((lab::Child::new(&plan, host)?, offset_ns));
                write_frame(&mut output, READY, &())?;
            }
            (REQUEST, Some((child, offset_ns))) => {
                let request = postcard::from_bytes(&frame.body).context("this is no request")?;
                let reply = child.serve(frame.arrived_ns + *offset_ns, request);
                write_frame(&mut output, REPLY, &reply)?;
            }
            (kind, _) => {
                bail!("this process is a worker of another one; a message of kind {kind} makes no sense to it")
            }
        }
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::lab::Model;
    use crate::workload::Config;

    /// How a run ends whose two processes are this shell script.
    fn run_with(script: &'static str) -> String {
        let plan = Plan::new(Config { size: 0.01, ..Config::of("primes").unwrap() }, Model::Processes, 2);
        let clock = CounterClock::start();
        let prepared = lab::prepare(&plan, clock).unwrap();
        let result = run(prepared, clock, &Arc::new(Control::default()), || {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            command
        });
        result.unwrap_err().to_string()
    }

    #[test]
    fn a_process_that_talks_nonsense_is_an_error_and_not_a_wait() {
        let error = run_with("echo hello, is anybody there; sleep 100");
        assert!(error.starts_with("a worker process sent what is no reply (process "), "{error}");
        // A frame of no bytes, of a kind that nobody knows.
        let error = run_with(r"printf '\000\000\000\000\101'; sleep 100");
        assert!(error.ends_with(": kind 65)"), "{error}");
    }

    #[test]
    fn a_process_that_ends_at_once_is_an_error_that_says_how() {
        let error = run_with("exit 3");
        assert!(error.ends_with("its process ended before its work did (exit status: 3)"), "{error}");
        let error = run_with("printf x; kill -9 $$");
        assert!(error.contains("signal: 9"), "{error}");
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let plan = Plan::new(Config::of("primes").unwrap(), Model::Processes, 1);
        let clock = CounterClock::start();
        let prepared = lab::prepare(&plan, clock).unwrap();
        let command = || Command::new("/nowhere/interleave");
        let error = run(prepared, clock, &Arc::new(Control::default()), command).unwrap_err();
        assert!(error.to_string().starts_with("worker 1: "), "{error}");
    }

    #[test]
    fn frames_survive_the_pipe_and_what_breaks_off_is_an_error() {
        let mut bytes = Vec::new();
        write_frame(&mut bytes, REPLY, &(7u32, "seven")).unwrap();
        let clock = CounterClock::start();
        let frame = read_frame(&mut &bytes[..], clock).unwrap().expect("a frame");
        assert_eq!((frame.kind, postcard::from_bytes(&frame.body)), (REPLY, Ok((7u32, "seven"))));
        assert!(read_frame(&mut &[][..], clock).unwrap().is_none());
        for end in 1..bytes.len() {
            assert!(read_frame(&mut &bytes[..end], clock).is_err(), "cut at {end}");
        }
    }
}
