//! Python programs print what CPython prints: the text beside each program is what CPython 3.11 wrote for it.

#![cfg(feature = "python")]

use interleave::python::World;
use interleave::python::drive::{Ended, to_end};
use interleave::python::guest::WorldOptions;

const STEPS: u64 = 20_000_000;

fn run(source: &str) -> (Ended, String, String) {
    let mut world = World::load(source, WorldOptions::default()).expect("the program is supported");
    let (ended, _) = to_end(&mut world, STEPS);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (ended, text(world.output()), text(world.errors()))
}

#[track_caller]
fn prints(source: &str, expected: &str) {
    let (ended, output, errors) = run(source);
    assert_eq!(output, expected, "{errors}");
    assert_eq!(ended, Ended::Exit(0));
}

#[test]
fn the_language_prints_what_cpython_prints() {
    prints(include_str!("python/language.py"), include_str!("python/language.txt"));
}

#[test]
fn threads_and_library_print_what_cpython_prints() {
    prints(include_str!("python/threads.py"), include_str!("python/threads.txt"));
}

#[test]
fn an_uncaught_exception_prints_cpythons_traceback_and_exits_1() {
    let (ended, _, errors) = run("def f(n):\n    return 1 / n\n\nf(0)\n");
    assert_eq!(ended, Ended::Exit(1));
    let expected = "Traceback (most recent call last):\n  File \"program.py\", line 4, in <module>\n    f(0)\n  \
                    File \"program.py\", line 2, in f\n    return 1 / n\n           ~~^~~\nZeroDivisionError: division by zero\n";
    assert_eq!(errors, expected);
}

#[test]
fn two_locks_in_opposite_orders_are_a_deadlock() {
    let source = "import threading, time\na, b = threading.Lock(), threading.Lock()\ndef f(x, y):\n    with x:\n        \
                  time.sleep(1)\n        with y:\n            pass\nts = [threading.Thread(target=f, args=p) for p in \
                  [(a, b), (b, a)]]\nfor t in ts: t.start()\nfor t in ts: t.join()\n";
    assert_eq!(run(source).0, Ended::Deadlock);
}

#[test]
fn what_is_not_supported_is_refused_with_its_place_and_what_to_do() {
    for (source, line, column, part) in [
        ("x = 1\nprint(\"\\N{BULLET}\")\n", 2, 11, "\\u00b0"),
        ("x = 1\nimport requests\n", 2, 8, "sim.io"),
        ("def f(:\n", 1, 7, ""),
        ("def f(a, a):\n    pass\n", 1, 10, ""),
        ("def f():\n    x = 1\n    global x\n", 3, 5, ""),
        ("x = 1\nnonlocal x\n", 2, 1, ""),
        ("y = 2\nz = eval('1')\n", 2, 5, "keep values in a dict"),
        ("from threading import nothing\n", 1, 23, "write it"),
        ("def f():\n    with open('x') as file:\n        pass\n", 2, 10, "io.StringIO"),
        ("x = 1\nn = int(input('n? '))\n", 2, 9, "a list"),
        ("m = __import__('os')\n", 1, 5, "import statement"),
        ("try:\n    import numpy\nexcept ValueError:\n    pass\n", 2, 12, "lists"),
    ] {
        let refused = match World::load(source, WorldOptions::default()) {
            Ok(_) => panic!("{source} was not refused"),
            Err(refused) => refused,
        };
        assert_eq!((refused.line, refused.column), (line, column), "{refused}");
        assert!(refused.instead.contains(part), "{refused}");
    }
}

