//! What a machine and its program are like, in plain words and numbers. It looks and changes nothing.

use interleave::machine::deadlock::Deadlock;
use interleave::machine::engine::Bound;
use interleave::machine::state::{Move, Phase, Wait as Waiting};
use interleave::machine::{Machine, Outcome, Status};
use interleave::python::World;
use interleave::python::guest::{ObjectId, ObjectInfo, ProcessId, SyncKind, TaskInfo, TaskStatus, ThreadId, Waits};
use interleave::trace::{State, Trace};
use interleave_machine::{
    Account, Ending, Frame, Gil, MOST_OBJECTS, MOST_OUTPUT, MOST_STACKS, Moment, Object, Stuck, Task, Thread, Wait,
};

use crate::run::FILE;

fn numbers(threads: &[ThreadId]) -> Vec<u32> {
    threads.iter().map(|thread| thread.0).collect()
}

/// The end of a text that may be long, from a line's beginning on where there is one; and how many bytes are left out.
fn tail(bytes: &[u8]) -> (String, usize) {
    let mut start = bytes.len().saturating_sub(MOST_OUTPUT);
    if start > 0 {
        let line = bytes[start..].iter().take(1_000).position(|byte| *byte == b'\n');
        start += line.map_or(0, |at| at + 1);
    }
    (String::from_utf8_lossy(&bytes[start..]).into_owned(), start)
}

/// The present moment of a machine. What depends on the run as a whole is left as it is by default.
pub fn moment(machine: &Machine<World>) -> Moment {
    let world = machine.guest();
    let (stdout, out_left) = tail(world.output());
    let (stderr, error_left) = tail(world.errors());
    let all = world.objects();
    // What the library keeps for itself is of interest only while somebody waits for it; what an event loop waits for is
    // told with its tasks.
    let is_awaited = |object: &ObjectInfo| !(object.waiters.is_empty() && object.putters.is_empty());
    let shown = all.iter().filter(|object| object.kind != SyncKind::Loop && (!object.is_hidden || is_awaited(object)));
    let objects: Vec<Object> = shown
        .clone()
        .take(MOST_OBJECTS)
        .map(|object| Object {
            id: object.id.0,
            kind: object.kind.to_string(),
            name: object.name.clone(),
            holders: numbers(&object.holders),
            waiters: numbers(&object.waiters),
            putters: numbers(&object.putters),
            count: object.count,
            capacity: object.capacity,
        })
        .collect();
    let gils = (0..world.process_count() as u32).filter_map(|process| {
        let gil = machine.gil(ProcessId(process))?;
        let waiters = gil.waiters().collect();
        Some(Gil { process, holder: gil.holder(), waiters, is_requested: gil.is_requested() })
    });
    Moment {
        time_ns: machine.present_ns() as f64,
        instructions: machine.instructions() as f64,
        threads: threads(machine),
        cores: machine.cores().iter().map(|core| core.thread).collect(),
        ready: machine.ready().to_vec(),
        gils: gils.collect(),
        more_objects: shown.count().saturating_sub(MOST_OBJECTS) as u32,
        objects,
        tasks: tasks(world),
        cycle: Deadlock::of(machine).cycle,
        stdout,
        stderr,
        left_out: (out_left + error_left) as f64,
        globals: world.globals(ProcessId(0)),
        ..Moment::default()
    }
}

fn threads(machine: &Machine<World>) -> Vec<Thread> {
    let world = machine.guest();
    let mut stacks = 0;
    (0..world.thread_count() as u32)
        .map(|id| {
            let known = machine.threads().get(id as usize);
            let phase = known.map_or(Phase::New, |thread| thread.phase);
            let state = match phase {
                Phase::New => State::New,
                Phase::Ready => State::Runnable,
                Phase::OnCore(_) => State::Running,
                Phase::Waits(Waiting::Gil) => State::Runnable,
                Phase::Waits(_) => State::Waiting,
                Phase::Ended => State::Terminated,
            };
            let core = if let Phase::OnCore(core) = phase { Some(core) } else { None };
            let number = ThreadId(id);
            let (is_alive, process) = (state != State::Terminated, world.process_of(number));
            stacks += usize::from(is_alive);
            let frames = if is_alive && stacks <= MOST_STACKS { frames(world, number) } else { Vec::new() };
            Thread {
                id,
                name: world.thread_name(number).to_owned(),
                process: process.0,
                process_name: world.process_name(process).to_owned(),
                daemon: world.is_daemon(number),
                state: state.name().to_owned(),
                moved: known.and_then(|thread| thread.moved).map_or("", Move::name).to_owned(),
                core,
                line: if is_alive { world.line(number) } else { 0 },
                wait: wait(world, number, phase),
                frames,
            }
        })
        .collect()
}

