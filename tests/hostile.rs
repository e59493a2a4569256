//! No program, however hostile, hangs, overflows the host's stack or takes all memory: each ends with an exception of
//! Python's, or by a limit.

#![cfg(feature = "python")]

use interleave::machine::config::{Bounds, Config};
use interleave::machine::engine::{Bound, End, Machine};
use interleave::python::World;
use interleave::python::drive::{Ended, to_end};
use interleave::python::guest::{Limits, Stop, ThreadId, WorldOptions};

const STEPS: u64 = 1_000_000;
const MEMORY: u64 = 64 << 20;

fn run(source: &str) -> Result<(Ended, String), String> {
    let options = WorldOptions { max_memory: MEMORY as _, ..WorldOptions::default() };
    let mut world = World::load(source, options).map_err(|refused| refused.to_string())?;
    let (ended, _) = to_end(&mut world, STEPS);
    assert!(world.output().len() < 2 * MEMORY as usize, "what it wrote is bounded");
    Ok((ended, String::from_utf8_lossy(world.errors()).into_owned()))
}

/// Each ends with this exception.
#[test]
fn what_asks_too_much_of_python_gets_an_exception() {
    for (source, error) in [
        ("def f(n): return f(n + 1)\nf(0)\n", "RecursionError"),
        ("f = lambda: g()\ng = lambda: f()\nf()\n", "RecursionError"),
        ("class A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().a\n", "RecursionError"),
        ("class A:\n    def __eq__(self, other): return self == other\nA() == A()\n", "RecursionError"),
        ("class A:\n    def __str__(self): return str(self)\nprint(A())\n", "RecursionError"),
        ("def g(): yield from g()\nlist(g())\n", "RecursionError"),
        ("x = []\nx.append(x)\ny = []\ny.append(y)\nx == y\n", "RecursionError"),
        ("x = ()\nfor i in range(50000): x = (x,)\nhash(x)\n", "RecursionError"),
        ("x = 10 ** 10 ** 10\n", "OverflowError"),
        ("x = 1 << 10 ** 12\n", "Error"),
        ("'a' * 10 ** 12\n", "MemoryError"),
        ("b'a' * 10 ** 12\n", "MemoryError"),
        ("[None] * 10 ** 12\n", "MemoryError"),
        ("(1, 2) * 10 ** 12\n", "MemoryError"),
        ("bytes(10 ** 12)\n", "MemoryError"),
        ("'{:>{}}'.format('a', 10 ** 12)\n", "Error"),
        ("f'{1:0{10 ** 11}d}'\n", "Error"),
        ("'%*d' % (10 ** 11, 1)\n", "Error"),
        ("'a'.center(10 ** 12)\n", "MemoryError"),
        ("'a'.zfill(10 ** 12)\n", "MemoryError"),
        ("'\\t'.expandtabs(10 ** 12)\n", "MemoryError"),
        ("'a' * 10 ** 30\n", "OverflowError"),
        ("int('9' * 100000)\n", "ValueError"),
        ("str(10 ** 10000)\n", "ValueError"),
        ("(1 << 6000000) // (3 + (1 << 2000000))\n", "OverflowError"),
        ("pow(3, 10 ** 4000, 10 ** 4000 + 1)\n", "OverflowError"),
        ("range(10 ** 30)[5] + [1]\n", "Error"),
    ] {
        let (ended, errors) = run(source).unwrap_or_else(|refused| panic!("{source}: {refused}"));
        assert_eq!(ended, Ended::Exit(1), "{source}\n{errors}");
        assert!(errors.contains(error), "{source}\n{errors}");
    }
}

