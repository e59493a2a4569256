//! Programs of several processes on the simulated machine: what they cost, what runs at once, what is recorded, and who
//! waits for whom.

#![cfg(feature = "python")]

use interleave::machine::config::Costs;
use interleave::machine::engine::{Bound, End};
use interleave::machine::{Config, Machine, Outcome, Status};
use interleave::python::World;
use interleave::python::guest::{ProcessId, StartMethod, WorldOptions};
use interleave::trace::Trace;

const MS: u64 = 1_000_000;

struct Run {
    machine: Machine<World>,
    trace: Trace,
    outcome: Outcome,
}

impl Run {
    fn of(source: &str, config: &Config) -> Self {
        let options =
            WorldOptions { start_method: config.start_method, cores: config.cores, ..WorldOptions::default() };
        let world = World::load(source, options).expect("the program is supported");
        let mut machine = Machine::new(world, config.clone()).expect("a machine that can be built").recorded();
        machine.run();
        let recorder = machine.recorder().expect("it was recorded");
        let trace = recorder.trace(|process| machine.guest().process_name(ProcessId(process)).to_owned());
        let outcome = Outcome::of(&machine, &trace);
        Self { machine, trace, outcome }
    }

    fn output(&self) -> String {
        String::from_utf8_lossy(self.machine.guest().output()).into_owned()
    }

    #[track_caller]
    fn ended_well(self) -> Self {
        let errors = String::from_utf8_lossy(self.machine.guest().errors()).into_owned();
        assert_eq!(self.outcome.status, Status::Ok, "{errors}");
        self
    }

    fn flows(&self, name: &str) -> Vec<(String, String)> {
        let lane = |lane: u32| self.trace.strings.get(self.trace.lanes[lane as usize].name).to_owned();
        let flows = self.trace.flows.iter().filter(|flow| self.trace.strings.get(flow.name) == name);
        flows.map(|flow| (lane(flow.from_lane), lane(flow.to_lane))).collect()
    }
}

fn by(start_method: StartMethod) -> Config {
    Config { start_method, ..Config::default() }
}

/// Four times 0.25 s of computing, one after the other, on threads, on processes, on sub-interpreters.
const FOUR_TIMES: &str = "
import sys
import threading
import multiprocessing as mp
from concurrent.futures import InterpreterPoolExecutor
import sim

def work(_=None):
    sim.cpu(0.25)