/// What is near to a syntax error and none.
#[test]
fn names_may_be_declared_and_awaited_wherever_cpython_lets_them() {
    prints(
        r#"
import asyncio

count = 0
def add():
    global count
    count += 1
    for step in range(3):
        if step: break
        continue
    class C:
        global count
        count = count + 1
        names = [n for n in range(count)]
    return lambda: (yield count)

def outer(x):
    def middle():
        def inner():
            nonlocal x
            x += 1
            return [y for z in (x, x) if (y := z)]
        return inner()
    return middle()

class Base:
    def __init__(self): self.base = True
class Derived(Base):
    def __init__(self):
        def call():
            super(__class__, self).__init__()
        call()

async def ticks():
    for n in range(3):
        yield n
    return

async def main():
    found = [n async for n in ticks()]
    later = (await asyncio.sleep(0, n) for n in found)
    print(found, [n async for n in later], {n: [m async for m in ticks()] for n in range(2)})

def make():
    return (await_ for await_ in range(2))

print(next(add()()), count, outer(1), Derived().base, list(make()))
asyncio.run(main())
match [1, 2]:
    case [a, _] | [_, _, a]: print(a)
    case _: pass
print([w := 3, w ** 2], *[*"ab"], {**{}, "k": 1})
"#,
        "2 2 [2, 2] True [0, 1]\n[0, 1, 2] [0, 1, 2] {0: [0, 1, 2], 1: [0, 1, 2]}\n1\n[3, 9] a b {'k': 1}\n",
    );
}

/// Every name that a module has is tested elsewhere; that none is lost, and none is said to be there that is not, here.
#[test]
fn the_library_has_the_names_that_are_listed_and_not_the_others() {
    let mut lists: Vec<String> = Vec::new();
    for line in include_str!("python/library.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match (line.strip_prefix(' '), lists.last_mut()) {
            (Some(rest), Some(list)) => list.push_str(rest),
            _ => lists.push(line.to_owned()),
        }
    }
    let mut modules = 0;
    for list in &lists {
        let (module, sign, names) = match (list.split_once(" + "), list.split_once(" - (")) {
            (Some((module, names)), _) => (module, "True", names),
            (None, Some((module, rest))) => (module, "False", rest.split_once(") ").expect(list).1),
            (None, None) => panic!("{list}"),
        };
        if names == "*" {
            continue;
        }
        modules += usize::from(sign == "True");
        let quoted: Vec<String> = names.split_whitespace().map(|name| format!("'{name}'")).collect();
        let source = format!(
            "import {module}\nprint([name for name in [{}] if hasattr({module}, name) is not {sign}])\n",
            quoted.join(", ")
        );
        let (ended, output, errors) = run(&source);
        assert_eq!((output.as_str(), ended), ("[]\n", Ended::Exit(0)), "{module} ({sign}) {errors}");
    }
    assert!(modules > 40, "{modules}");
}

#[test]
fn a_module_is_imported_after_its_package() {
    for name in [
        "asyncio.locks",
        "asyncio.runners",
        "collections.abc",
        "concurrent.futures",
        "concurrent.futures.process",
        "multiprocessing.connection",
        "multiprocessing.context",
        "multiprocessing.managers",
        "multiprocessing.pool",
        "multiprocessing.process",
        "multiprocessing.queues",
        "multiprocessing.sharedctypes",
        "multiprocessing.synchronize",
    ] {
        let (package, module) = name.rsplit_once('.').expect(name);
        let last = format!("{module}.__name__");
        prints(&format!("import {name}\nprint({name}.__name__)\n"), &format!("{name}\n"));
        prints(&format!("from {package} import {module}\nprint({last})\n"), &format!("{name}\n"));
    }
    prints("from multiprocessing.pool import ThreadPool\nprint(ThreadPool(2).map(len, ['a', 'bc']))\n", "[1, 2]\n");
}

#[test]
fn an_import_that_may_fail_fails_and_names_of_the_programs_own_are_called() {
    prints(
        "try:\n    import math, numpy as np\n    print('never')\nexcept ImportError as error:\n    np = None\n    \
         print(type(error).__name__, error)\nelse:\n    print('never')\nprint(np, math.floor(1.5))\n",
        "ModuleNotFoundError No module named 'numpy'\nNone 1\n",
    );
    prints(
        "def f():\n    try:\n        from requests import get\n    except (ValueError, ModuleNotFoundError):\n        \
         get = len\n    finally:\n        print('tried')\n    return get('abc')\nprint(f())\n",
        "tried\n3\n",
    );
    prints("def open(name):\n    return name\ninput = lambda: 'own'\nprint(open('x'), input())\n", "x own\n");
}

