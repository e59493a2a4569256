//! Runs as the page drives them: in stretches, both ways, and told of.

use interleave::machine::config::Costs;

use super::*;

const RACE: &str = "\
import threading
import time

lock = threading.Lock()
total = 0


def add(count):
    global total
    for step in range(count):
        with lock:
            total += 1
    time.sleep(0.001)


threads = [threading.Thread(target=add, args=(50,), name=f'adder {n}') for n in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
";

const BANK: &str = "\
import threading
import time


class Account:
    def __init__(self):
        self.balance = 1000
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with source.lock:
        time.sleep(0.01)
        with target.lock:
            source.balance -= amount
            target.balance += amount


here, there = Account(), Account()
first = threading.Thread(target=transfer, args=(here, there, 100), name='first')
second = threading.Thread(target=transfer, args=(there, here, 50), name='second')
first.start()
second.start()
first.join()
second.join()
";

fn ran(program: &str, setup: &Setup) -> Run {
    let mut run = Run::load(program, setup).unwrap();
    while run.go_on() {}
    run
}

#[test]
fn a_program_that_is_over_tells_what_it_came_to() {
    let moment = ran(RACE, &Setup::default()).moment();
    let ending = moment.ending.as_deref().unwrap();
    assert_eq!((moment.stdout.as_str(), ending.status.as_str(), ending.exit_code), ("100\n", "ok", 0));
    assert_eq!(
        ending.accounts.iter().map(|account| account.name.as_str()).collect::<Vec<_>>(),
        ["MainThread", "adder 0", "adder 1"]
    );
    assert!(moment.threads.iter().all(|thread| thread.state == "terminated" && thread.frames.is_empty()));
    assert!(moment.is_front && !moment.is_beginning && moment.front_ns == moment.time_ns);
}

#[test]
fn a_deadlock_is_told_with_its_circle_and_its_lines() {
    let run = ran(BANK, &Setup::default());
    let moment = run.moment();
    let ending = moment.ending.as_deref().unwrap();
    assert_eq!((ending.status.as_str(), ending.cycle.clone()), ("deadlock", vec![1, 2]));
    let stuck: Vec<(&str, u32)> = ending.stuck.iter().map(|stuck| (stuck.name.as_str(), stuck.line)).collect();
    assert_eq!(stuck, [("MainThread", 24), ("first", 14), ("second", 14)]);
    assert_eq!(moment.cycle, [1, 2]);
    let first = &moment.threads[1];
    let wait = first.wait.as_ref().unwrap();
    assert_eq!((first.state.as_str(), wait.kind.as_str(), wait.holders.as_slice()), ("waiting", "object", &[2][..]));
    assert_eq!((first.frames[0].function.as_str(), first.frames[0].line), ("transfer", 14));
    assert!(first.frames[0].locals.contains(&("amount".to_owned(), "100".to_owned())), "{:?}", first.frames);
    let held: Vec<&[u32]> = moment.objects.iter().map(|object| object.holders.as_slice()).collect();
    assert!(held.contains(&&[1][..]) && held.contains(&&[2][..]), "{:?}", moment.objects);
}

#[test]
fn a_step_back_leads_where_the_step_forward_began() {
    let mut run = Run::load(RACE, &Setup::default()).unwrap();
    let units = [Unit::Line, Unit::Event, Unit::Instruction, Unit::Switch];
    let mut way = vec![run.moment()];
    for unit in units.into_iter().cycle().take(60) {
        while run.forward(unit) == Made::NotYet {}
        way.push(run.moment());
    }
    assert!(way.windows(2).all(|pair| pair[0].time_ns <= pair[1].time_ns));
    for unit in units {
        let here = run.moment();
        while run.forward(unit) == Made::NotYet {}
        run.back(unit);
        run.seek(here.time_ns);
        assert_eq!(run.moment().stdout, here.stdout, "{unit:?}");
    }
    run.seek(0.0);
    assert!(run.moment().is_beginning);
}

#[test]
fn looking_at_the_past_changes_nothing_of_the_run() {
    let straight = ran(RACE, &Setup::default()).chrome();
    let mut run = Run::load(RACE, &Setup::default()).unwrap();
    for round in 1..40 {
        while run.forward(Unit::Event) == Made::NotYet {}
        run.seek(f64::from(round) * 1_000.0);
        run.back(Unit::Line);
        run.seek_front();
    }
    while run.go_on() {}
    assert_eq!(run.chrome(), straight);
}

#[test]
fn what_is_not_run_says_where_and_why() {
    let refused = |program: &str| Run::load(program, &Setup::default()).err().unwrap();
    let fault = refused("x = 1\ny = (\n");
    assert!(fault.line >= 2 && !fault.message.is_empty(), "{fault:?}");
    let fault = refused("import socket\n");
    assert_eq!((fault.line, fault.column > 0, fault.instead.is_empty()), (1, true, false), "{fault:?}");
    for setup in [
        Setup { cores: 0, ..Setup::default() },
        Setup { cores: 65, ..Setup::default() },
        Setup { policy: "none".into(), ..Setup::default() },
        Setup { start_method: "none".into(), ..Setup::default() },
        Setup { quantum_ns: 0.0, ..Setup::default() },
        Setup { seed: -1.0, ..Setup::default() },
        Setup { seed: f64::NAN, ..Setup::default() },
        Setup { costs_ns: [-1.0; COSTS.len()], ..Setup::default() },
        Setup { costs_ns: [f64::NAN; COSTS.len()], ..Setup::default() },
    ] {
        let fault = Run::load("pass", &setup).err().unwrap();
        assert_eq!((fault.line, fault.message.is_empty()), (0, false), "{setup:?}");
    }
}

#[test]
fn every_name_that_the_page_offers_is_one_of_the_machine() {
    assert_eq!(PolicyKind::ALL.map(|(_, name)| name), POLICIES);
    for policy in POLICIES {
        assert!(Run::load("pass", &Setup { policy: policy.to_owned(), ..Setup::default() }).is_ok(), "{policy}");
    }
    for start_method in START_METHODS {
        assert!(Run::load("pass", &Setup { start_method: start_method.to_owned(), ..Setup::default() }).is_ok());
    }
    assert_eq!(
        config(&Setup::default()).unwrap(),
        Config { bounds: Bounds { memory: MOST_MEMORY, ..Bounds::default() }, ..Config::default() }
    );
}

#[test]
fn every_cost_is_the_one_of_that_name() {
    assert_eq!(Costs::NAMED.map(|(name, _)| name), COSTS.map(|cost| cost.name));
    for (at, cost) in COSTS.iter().enumerate() {
        let mut setup = Setup::default();
        setup.costs_ns[at] = 7e6;
        let mut native = Config { bounds: Bounds { memory: MOST_MEMORY, ..Bounds::default() }, ..Config::default() };
        native.set(cost.name, "7ms").unwrap();
        assert_eq!(config(&setup).unwrap(), native, "{}", cost.name);
        assert_ne!(config(&Setup::default()).unwrap(), native, "{}", cost.name);
    }
}

#[test]
fn what_a_process_costs_is_in_the_time_of_the_run() {
    let source = "import multiprocessing as mp\ndef f():\n    pass\nif __name__ == '__main__':\n    \
                  p = mp.Process(target=f)\n    p.start()\n    p.join()\n";
    let took_ns = |spawn_ns| {
        let mut setup = Setup { start_method: "spawn".into(), ..Setup::default() };
        let at = COSTS.iter().position(|cost| cost.name == "spawn-cost").unwrap();
        setup.costs_ns[at] = spawn_ns;
        ran(source, &setup).moment().front_ns
    };
    assert_eq!(took_ns(90e6) - took_ns(40e6), 50e6);
}

#[test]
fn hostile_programs_come_to_an_end_or_can_be_stopped() {
    let moment = ran("x = []\nwhile True:\n    x.append('x' * 100000)\n", &Setup::default()).moment();
    assert_eq!(moment.ending.unwrap().limit.as_deref(), Some("memory"));
    let moment = ran("def f():\n    return f()\nf()\n", &Setup::default()).moment();
    assert_eq!(moment.ending.unwrap().status, "exception");
    let mut run = Run::load("while True:\n    pass\n", &Setup::default()).unwrap();
    assert!((0..5).all(|_| run.go_on()));
    assert!(run.progress().0 >= 5e5 && run.moment().ending.is_none());
    assert_eq!(run.forward(Unit::Switch), Made::NotYet);
    let moment = ran("while True:\n    print('x' * 1000)\n", &Setup { seed: 3.0, ..Setup::default() }).moment();
    assert!(moment.stdout.len() <= 64 * 1024 && moment.left_out > 1e6, "{}", moment.left_out);
}