/// Each is stopped: by the limit on steps or the one on memory, or by an exception that says that memory is short.
#[test]
fn what_never_ends_is_stopped() {
    for source in [
        "while True: pass\n",
        "while True: print('x' * 1000)\n",
        "import itertools\nlist(itertools.count())\n",
        "def g():\n    while True: yield 1\nlist(g())\n",
        "def g():\n    while True: yield 1\nsum(g())\n",
        "x = []\nwhile True: x.append([0] * 100)\n",
        "x = 'a'\nwhile True: x += x\n",
        "x = [1]\nfor each in x: x.append(each)\n",
        "d, n = {}, 0\nwhile True:\n    d[n] = n\n    n += 1\n",
        "n = 3\nwhile True: n = n * n\n",
        "list(range(10 ** 12))\n",
        "list(map(str, range(10 ** 12)))\n",
        "set(range(10 ** 12))\n",
        "tuple(i for i in range(10 ** 12))\n",
        "sorted(range(10 ** 12))\n",
        "max(range(10 ** 12))\n",
        "10 ** 12 - 1 in (i for i in range(10 ** 12))\n",
        "import queue\nq = queue.Queue()\nwhile True: q.put([0] * 50)\n",
        "class A:\n    def __iter__(self): return self\n    def __next__(self): return 1\nlist(A())\n",
        "class A:\n    def __del__(self): A()\n    def __getitem__(self, i): return i\nlist(A())\n",
        "def f():\n    try: f()\n    except RecursionError: f()\nf()\n",
        "x = ['a' * 1000]\nwhile True: x = [''.join(x * 2)]\n",
        "import random\nrandom.getrandbits(10 ** 11)\nwhile True: pass\n",
        "import itertools\nlist(itertools.product(range(100), repeat=8))\n",
        "import itertools\nlist(itertools.permutations(range(40)))\n",
        "s = 'a' * 30000\nwhile True: s.replace('a', s)\n",
    ] {
        let (ended, errors) = run(source).unwrap_or_else(|refused| panic!("{source}: {refused}"));
        let short = ["MemoryError", "OverflowError", "can't start new thread", "RecursionError"];
        let stopped = matches!(ended, Ended::Steps | Ended::Memory) || short.iter().any(|short| errors.contains(short));
        assert!(stopped, "{source} ended with {ended:?}\n{errors}");
    }
}

/// Next to nothing is executed, but threads take turns: thousands of millions of times.
#[test]
fn computing_for_a_year_ends_by_the_limit_on_steps() {
    for source in [
        "import sim\nsim.cpu(3e7)\n",
        "import sim\ndef f(): sim.cpu(3e7)\nsim.together(f, f)\n",
        "import sim, multiprocessing\nmultiprocessing.Process(target=sim.cpu, args=(3e7,)).start()\nsim.cpu(3e7)\n",
    ] {
        let world = World::load(source, WorldOptions::default()).expect("the program is supported");
        let bounds = Bounds { instructions: STEPS, ..Bounds::default() };
        let config = Config { bounds, cores: 1, ..Config::default() };
        let mut machine = Machine::new(world, config).expect("the machine is one");
        assert_eq!(machine.run(), &End::Limit(Bound::Instructions), "{source}");
    }
}

