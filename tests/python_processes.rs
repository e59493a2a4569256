//! Programs of several processes print what CPython prints: the text beside each program is what CPython 3.11 wrote for
//! it, with unbuffered output.

#![cfg(feature = "python")]

use interleave::python::World;
use interleave::python::drive::{Ended, to_end};
use interleave::python::guest::{StartMethod, WorldOptions};

const STEPS: u64 = 20_000_000;

fn run(source: &str, start_method: StartMethod) -> (Ended, String, String) {
    let options = WorldOptions { start_method, ..WorldOptions::default() };
    let mut world = World::load(source, options).expect("the program is supported");
    let (ended, _) = to_end(&mut world, STEPS);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (ended, text(world.output()), text(world.errors()))
}

/// However its processes are started.
fn prints(source: &str, expected: &str) {
    for start_method in [StartMethod::Fork, StartMethod::Spawn, StartMethod::Forkserver] {
        let (ended, output, errors) = run(source, start_method);
        assert_eq!(output, expected, "{start_method:?}: {errors}");
        assert_eq!(ended, Ended::Exit(0), "{start_method:?}");
    }
}

#[test]
fn processes_are_started_joined_and_ended() {
    prints(include_str!("python/processes.py"), include_str!("python/processes.txt"));
}

#[test]
fn pools_give_their_results_in_the_order_that_cpython_gives_them() {
    prints(include_str!("python/process_pools.py"), include_str!("python/process_pools.txt"));
}

#[test]
fn executors_give_results_errors_and_break_as_cpythons_do() {
    prints(include_str!("python/executors.py"), include_str!("python/executors.txt"));
}

#[test]
fn queues_pipes_numbers_locks_and_managers_are_shared() {
    prints(include_str!("python/sharing.py"), include_str!("python/sharing.txt"));
}

#[test]
fn what_is_less_usual_works_as_under_cpython() {
    let (source, expected) = (include_str!("python/more_processes.py"), include_str!("python/more_processes.txt"));
    for start_method in [StartMethod::Fork, StartMethod::Spawn] {
        let (ended, output, errors) = run(source, start_method);
        assert_eq!(output, expected, "{start_method:?}: {errors}");
        assert_eq!(ended, Ended::Exit(5), "{start_method:?}");
    }
}

#[test]
fn what_is_pickled_are_cpythons_bytes() {
    let (ended, output, errors) = run(include_str!("python/pickling.py"), StartMethod::Spawn);
    assert_eq!(output, include_str!("python/pickling.txt"), "{errors}");
    assert_eq!(ended, Ended::Exit(0));
}

#[test]
fn a_fork_copies_the_memory_and_the_others_start_afresh() {
    let source = "import multiprocessing as mp\nimport os\nvalue = 1\nprint('imported', __name__)\n\
                  def show():\n    print(value, __name__, os.getppid(), os.getpid())\n\
                  if __name__ == '__main__':\n    value = 2\n    process = mp.Process(target=show)\n    \
                  process.start()\n    process.join()\n";
    let cases = [
        (StartMethod::Fork, "imported __main__\n2 __main__ 1000 1001\n"),
        (StartMethod::Spawn, "imported __main__\nimported __mp_main__\n1 __mp_main__ 1000 1001\n"),
        (StartMethod::Forkserver, "imported __main__\nimported __mp_main__\n1 __mp_main__ 1000 1001\n"),
    ];
    for (method, expected) in cases {
        assert_eq!(run(source, method), (Ended::Exit(0), expected.to_owned(), String::new()));
    }
}

#[test]
fn only_the_thread_that_forks_goes_on_in_the_copy() {
    let source = "import multiprocessing as mp\nimport threading\nlock = threading.Lock()\nheld = threading.Event()\n\
                  done = threading.Event()\ndef hold():\n    with lock:\n        held.set()\n        done.wait()\n\
                  def child():\n    print(threading.active_count(), lock.acquire(timeout=1))\n\
                  if __name__ == '__main__':\n    thread = threading.Thread(target=hold)\n    thread.start()\n    \
                  held.wait()\n    process = mp.Process(target=child)\n    process.start()\n    process.join()\n    \
                  done.set()\n    thread.join()\n    print(lock.locked())\n";
    let (ended, output, errors) = run(source, StartMethod::Fork);
    assert_eq!((ended, &*output), (Ended::Exit(0), "1 False\nFalse\n"), "{errors}");
}

#[test]
fn without_a_main_guard_a_fresh_process_says_what_is_wrong() {
    let source = "import multiprocessing as mp\ndef f():\n    print('child')\np = mp.Process(target=f)\np.start()\n\
                  p.join()\nprint(p.exitcode)\n";
    for method in [StartMethod::Spawn, StartMethod::Forkserver] {
        let (ended, output, errors) = run(source, method);
        assert_eq!((ended, &*output), (Ended::Exit(0), "1\n"));
        assert!(
            errors.contains("before the\n        current process has finished its bootstrapping phase"),
            "{errors}"
        );
    }
    assert_eq!(run(source, StartMethod::Fork), (Ended::Exit(0), "child\n0\n".into(), String::new()));
}

#[test]
fn an_exception_in_a_child_is_told_with_the_childs_name() {
    let source = "import multiprocessing as mp\ndef f():\n    raise ValueError('no')\nif __name__ == '__main__':\n    \
                  p = mp.Process(target=f)\n    p.start()\n    p.join()\n    print(p.exitcode)\n";
    let (ended, output, errors) = run(source, StartMethod::Forkserver);
    assert_eq!((ended, &*output), (Ended::Exit(0), "1\n"));
    let expected = "Process Process-1:\nTraceback (most recent call last):\n  File \"program.py\", line 3, in f\n    \
                    raise ValueError('no')\nValueError: no\n";
    assert_eq!(errors, expected);
}