#[test]
fn hostile_programs_end_with_an_error_or_a_limit() {
    for (source, error) in [
        ("def f(): return f()\nf()\n", "RecursionError"),
        ("x = 10 ** 10 ** 8\n", "OverflowError"),
        ("x = [0] * 10 ** 12\n", "MemoryError"),
        ("x = 'a' * 10 ** 12\n", "MemoryError"),
        ("x = []\nfor i in range(100000): x = [x]\nprint(x)\n", "RecursionError"),
        ("class A:\n    def __repr__(self): return repr(self)\nrepr(A())\n", "RecursionError"),
    ] {
        let (ended, _, errors) = run(source);
        assert_eq!(ended, Ended::Exit(1), "{source}");
        assert!(errors.contains(error), "{source}: {errors}");
    }
    assert_eq!(run("while True: pass\n").0, Ended::Steps);
    for deep in ["(".repeat(5000), format!("x = {}1", "-".repeat(5000)), format!("x = 1{}", "+1".repeat(5000))] {
        assert!(World::load(&deep, WorldOptions::default()).is_err());
    }
}

#[test]
fn a_clone_goes_on_as_the_original_does() {
    let source = include_str!("python/threads.py");
    let mut world = World::load(source, WorldOptions::default()).expect("the program is supported");
    to_end(&mut world, 20_000);
    let mut copy = world.clone();
    let first = to_end(&mut world, STEPS);
    assert_eq!(to_end(&mut copy, STEPS), first);
    assert_eq!(copy.output(), world.output());
}

#[test]
fn pools_of_threads_and_data_classes_print_what_cpython_prints() {
    prints(include_str!("python/pools.py"), include_str!("python/pools.txt"));
}

/// Each module of the library against its documentation.
#[test]
fn the_librarys_modules_print_what_cpython_prints() {
    macro_rules! programs {
        ($($name:literal)*) => {
            &[$(($name, include_str!(concat!("python/", $name, ".py")), include_str!(concat!("python/", $name, ".txt")))),*]
        };
    }
    let programs: &[(&str, &str, &str)] = programs![
        "copies" "datetimes" "enums" "helpers" "iterators" "kinds" "logs" "names" "operators" "queues" "randoms" "spreads" "stats" "texts" "tools"
    ];
    for (name, source, expected) in programs {
        let (ended, output, errors) = run(source);
        assert_eq!(output, *expected, "{name}: {errors}");
        assert_eq!(ended, Ended::Exit(0), "{name}");
    }
}

/// Of 3.13: those that wait are told, and what is in a queue can still be got.
#[test]
fn a_queue_that_is_shut_down_wakes_those_that_wait() {
    let source = "import queue, threading, time\nq = queue.Queue(1)\ndef take(n):\n    try:\n        while True:\n            \
                  print('got', q.get())\n            q.task_done()\n    except queue.ShutDown:\n        print('over')\n\
                  t = threading.Thread(target=take, args=(1,))\nt.start()\nq.put('a')\ntime.sleep(1)\nq.shutdown()\nt.join()\n\
                  p = queue.PriorityQueue(1)\np.put(1)\ndef give():\n    try:\n        p.put(2)\n    except queue.ShutDown:\n        \
                  print('not put')\nt = threading.Thread(target=give)\nt.start()\ntime.sleep(1)\np.shutdown()\nt.join()\n\
                  print(p.get())\np.task_done()\np.join()\ntry:\n    p.get()\nexcept queue.ShutDown:\n    print('empty')\n\
                  r = queue.Queue()\nr.put(1)\nr.shutdown(immediate=True)\nr.join()\nprint(r.qsize())\n";
    prints(source, "got a\nover\nnot put\n1\nempty\n0\n");
}