/// Functions written in Rust that work for long are charged for it: a loop of them ends by the limit on steps, after far
/// fewer instructions. So does one that would take for ever by itself.
#[test]
fn heavy_work_inside_of_functions_counts_as_steps() {
    for (prepare, heavy) in [
        ("x = list(range(100000, 0, -1))", "sorted(x)"),
        ("x = 3 ** 90000", "x * x"),
        ("", "3 ** 90000"),
        ("", "pow(3, 10 ** 300, 10 ** 300 + 1)"),
        ("", "'ab' * 1000000"),
        ("", "sum(range(100000))"),
        ("", "list(range(100000))"),
        ("x = list(range(100000))", "-1 in x"),
        ("x = list(range(100000))", "99999 in x"),
        ("x = list(range(100000))", "x.index(99999)"),
        ("x = list(range(100000))", "x.count(5)"),
        ("x = list(range(100000))", "x.copy()"),
        ("x = list(range(100000))", "x.reverse()"),
        ("x = list(range(100000))", "x == list(x)"),
        ("x = list(range(100000))", "max(x)"),
        ("x = [0] * 100000", "any(x)"),
        ("x = set(range(100000))", "x | x"),
        ("x = tuple(range(100000))", "hash(x)"),
        ("x = ['ab'] * 100000", "','.join(x)"),
        ("x = 'ab' * 100000", "x.replace('a', 'cd')"),
        ("x = 'ab' * 100000", "x.split('a')"),
        ("x = 'ab' * 100000", "'c' in x"),
        ("x = 'ab' * 100000", "x + x"),
        ("x = b'ab' * 100000", "b'abb' in x"),
        ("x = 'ab' * 100000; y = 'ab' * 100000", "x == y"),
    ] {
        let source = format!("{prepare}\nfor _ in range(10 ** 9): {heavy}\n");
        let mut world = World::load(&source, WorldOptions::default()).expect(heavy);
        let limits = Limits { max_instructions: 200_000, ..Limits::default() };
        let (mut instructions, mut work) = (0, 0);
        while instructions + work < 200_000 {
            let ran = world.run(ThreadId(0), &limits);
            assert!(matches!(ran.stop, Stop::Budget | Stop::Instructions), "{heavy}: {:?}", ran.stop);
            (instructions, work) = (instructions + ran.instructions, work + ran.work);
        }
        assert!(work > instructions, "{heavy}: {work} beside {instructions}");
    }
}

/// A few values that are shared many times over are endless to compare, hash or search.
#[test]
fn what_is_endless_inside_of_one_instruction_is_refused() {
    let deep = "def deep(x, of):\n    for _ in range(60): x = of(x, x)\n    return x\n";
    let list = "lambda x, y: [x, y]";
    for heavy in [
        format!("deep([0], {list}) == deep([0], {list})"),
        format!("deep([0], {list}) < deep([0], {list})"),
        format!("deep([0], {list}) in [deep([0], {list})]"),
        "hash(deep((), lambda x, y: (x, y)))".to_owned(),
        "deep([0], lambda x, y: {1: x, 2: y}) == deep([0], lambda x, y: {1: x, 2: y})".to_owned(),
    ] {
        let (ended, errors) = run(&format!("{deep}{heavy}\n")).expect("it is supported");
        // What led there counts as steps, more than there may be.
        let is_refused = ended == Ended::Steps || errors.contains("RecursionError: the values are too much");
        assert!(is_refused, "{heavy}: {ended:?}\n{errors}");
    }
    for fine in [
        "assert b'a' * 300000 + b'b' not in b'a' * 600000\n",
        "assert ('a' * 300000).strip('b' * 300000 + 'a') == ''\n",
        "assert 2 ** 62 in range(-2 ** 63, 2 ** 63 - 1)\n",
        "assert list(reversed(range(-2 ** 63 + 1, -2 ** 63 + 3))) == [2 - 2 ** 63, 1 - 2 ** 63]\n",
    ] {
        assert_eq!(run(fine).expect("it is supported"), (Ended::Exit(0), String::new()), "{fine}");
    }
}

/// Threads that start threads end where there are too many of them.
#[test]
fn a_bomb_of_threads_goes_out() {
    let source = "import threading\ndef bomb():\n    while True: threading.Thread(target=threading.Event().wait, \
                  daemon=True).start()\nbomb()\n";
    let (ended, errors) = run(source).expect("it is supported");
    assert!(
        matches!(ended, Ended::Memory | Ended::Steps) || errors.contains("can't start new thread"),
        "{ended:?}\n{errors}"
    );
}