#[test]
fn what_processes_cannot_share_is_refused_in_cpythons_words() {
    let head = "import multiprocessing as mp, threading, queue\ndef f(x):\n    pass\nclass A:\n    pass\ndef outer():\n    \
                def inner():\n        pass\n    return inner\nif __name__ == '__main__':\n    ";
    let cases = [
        ("mp.Process(target=outer()).start()", "AttributeError: Can't pickle local object 'outer.<locals>.inner'"),
        ("mp.Process(target=f, args=(threading.Lock(),)).start()", "TypeError: cannot pickle '_thread.lock' object"),
        ("mp.Process(target=f, args=(threading.RLock(),)).start()", "TypeError: cannot pickle '_thread.RLock' object"),
        ("mp.Process(target=f, args=((i for i in ()),)).start()", "TypeError: cannot pickle 'generator' object"),
        (
            "mp.Pipe()[0].send(mp.Lock())",
            "RuntimeError: Lock objects should only be shared between processes through inheritance",
        ),
        (
            "mp.Pipe()[0].send(mp.Queue())",
            "RuntimeError: Queue objects should only be shared between processes through inheritance",
        ),
        ("mp.Process(target=f, args=(mp.Pool(1),)).start()", "NotImplementedError: pool objects cannot be passed"),
    ];
    for (line, expected) in cases {
        let (ended, _, errors) = run(&format!("{head}{line}\n"), StartMethod::Spawn);
        assert_eq!(ended, Ended::Exit(1), "{line}");
        let last = errors.lines().last().unwrap_or_default();
        assert!(last.starts_with(expected), "{line}: {errors}");
    }
    let (_, _, errors) = run(&format!("{head}mp.Process(target=lambda: 1).start()\n"), StartMethod::Spawn);
    assert!(errors.contains("_pickle.PicklingError: Can't pickle <function <lambda> at 0x"), "{errors}");
    assert!(errors.ends_with(">: attribute lookup <lambda> on __main__ failed\n"), "{errors}");
}

#[test]
fn what_a_pipe_cannot_hold_waits_for_a_reader() {
    // CPython's documentation warns of this: who joins before it gets never gets.
    let source = "import multiprocessing as mp\ndef f(q):\n    q.put('x' * 1_000_000)\nif __name__ == '__main__':\n    \
                  q = mp.Queue()\n    p = mp.Process(target=f, args=(q,))\n    p.start()\n    ";
    let (ended, _, _) = run(&format!("{source}p.join()\n    q.get()\n"), StartMethod::Forkserver);
    assert_eq!(ended, Ended::Deadlock);
    let (ended, output, _) = run(&format!("{source}print(len(q.get()))\n    p.join()\n"), StartMethod::Forkserver);
    assert_eq!((ended, &*output), (Ended::Exit(0), "1000000\n"));
}

#[test]
fn a_fork_bomb_ends_by_a_limit() {
    let bomb = "import multiprocessing as mp\ndef f():\n    while True:\n        mp.Process(target=f).start()\n\
                if __name__ == '__main__':\n    f()\n";
    for method in [StartMethod::Fork, StartMethod::Spawn] {
        assert_eq!(run(bomb, method).0, Ended::Memory);
    }
}

#[test]
fn a_snapshot_of_several_processes_goes_on_as_they_do() {
    let options = WorldOptions { start_method: StartMethod::Fork, ..WorldOptions::default() };
    let mut world = World::load(include_str!("python/sharing.py"), options).expect("the program is supported");
    to_end(&mut world, 60_000);
    let mut copy = world.clone();
    let first = to_end(&mut world, STEPS);
    assert_eq!(to_end(&mut copy, STEPS), first);
    assert_eq!(copy.output(), world.output());
}

#[test]
fn what_is_not_there_is_refused_with_what_to_use() {
    for (source, line, part) in [
        ("import os\nos.fork()\n", 2, "multiprocessing.get_context"),
        ("from multiprocessing import shared_memory\n", 1, "multiprocessing.Value or Array"),
        ("import multiprocessing.shared_memory\n", 1, "multiprocessing.Value or Array"),
    ] {
        let Err(refused) = World::load(source, WorldOptions::default()) else { panic!("{source} was not refused") };
        assert_eq!(refused.line, line);
        assert!(refused.instead.contains(part), "{refused}");
    }
}

#[test]
fn what_lies_in_pipes_and_in_shared_memory_counts() {
    let head = "import multiprocessing as mp\nkept = []\n";
    let pipes = "while True:\n    here, there = mp.Pipe()\n    here.send_bytes(bytes(60_000))\n    kept.append(here.fileno())\n";
    let numbers = "while True:\n    mp.RawArray('d', 100_000)\n";
    let options = || WorldOptions { max_memory: 64 << 20, ..WorldOptions::default() };
    let end = |source: &str| {
        let mut world = World::load(&format!("{head}{source}"), options()).expect("the program is supported");
        let (ended, _) = to_end(&mut world, STEPS);
        (ended, String::from_utf8_lossy(world.errors()).into_owned())
    };
    assert_eq!(end(pipes).0, Ended::Memory);
    let (ended, errors) = end(numbers);
    assert!(ended == Ended::Exit(1) && errors.ends_with("MemoryError\n"), "{ended:?} {errors}");
}
