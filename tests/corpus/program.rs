//! Whole programs, one for each number: expressions, statements, functions, classes, generators, threads.

use super::dice::Dice;
use super::expression::{self, Kind};
use super::statement::Writer;

const HEAD: &str = r#"import math
inf, nan = float("inf"), float("nan")
a, b, n, x, s = 7, -3, 5, 2.5, "hello"
xs, t, d = [4, 8, 15, 16], (1, "two", 3.0), {"one": 1, "two": [2]}
def show(number, function):
    try:
        print(number, repr(function()))
    except Exception as error:
        print(number, type(error).__name__MESSAGE)
"#;

/// The program of this number. `messages`: errors are shown with their texts.
pub fn make(number: u64, messages: bool) -> String {
    let mut dice = Dice::new(number);
    let mut out = HEAD.replace("MESSAGE", if messages { ", error" } else { "" });
    match number % 8 {
        0..=2 => expressions(&mut dice, &mut out),
        3 => calls(&mut dice, &mut out),
        4 => classes(&mut dice, &mut out),
        5 => generators(&mut dice, &mut out),
        6 => threads(&mut dice, &mut out),
        _ => statements(&mut dice, &mut out),
    }
    if dice.once_in(6) {
        out.push_str(match dice.below(5) {
            0 => "raise ValueError(f\"the end: {n}\")\n",
            1 => "import sys\nsys.exit(3)\n",
            2 => "raise SystemExit\n",
            3 => "xs[99]\n",
            _ => "assert n > 99, (n, 'too small')\n",
        });
    }
    out
}

fn expressions(dice: &mut Dice, out: &mut String) {
    for line in 0..30 {
        let depth = 1 + dice.below(3);
        out.push_str(&format!("show({line}, lambda: {})\n", expression::any(dice, depth)));
    }
}

fn statements(dice: &mut Dice, out: &mut String) {
    for number in 0..4 {
        let mut writer = Writer::new(dice);
        writer.function(&format!("f{number}"));
        out.push_str(&writer.finish());
        out.push_str(&format!("show({number}, lambda: f{number}({}, {}))\n", dice.between(-3, 9), dice.between(0, 5)));
    }
}

/// Functions with all kinds of parameters, called in ways that fit and that do not.
fn calls(dice: &mut Dice, out: &mut String) {
    for number in 0..6 {
        let mut parameters = vec!["p".to_owned()];
        if dice.once_in(2) {
            parameters.push("/".into());
        }
        parameters.push(format!("q={}", expression::of(dice, Kind::Int, 0)));
        let rest = dice.below(3);
        if rest == 1 {
            parameters.push("*rest".into());
        } else if rest == 2 {
            parameters.push("*".into());
        }
        if rest > 0 {
            parameters.push("k".into());
            parameters.push("m=None".into());
        }
        let named = dice.once_in(2);
        if named {
            parameters.push("**named".into());
        }
        let mut shown = vec!["p", "q"];
        if rest == 1 {
            shown.push("rest");
        }
        if rest > 0 {
            shown.extend(["k", "m"]);
        }
        if named {
            shown.push("named");
        }
        out.push_str(&format!("def g{number}({}):\n    return ({},)\n", parameters.join(", "), shown.join(", ")));
        for call in 0..6 {
            let mut given = Vec::new();
            for _ in 0..dice.below(4) {
                given.push(expression::any(dice, 1));
            }
            if dice.once_in(3) {
                given.push(format!("*{}", dice.pick(&["xs", "t", "'ab'", "[]", "range(2)"])));
            }
            for name in ["p", "q", "k", "m", "z"] {
                if dice.once_in(if name == "k" { 2 } else { 5 }) {
                    given.push(format!("{name}={}", expression::of(dice, Kind::Int, 1)));
                }
            }
            if dice.once_in(4) {
                given.push(format!("**{}", dice.pick(&["{}", "d", "{'y': 2}"])));
            }
            out.push_str(&format!("show({}, lambda: g{number}({}))\n", number * 10 + call, given.join(", ")));
        }
    }
    out.push_str(&format!(
        "def maker(start):\n    count = start\n    def step(by=1):\n        nonlocal count\n        count += by\n        return count\n    \
         return step\nfirst, second = maker({}), maker({})\nprint([first(), second(2), first({}), second()])\n",
        dice.between(-5, 5),
        dice.between(0, 9),
        dice.between(0, 4)
    ));
    out.push_str(
        "def traced(function):\n    def inner(*args, **kwargs):\n        print('call', args, kwargs)\n        \
                  return function(*args, **kwargs)\n    return inner\n@traced\ndef total(*numbers, scale=1):\n    \
                  return sum(numbers) * scale\n",
    );
    out.push_str(&format!(
        "show(98, lambda: total({}, {}, scale={}))\n",
        dice.between(0, 9),
        dice.between(0, 9),
        dice.between(1, 3)
    ));
    out.push_str(
        "show(99, lambda: (lambda n: (lambda f: f(f, n))(lambda f, k: 1 if k < 2 else k * f(f, k - 1)))(20))\n",
    );
}