/// Programs of which pieces are cut out, doubled or exchanged are refused, or run to an end: nothing panics.
#[test]
fn damaged_programs_neither_panic_nor_hang() {
    let programs = [
        include_str!("python/language.py"),
        include_str!("python/threads.py"),
        include_str!("python/pools.py"),
        include_str!("python/names.py"),
        include_str!("python/operators.py"),
    ];
    let mut state = 1_u64;
    let mut below = |end: usize| {
        // A linear congruential generator (Knuth's constants): the damage is the same every time.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end.max(1)
    };
    for round in 0..400 {
        let mut lines: Vec<&str> = programs[round % programs.len()].lines().collect();
        let from = below(lines.len());
        lines.drain(..from);
        lines.truncate(25);
        let mut tokens: Vec<String> = Vec::new();
        for c in lines.join("\n").chars() {
            match tokens.last_mut() {
                Some(last) if c.is_alphanumeric() && last.ends_with(char::is_alphanumeric) => last.push(c),
                Some(last) if c == ' ' && last.ends_with(' ') => last.push(c),
                _ => tokens.push(c.into()),
            }
        }
        for _ in 0..1 + below(4) {
            let (one, other) = (below(tokens.len()), below(tokens.len()));
            match below(4) {
                0 if tokens.len() > 1 => drop(tokens.remove(one)),
                1 => tokens.insert(one, tokens[other].clone()),
                2 => tokens.swap(one, other),
                _ => {
                    tokens[one] =
                        ["None", "(", "10 ** 9", "yield", "*", ":=", "self", "0", "''", "lambda: x"][below(10)].into()
                }
            }
        }
        let source = tokens.concat();
        let options = WorldOptions { max_memory: MEMORY as _, ..WorldOptions::default() };
        if let Ok(mut world) = World::load(&source, options) {
            to_end(&mut world, 20_000);
        }
    }
}

/// Source text that is nested too deeply for a parser that calls itself is refused, or runs.
#[test]
fn source_that_is_nested_deeply_does_not_overflow_the_stack() {
    let nested = |open: &str, close: &str| format!("x = {}1{}\n", open.repeat(20_000), close.repeat(20_000));
    let indented: String = (0..2000).map(|depth| format!("{}if 1:\n", " ".repeat(depth))).collect();
    let functions: String = (0..500).map(|depth| format!("{}def f():\n", " ".repeat(depth))).collect();
    for source in [
        nested("(", ")"),
        nested("[", "]"),
        nested("{1: ", "}"),
        nested("f(", ")"),
        nested("lambda: ", ""),
        nested("not ", ""),
        nested("-", ""),
        nested("await ", ""),
        nested("1 if 1 else ", ""),
        nested("1 ** ", ""),
        nested("f'{", "}'"),
        format!("x = 1{}\n", " + 1".repeat(100_000)),
        format!("x = 1{}\n", " < 1".repeat(100_000)),
        format!("x = a{}\n", ".b".repeat(100_000)),
        format!("x = a{}\n", "[0]".repeat(100_000)),
        format!("x = a{}\n", "()".repeat(100_000)),
        format!("x = 1{}\n", " and 1".repeat(100_000)),
        format!("{}x = 1\n", "x = ".repeat(20_000)),
        format!("{indented}{}pass\n", " ".repeat(2000)),
        format!("{functions}{}pass\n", " ".repeat(500)),
        format!("{}pass\n", "@f\n".repeat(20_000)),
        format!("if 1: pass\n{}", "elif 1: pass\n".repeat(20_000)),
        format!("match 1:\n case {}1{}: pass\n", "[".repeat(5000), "]".repeat(5000)),
        format!("match 1:\n case {}1: pass\n", "1 | ".repeat(50_000)),
        format!("x: {}int{} = 1\n", "list[".repeat(5000), "]".repeat(5000)),
        format!("def f({}): pass\n", (0..5000).map(|n| format!("a{n}, ")).collect::<String>()),
        format!("f({})\n", "1, ".repeat(100_000)),
        format!("x = [{}]\n", "1, ".repeat(200_000)),
        "\\\n".repeat(50_000),
        "\0".into(),
        "\u{feff}x = 1\n".into(),
        "x = '\\N{".into(),
        "'''".into(),
    ] {
        // It is refused, or it runs: it neither panics nor overflows.
        let _ = run(&source);
    }
}