def together(make):
    workers = [make(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

if __name__ == '__main__':
    MODEL
";

fn four_times(model: &str, config: &Config) -> Run {
    Run::of(&FOUR_TIMES.replace("MODEL", model), config).ended_well()
}

#[test]
fn four_processes_that_compute_take_a_quarter_of_the_time_and_four_threads_all_of_it() {
    let fork = by(StartMethod::Fork);
    let serial = four_times("for _ in range(4): work()", &fork);
    let threads = four_times("together(threading.Thread)", &fork);
    let processes = four_times("together(mp.Process)", &fork);
    let serial_ns = serial.outcome.virtual_ns;
    assert!(threads.outcome.virtual_ns >= serial_ns);
    // What it takes to start four processes one after the other comes on top.
    assert!(processes.outcome.virtual_ns < serial_ns / 4 + 15 * MS, "{}", processes.outcome.virtual_ns);
    assert_eq!(processes.outcome.max_parallelism, 4);
    assert_eq!(threads.outcome.max_parallelism, 1);
    let one_core = four_times("together(mp.Process)", &Config { cores: 1, ..fork });
    assert!(one_core.outcome.virtual_ns >= serial_ns, "on one core processes take turns");
}

#[test]
fn each_sub_interpreter_has_a_lock_of_its_own_in_one_process() {
    let run = four_times(
        "pool = InterpreterPoolExecutor(4); list(pool.map(work, range(4))); pool.shutdown()",
        &by(StartMethod::Fork),
    );
    let start_ns = 4 * Costs::default().interpreter_ns;
    assert!(run.outcome.virtual_ns < 250 * MS + start_ns + 20 * MS, "{}", run.outcome.virtual_ns);
    assert_eq!(run.outcome.max_parallelism, 4);
    let gils = run.trace.lanes.iter().filter(|lane| run.trace.strings.get(lane.name) == "GIL").count();
    assert_eq!(gils, 5, "the main interpreter's and four more");
    let source = "import os\nfrom concurrent.futures import InterpreterPoolExecutor\ndef pid():\n    return os.getpid()\n\
                  if __name__ == '__main__':\n    with InterpreterPoolExecutor(1) as pool:\n        \
                  print(pool.submit(pid).result() == os.getpid())\n";
    assert_eq!(Run::of(source, &Config::default()).ended_well().output(), "True\n");
}

#[test]
fn what_starting_costs_is_what_the_settings_say() {
    let source = "import multiprocessing as mp\ndef f():\n    pass\nif __name__ == '__main__':\n    \
                  p = mp.Process(target=f)\n    p.start()\n    p.join()\n";
    let took_ns = |start_method, costs| {
        let config = Config { start_method, costs, switch_cost_ns: 0, ..Config::default() };
        Run::of(source, &config).ended_well().outcome.virtual_ns
    };
    let usual = Costs::default();
    for (start_method, more) in [
        (StartMethod::Fork, Costs { fork_ns: usual.fork_ns + 7 * MS, ..usual }),
        (StartMethod::Spawn, Costs { fork_ns: usual.fork_ns + 7 * MS, ..usual }),
        (StartMethod::Spawn, Costs { spawn_ns: usual.spawn_ns + 7 * MS, ..usual }),
        (StartMethod::Forkserver, Costs { forkserver_ns: usual.forkserver_ns + 7 * MS, ..usual }),
        (StartMethod::Forkserver, Costs { message_ns: usual.message_ns + 7 * MS, ..usual }),
    ] {
        assert_eq!(took_ns(start_method, more), took_ns(start_method, usual) + 7 * MS, "{start_method:?}");
    }
    let [fork_ns, server_ns, spawn_ns] = [StartMethod::Fork, StartMethod::Forkserver, StartMethod::Spawn]
        .map(|start_method| took_ns(start_method, usual));
    assert!(fork_ns < server_ns && server_ns < spawn_ns);
}

#[test]
fn what_is_sent_costs_by_its_size_on_both_sides() {
    let source = |bytes: u32| {
        format!(
            "import multiprocessing as mp\nif __name__ == '__main__':\n    a, b = mp.Pipe()\n    data = bytes({bytes})\n    \
             a.send(data)\n    b.recv()\n"
        )
    };
    let costs = Costs { instruction_ns: 0, message_ns: 0, kilobyte_ns: MS, ..Costs::default() };
    let config = Config { costs, ..Config::default() };
    let overhead_ns = |bytes| Run::of(&source(bytes), &config).ended_well().outcome.threads[0].account.overhead_ns;
    // Ten kilobytes more, there and back.
    assert_eq!(overhead_ns(20 * 1024) - overhead_ns(10 * 1024), 20 * MS);
}

#[test]
fn processes_queues_and_what_passes_between_them_are_in_the_trace() {
    let source = "import multiprocessing as mp\ndef work(tasks):\n    print(tasks.get())\nif __name__ == '__main__':\n    \
                  tasks = mp.SimpleQueue()\n    worker = mp.Process(target=work, args=(tasks,), name='worker')\n    \
                  worker.start()\n    tasks.put('hello')\n    worker.join()\n";
    let run = Run::of(source, &by(StartMethod::Fork)).ended_well();
    assert_eq!(run.output(), "hello\n");
    let processes: Vec<&str> = run.trace.processes.iter().map(|process| run.trace.strings.get(process.name)).collect();
    assert_eq!(processes, ["machine", "MainProcess", "worker"]);
    let pair = |from: &str, to: &str| vec![(from.to_owned(), to.to_owned())];
    assert_eq!(run.flows("start"), pair("MainThread", "worker"));
    assert_eq!(run.flows("item"), pair("MainThread", "worker"));
    assert_eq!(run.flows("join"), pair("worker", "MainThread"));
    let series: Vec<&str> = run.trace.counters.iter().map(|counter| run.trace.strings.get(counter.series)).collect();
    assert!(series.contains(&"tasks"), "{series:?}");
}

#[test]
fn a_deadlock_across_processes_is_named() {
    let source = "import multiprocessing as mp, time\ndef f(a, b):\n    with a:\n        time.sleep(1)\n        with b:\n            \
                  pass\nif __name__ == '__main__':\n    left, right = mp.Lock(), mp.Lock()\n    \
                  ps = [mp.Process(target=f, args=pair) for pair in [(left, right), (right, left)]]\n    \
                  for p in ps: p.start()\n    for p in ps: p.join()\n";
    for start_method in [StartMethod::Fork, StartMethod::Spawn] {
        let run = Run::of(source, &by(start_method));
        let Status::Deadlock(deadlock) = &run.outcome.status else { panic!("{:?}", run.outcome.status) };
        let expected = "MainThread, line 11, waits to join Process-1\nProcess-1, line 5, waits for right, held by \
                        Process-2\nProcess-2, line 5, waits for left, held by Process-1\nIn a circle: Process-1 -> \
                        Process-2 -> Process-1";
        assert_eq!(deadlock.to_string(), expected, "{start_method:?}");
    }
}

#[test]
fn who_is_killed_runs_no_further_and_its_locks_stay_held() {
    let source = "import multiprocessing as mp, time\ndef f(lock):\n    with lock:\n        time.sleep(10)\n        \
                  print('never')\nif __name__ == '__main__':\n    lock = mp.Lock()\n    \
                  p = mp.Process(target=f, args=(lock,))\n    p.start()\n    time.sleep(1)\n    p.terminate()\n    \
                  p.join()\n    print(p.exitcode, lock.acquire(timeout=1))\n";
    let run = Run::of(source, &by(StartMethod::Fork)).ended_well();
    assert_eq!(run.output(), "-15 False\n");
    assert!(run.outcome.virtual_ns < 2100 * MS);
}

#[test]
fn a_program_that_only_starts_processes_ends_by_a_limit() {
    let source = "import multiprocessing as mp\ndef f():\n    while True:\n        mp.Process(target=f).start()\n\
                  if __name__ == '__main__':\n    f()\n";
    let run = Run::of(source, &by(StartMethod::Fork));
    assert_eq!(run.machine.ending(), Some(&End::Limit(Bound::Processes)));
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let source = include_str!("python/sharing.py");
    let (first, second) = (Run::of(source, &Config::default()), Run::of(source, &Config::default()));
    assert_eq!(first.trace, second.trace);
    assert_eq!(first.outcome.virtual_ns, second.outcome.virtual_ns);
}

#[test]
fn a_snapshot_in_the_middle_goes_on_as_the_run_did() {
    let options = WorldOptions { start_method: StartMethod::Fork, ..WorldOptions::default() };
    let world = World::load(include_str!("python/process_pools.py"), options).expect("the program is supported");
    let mut machine = Machine::new(world, by(StartMethod::Fork)).expect("a machine that can be built");
    while machine.instructions() < 100_000 && machine.step(1000) {}
    let mut copy = machine.snapshot();
    machine.run();
    copy.run();
    assert_eq!(machine.now_ns(), copy.now_ns());
    assert_eq!(machine.guest().output(), copy.guest().output());
    assert_eq!(machine.guest().output(), include_bytes!("python/process_pools.txt"));
}

#[test]
fn states_partition_every_threads_life() {
    let run = Run::of(include_str!("python/executors.py"), &Config::default()).ended_well();
    for thread in &run.outcome.threads {
        let account = thread.account;
        let told_ns = account.new_ns + account.runnable_ns + account.running_ns + account.waiting_ns;
        assert_eq!(told_ns, account.life_ns(run.outcome.virtual_ns), "{}", thread.name);
    }
}