fn classes(dice: &mut Dice, out: &mut String) {
    let numbers: Vec<i64> = (0..8).map(|_| dice.between(-9, 20)).collect();
    let operator = dice.pick(&["+", "-", "*", "//", "%", "&", "|", "^", "<<", "**"]);
    let method = match operator {
        "+" => "add",
        "-" => "sub",
        "*" => "mul",
        "//" => "floordiv",
        "%" => "mod",
        "&" => "and",
        "|" => "or",
        "^" => "xor",
        "<<" => "lshift",
        _ => "pow",
    };
    let reflected = dice.once_in(2);
    let field = dice.pick(&["value", "size", "_x"]);
    out.push_str(&format!(
        "class Base:\n    made = 0\n    def __init__(self, {field}={}):\n        self.{field} = {field}\n        type(self).made += 1\n    \
         def __repr__(self):\n        return f\"{{type(self).__name__}}({{self.{field}!r}})\"\n    def __{method}__(self, other):\n        \
         if isinstance(other, Base):\n            return type(self)(self.{field} + other.{field})\n        if isinstance(other, int):\n            \
         return type(self)(self.{field} * other)\n        return NotImplemented\n    def hello(self):\n        return 'base'\n    \
         @property\n    def double(self):\n        return self.{field} * 2\n    @double.setter\n    def double(self, value):\n        \
         self.{field} = value // 2\n    @classmethod\n    def of(cls, text):\n        return cls(int(text))\n    @staticmethod\n    \
         def plain(v):\n        return v + 1\n    def __eq__(self, other):\n        return isinstance(other, Base) and self.{field} == other.{field}\n    \
         def __hash__(self):\n        return hash(self.{field})\n    def __lt__(self, other):\n        return self.{field} < other.{field}\n    \
         def __bool__(self):\n        return self.{field} > 0\n",
        numbers[0]
    ));
    if reflected {
        out.push_str(&format!(
            "    def __r{method}__(self, other):\n        return ('reflected', other, self.{field})\n"
        ));
    }
    out.push_str(
        "class Left(Base):\n    def hello(self):\n        return 'left ' + super().hello()\nclass Right(Base):\n    \
                  def hello(self):\n        return 'right ' + super().hello()\n",
    );
    out.push_str(&format!(
        "class Both({}):\n    def hello(self):\n        return 'both ' + super().hello()\n    def __len__(self):\n        return {}\n    \
         def __getitem__(self, key):\n        return key * {}\n    def __contains__(self, item):\n        return item == {}\n    \
         def __call__(self, *args):\n        return args[::-1]\n    def __getattr__(self, name):\n        \
         if name.startswith('no_'):\n            raise AttributeError(name)\n        return name.upper()\n    \
         def __enter__(self):\n        print('enter', self)\n        return self\n    def __exit__(self, kind, value, trace):\n        \
         print('exit', kind and kind.__name__, value)\n        return {}\n",
        if dice.once_in(2) { "Left, Right" } else { "Right, Left" },
        numbers[1].abs(),
        numbers[2],
        numbers[3],
        if dice.once_in(2) { "kind is ZeroDivisionError" } else { "False" }
    ));
    let lines = [
        format!("Base({}) {operator} Base({})", numbers[4], numbers[5]),
        format!("Left({}) {operator} {}", numbers[4], numbers[6]),
        format!("{} {operator} Right({})", numbers[6], numbers[4]),
        format!("Both({}) {operator} 'text'", numbers[4]),
        "[each.__name__ for each in Both.__mro__]".into(),
        format!("Both({}).hello()", numbers[2]),
        format!("(Left.of('{}').double, Base.plain({}))", numbers[3], numbers[1]),
        format!("Both({})[{}], len(Both()), {} in Both()", numbers[1], numbers[2], numbers[3]),
        format!("Both()({}, {})", numbers[0], numbers[1]),
        "(Both().anything, getattr(Both(), 'no_way', 'default'), hasattr(Both(), 'no_x'))".into(),
        "Base().missing".into(),
        format!("sorted([Base({}), Left({}), Right({})])", numbers[5], numbers[6], numbers[7]),
        format!("Base({0}) == Left({0}), Base({0}) != Base({1}), {{Base({0}): 1}}[Right({0})]", numbers[0], numbers[1]),
        format!("bool(Base({})), not Left({})", numbers[2], numbers[3]),
        "(isinstance(Both(), Left), issubclass(Right, Left), Base.made, Both.made)".into(),
        format!("max([Base({}), Base({})]), Base(1) < 5", numbers[6], numbers[7]),
        "Base(1, 2)".into(),
        format!("setattr(b1, 'double', {}), b1", numbers[7]),
        format!("'%s %r' % (Base({}), Left({}))", numbers[0], numbers[1]),
        format!("f'{{Base({})!s:>12}}|{{Left({})}}'", numbers[0], numbers[1]),
    ];
    out.push_str("b1 = Base()\n");
    for (number, line) in lines.iter().enumerate() {
        out.push_str(&format!("show({number}, lambda: ({line}))\n"));
    }
    out.push_str(&format!(
        "def block(divisor):\n    with Both({}) as it, Both(2):\n        print(it, {} // divisor)\n    return 'after'\nshow(50, lambda: block(0))\n\
         show(51, lambda: block(3))\n",
        numbers[4], numbers[5]
    ));
}