fn tasks(world: &World) -> Vec<Task> {
    let all = world.tasks();
    let named = |number: &u32| all.iter().find(|task| task.number == *number).map(|task| task.name.clone());
    let task = |task: &TaskInfo| Task {
        number: task.number,
        name: task.name.clone(),
        thread: task.thread.map(|thread| thread.0),
        state: match task.status {
            TaskStatus::Ready => "ready",
            TaskStatus::Running => "running",
            TaskStatus::Waiting => "waiting",
        }
        .to_owned(),
        waits_for: task.waits_for.clone(),
        held_by: task.held_by.iter().filter_map(named).collect(),
        line: task.line,
    };
    all.iter().take(MOST_OBJECTS).map(task).collect()
}

fn frames(world: &World, thread: ThreadId) -> Vec<Frame> {
    let frames = world.thread(thread).frames;
    let last_own = frames.iter().rposition(|frame| frame.file == FILE);
    // The innermost own frame stands where the thread does; those below it stand at the call that has not returned.
    let line = world.line(thread);
    frames
        .into_iter()
        .enumerate()
        .map(|(at, frame)| Frame {
            is_own: frame.file == FILE,
            line: if Some(at) == last_own && line > 0 { line } else { frame.line },
            function: frame.function,
            locals: frame.locals,
        })
        .collect()
}

fn wait(world: &World, thread: ThreadId, phase: Phase) -> Option<Wait> {
    let plain = |kind: &str| Wait { kind: kind.to_owned(), ..Wait::default() };
    let Phase::Waits(waiting) = phase else { return None };
    Some(match waiting {
        Waiting::Gil => plain("gil"),
        Waiting::Switch => plain("switch"),
        Waiting::Sleep => plain("sleep"),
        Waiting::Io => plain("io"),
        Waiting::Start(_) => plain("start"),
        Waiting::Program(waits) => {
            let holders = world.blocked_on(thread).map_or(Vec::new(), |blocked| numbers(&blocked.holders));
            let (kind, object) = match waits {
                Waits::Object(object) => ("object", Some(object.0)),
                Waits::Thread(_) => ("thread", None),
                Waits::Process(_) => ("process", None),
            };
            let name = match waits {
                Waits::Object(ObjectId(number)) => world.object(ObjectId(number)).name,
                Waits::Thread(other) => world.thread_name(other).to_owned(),
                Waits::Process(process) => world.process_name(process).to_owned(),
            };
            Wait { kind: kind.to_owned(), object, name, holders }
        }
    })
}

/// How the run of a machine ended, of which `trace` was recorded.
pub fn ending(machine: &Machine<World>, trace: &Trace) -> Ending {
    let outcome = Outcome::of(machine, trace);
    let world = machine.guest();
    let deadlock =
        if let Status::Deadlock(deadlock) = &outcome.status { deadlock.clone() } else { Deadlock::default() };
    let in_circle = |number: &u32| deadlock.tasks.iter().find(|task| task.task == *number);
    let task_circle = deadlock.task_cycle.iter().filter_map(in_circle).map(|task| Stuck {
        thread: task.task,
        name: task.name.clone(),
        line: task.line,
        waits_for: task.waits_for.clone(),
        held_by: task.held_by.clone(),
    });
    let task_circle: Vec<Stuck> = task_circle.collect();
    let (stuck, cycle) = (deadlock.threads, deadlock.cycle);
    let limit = if let Status::Limit(bound) = outcome.status { Some(bound) } else { None };
    let stuck = stuck.into_iter().map(|stuck| Stuck {
        thread: stuck.thread,
        name: stuck.name,
        line: stuck.line,
        waits_for: stuck.waits_for,
        held_by: stuck.held_by,
    });
    let accounts = outcome.threads.iter().map(|thread| {
        let account = &thread.account;
        Account {
            name: thread.name.clone(),
            running_ns: account.running_ns as f64,
            runnable_ns: account.runnable_ns as f64,
            waiting_ns: account.waiting_ns as f64,
            response_ns: account.response_ns().map(|ns| ns as f64),
            turnaround_ns: account.turnaround_ns().map(|ns| ns as f64),
            switches: account.switches as f64,
        }
    });
    Ending {
        status: outcome.status.name().to_owned(),
        exit_code: match outcome.status {
            // As an operating system passes it on.
            Status::Ok => u32::from(world.exit_code(ProcessId(0)).unwrap_or(0) as u8),
            Status::Exception => 1,
            Status::Deadlock(_) => 3,
            Status::Limit(_) => 4,
        },
        exception: world.exception().map(str::to_owned),
        stuck: stuck.collect(),
        cycle,
        task_circle,
        limit: limit.map(|bound| {
            match bound {
                Bound::Instructions => "instructions",
                Bound::Memory => "memory",
                Bound::VirtualTime => "time",
                Bound::Processes => "processes",
            }
            .to_owned()
        }),
        virtual_ns: outcome.virtual_ns as f64,
        instructions: outcome.instructions as f64,
        switches: outcome.switches as f64,
        utilisation: outcome.utilisation,
        mean_parallelism: outcome.mean_parallelism,
        max_parallelism: outcome.max_parallelism,
        mean_concurrency: outcome.mean_concurrency,
        accounts: accounts.collect(),
        dropped: trace.dropped as f64,
    }
}
