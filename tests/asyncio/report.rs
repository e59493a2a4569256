//! What is said of programs that come to nothing, and of what they have forgotten.

use interleave::machine::{Outcome, Status};
use interleave::python::World;
use interleave::python::guest::WorldOptions;

use super::machine::run;

fn deadlock(source: &str) -> String {
    let (machine, trace) = run(source);
    match Outcome::of(&machine, &trace).status {
        Status::Deadlock(deadlock) => deadlock.to_string(),
        status => panic!("it ended as {status:?}: {}", String::from_utf8_lossy(machine.guest().errors())),
    }
}

#[test]
fn tasks_that_wait_for_each_other_are_a_deadlock_in_terms_of_lines() {
    let source = "import asyncio\na = asyncio.Lock()\nb = asyncio.Lock()\nasync def move(first, second):\n    async with \
                  first:\n        await asyncio.sleep(0.01)\n        async with second:\n            pass\nasync def \
                  main():\n    await asyncio.gather(move(a, b), move(b, a))\nasyncio.run(main())\n";
    assert_eq!(
        deadlock(source),
        "MainThread, line 11, waits for event loop\n\
         Task Task-1, line 10, waits for gather, held by Task-2 and Task-3\n\
         Task Task-2, line 7, waits for b, held by Task-3\n\
         Task Task-3, line 7, waits for a, held by Task-2\n\
         Tasks in a circle: Task-2 -> Task-3 -> Task-2"
    );
}

#[test]
fn what_tasks_wait_for_goes_by_the_name_it_has_in_the_program() {
    for (awaits, expected) in [
        ("queue.get()", "queue"),
        ("event.wait()", "event"),
        ("loop.create_future()", "future"),
        ("forks[1].acquire()", "forks[1], held by Task-1"),
        ("bank.lock.acquire()", "bank.lock, held by Task-1"),
        ("asyncio.shield(asyncio.create_task(queue.get(), name='getter'))", "getter"),
    ] {
        let source = format!(
            "import asyncio\nclass Bank:\n    def __init__(self):\n        self.lock = asyncio.Lock()\nasync def \
             main():\n    loop = asyncio.get_running_loop()\n    queue, event, bank = asyncio.Queue(), asyncio.Event(), \
             Bank()\n    forks = [asyncio.Lock(), asyncio.Lock()]\n    await forks[1].acquire()\n    await \
             bank.lock.acquire()\n    await {awaits}\nasyncio.run(main())\n"
        );
        let told = deadlock(&source);
        let line = told.lines().find(|line| line.starts_with("Task Task-1")).unwrap_or_default();
        assert_eq!(line, format!("Task Task-1, line 11, waits for {expected}"));
    }
}

#[test]
fn a_loop_that_another_thread_could_still_call_is_not_given_up() {
    let source = "import asyncio, threading, time\nasync def main():\n    loop, event = asyncio.get_running_loop(), \
                  asyncio.Event()\n    def later():\n        time.sleep(5)\n        \
                  loop.call_soon_threadsafe(event.set)\n    threading.Thread(target=later).start()\n    await \
                  event.wait()\n    print('woken', round(loop.time()))\nasyncio.run(main())\n";
    let (machine, trace) = run(source);
    assert_eq!(machine.guest().output(), b"woken 5\n");
    assert_eq!(Outcome::of(&machine, &trace).status, Status::Ok);
}

#[test]
fn what_was_forgotten_is_written_to_standard_error() {
    let source = "import asyncio, sim\nasync def fails():\n    raise ValueError('lost')\nasync def main():\n    fails()\n    \
                  task = asyncio.create_task(fails())\n    await asyncio.sleep(0)\n    \
                  sim.cpu(0.2)\nasyncio.run(main(), debug=True)\n";
    let (machine, _) = run(source);
    let errors = String::from_utf8_lossy(machine.guest().errors()).into_owned();
    for part in [
        "Executing <Task ",
        " took 0.200 seconds\n",
        "Task exception was never retrieved\nfuture: <Task finished name='Task-2' coro=<fails() done, defined at \
         program.py:2> exception=ValueError('lost')>\nTraceback (most recent call last):\n  File \"program.py\", line 3, in \
         fails\n",
        "RuntimeWarning: coroutine 'fails' was never awaited\n",
    ] {
        assert!(errors.contains(part), "{part} in {errors}");
    }
}

#[test]
fn what_a_module_does_not_have_is_refused_before_running_unless_the_program_asks() {
    let load = |source: &str| World::load(source, WorldOptions::default()).map(|_| ());
    for (source, line, column, instead) in [
        ("import asyncio\nasync def f():\n    await asyncio.open_connection('x', 1)\n", 3, 19, "asyncio.Queue"),
        ("import asyncio as aio\nprint(aio.start_server)\n", 2, 11, "asyncio.Queue"),
        ("import concurrent.futures\nconcurrent.futures.Nothing()\n", 2, 20, "write it"),
        ("def f():\n    import time\n    return time.clock()\n", 3, 17, "write it"),
    ] {
        let refused = load(source).expect_err(source);
        assert_eq!((refused.line, refused.column), (line, column), "{refused}");
        assert!(refused.instead.contains(instead), "{refused}");
    }
    for source in [
        "import asyncio\ntry:\n    asyncio.start_server\nexcept AttributeError:\n    pass\n",
        "import asyncio\nif hasattr(asyncio, 'start_server'):\n    asyncio.start_server\n",
        "import sys, asyncio\nif sys.version_info >= (4,):\n    asyncio.start_server\n",
        "import time\nclass Clock:\n    pass\ndef f(time):\n    return time.clock\n",
        "import time\ntime.clock = time.monotonic\ntime.clock()\n",
        "import asyncio\ndef f(server: asyncio.AbstractServer):\n    pass\n",
        "import concurrent.futures, collections.abc\nconcurrent.futures.Future, collections.abc.Mapping\n",
    ] {
        assert_eq!(load(source), Ok(()), "{source}");
    }
}