fn generators(dice: &mut Dice, out: &mut String) {
    let (limit, step, bad) = (dice.between(1, 9), dice.between(1, 4), dice.between(0, 9));
    out.push_str(&format!(
        "def count(limit, step={step}):\n    at = 0\n    try:\n        while at < limit:\n            got = yield at\n            \
         at += got if got is not None else step\n    except ValueError as error:\n        yield ('caught', str(error))\n    finally:\n        \
         at += 1000\n    return at\n\
         def outer(limit):\n    result = yield from count(limit)\n    yield ('result', result)\n\
         show(0, lambda: list(outer({limit})))\n\
         def drive():\n    g = count({limit} + 20)\n    seen = [next(g), g.send({step} + 1), next(g)]\n    seen.append(g.throw(ValueError('x{bad}')))\n    \
         try:\n        next(g)\n    except StopIteration as stop:\n        seen.append(stop.value)\n    return seen\n\
         show(1, drive)\n\
         def told():\n    try:\n        yield 1\n        yield 2\n    finally:\n        print('closed')\n\
         def early():\n    g = told()\n    next(g)\n    g.close()\n    return list(g)\nshow(2, early)\n"
    ));
    let lines = [
        format!("sum(i * i for i in range({limit}) if i % {step})"),
        format!("[(i, c) for i, c in enumerate('{}', {step})]", dice.pick(&["abc", "xyz1", ""])),
        format!("{{i: [j for j in range(i)] for i in range({limit} % 5)}}"),
        format!("list(zip(range({limit}), count({limit}), 'abcdef'))"),
        format!("dict(zip('abc', range({step}, {limit})))"),
        "next(iter([]), 'none')".into(),
        "next(iter([]))".into(),
        format!("list(map(lambda p, q: p ** q, range({limit}), range({step}, 9)))"),
        format!("list(reversed(range({bad}, {limit} * 3, {step})))"),
        format!("any(i > {bad} for i in range({limit})), all(i < {bad} for i in range({limit}))"),
        format!("[*count({limit}), *'ab', *{{1: 2}}]"),
        format!("[y := {limit}, y ** 2, [y + i for i in range(3)]]"),
        format!(
            "min(({limit}, 'z'), ({step}, 'a')), max('hello', key=ord), sorted('{}', key=lambda c: -ord(c))",
            dice.pick(&["banana", "Zoo", ""])
        ),
        format!("list(iter(iter(range({limit})).__next__, {bad}))"),
        format!("[row[::{step}] for row in [[1, 2, 3, 4], 'wxyz', (5, 6, 7, 8)]]"),
        "(lambda *a, **k: (a, k))(*[1], *(2, 3), x=4, **{'y': 5})".into(),
    ];
    for (number, line) in lines.iter().enumerate() {
        out.push_str(&format!("show({}, lambda: ({line}))\n", number + 10));
    }
    out.push_str(&format!(
        "first, *middle, last = range({limit} + 2)\nprint(first, middle, last)\n(p, q), *r = [(1, 2), 3, {bad}]\nprint(p, q, r)\n\
         try:\n    u, v = range({limit})\nexcept ValueError as error:\n    print(type(error).__name__)\n\
         xs[1:3] = range({step})\nprint(xs)\ndel xs[::2]\nprint(xs)\nxs += [{bad}] * {step}\nxs.insert({step}, 'new')\nprint(xs, xs.index('new'))\n\
         xs.sort(key=str)\nprint(xs, xs.pop(), xs.pop(0), xs)\nd.update(three={bad}, one={limit})\nprint(d, d.pop('two'), d.setdefault('k', {step}), list(d.items()))\n\
         it = iter([1, 2, 3])\nfor value in it:\n    print(value, next(it, 'end'))\n"
    ));
}

/// What threads do here does not depend on who comes first.
fn threads(dice: &mut Dice, out: &mut String) {
    let (workers, rounds, places) = (dice.between(1, 5), dice.between(1, 30), dice.between(1, 4));
    let sleep = dice.pick(&["", "time.sleep(0.0005)", "time.sleep(0)"]);
    let sleep = if sleep.is_empty() { "pass" } else { sleep };
    out.push_str(&format!(
        "import threading, time, queue\nfrom concurrent.futures import ThreadPoolExecutor, as_completed\n\
         lock, total, seen = threading.{}(), 0, []\n\
         def add(by, times=1):\n    global total\n    for _ in range(times):\n        with lock:\n            total += by\n        {sleep}\n\
         ts = [threading.Thread(target=add, args=(i,), kwargs={{'times': {rounds}}}, name=f'w{{i}}') for i in range({workers})]\n\
         for each in ts: each.start()\nfor each in ts: each.join()\nprint(total, [each.name for each in ts], any(each.is_alive() for each in ts))\n",
        dice.pick(&["Lock", "RLock"])
    ));
    out.push_str(&format!(
        "jobs, done = queue.{}(maxsize={places}), queue.Queue()\n\
         def consume():\n    while True:\n        job = jobs.get()\n        if job is None:\n            break\n        done.put(job * job)\n        jobs.task_done()\n\
         cs = [threading.Thread(target=consume) for _ in range({workers})]\nfor each in cs: each.start()\n\
         for number in range({rounds}): jobs.put(number)\njobs.join()\nfor each in cs: jobs.put(None)\nfor each in cs: each.join()\n\
         print(sorted(done.get_nowait() for _ in range(done.qsize())), done.empty())\n",
        dice.pick(&["Queue", "LifoQueue"])
    ));
    out.push_str(&format!(
        "with ThreadPoolExecutor(max_workers={workers}) as pool:\n    print(list(pool.map(lambda v: v ** 2 % 7, range({rounds}))))\n    \
         fs = [pool.submit(divmod, {rounds}, k) for k in range(3)]\n    for f in fs:\n        try:\n            print(f.result())\n        \
         except ZeroDivisionError as error:\n            print(type(error).__name__, f.exception() is error, f.done())\n    \
         print(sorted(f.result() for f in as_completed([pool.submit(len, 'ab' * k) for k in range({workers})])))\n"
    ));
    out.push_str(&format!(
        "ready, order = threading.Event(), []\n\
         def late():\n    ready.wait()\n    order.append('late')\n\
         one = threading.Thread(target=late, daemon={})\none.start()\norder.append('early')\nready.set()\none.join()\nprint(order, ready.is_set(), one.daemon)\n\
         gate, inside = threading.Semaphore({places}), []\ncondition, stock = threading.Condition(), []\n\
         def take(n):\n    with condition:\n        condition.wait_for(lambda: len(stock) >= n)\n        got = [stock.pop() for _ in range(n)]\n    seen.append(len(got))\n\
         takers = [threading.Thread(target=take, args=(k,)) for k in range(1, {workers} + 1)]\nfor each in takers: each.start()\n\
         for k in range({workers} * ({workers} + 1) // 2):\n    with condition:\n        stock.append(k)\n        condition.notify_all()\n\
         for each in takers: each.join()\nprint(sorted(seen), stock)\n\
         barrier, places = threading.Barrier({workers}), []\n\
         def meet():\n    place = barrier.wait()\n    with lock: places.append(place)\n\
         ms = [threading.Thread(target=meet) for _ in range({workers})]\nfor each in ms: each.start()\nfor each in ms: each.join()\nprint(sorted(places), barrier.broken)\n\
         own = threading.local()\nown.v = 'main'\n\
         def hidden():\n    print(hasattr(own, 'v'))\n    own.v = 'thread'\n\
         h = threading.Thread(target=hidden)\nh.start()\nh.join()\nprint(own.v, threading.active_count(), threading.current_thread().name)\n",
        dice.pick(&["True", "False"])
    ));
}
