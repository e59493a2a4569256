//! Expressions of every operator and type. What they are made of has a known type, mostly, so that most of them have
//! a value; sometimes it is another one, so that errors are compared as well.

use super::dice::Dice;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Int,
    Float,
    Bool,
    Str,
    Bytes,
    List,
    Tuple,
    Dict,
    Set,
    None,
}

use Kind::*;

pub const KINDS: [Kind; 10] = [Int, Float, Bool, Str, Bytes, List, Tuple, Dict, Set, None];

/// An expression of some type.
pub fn any(dice: &mut Dice, depth: usize) -> String {
    let kind = KINDS[dice.below(KINDS.len())];
    of(dice, kind, depth)
}

/// An expression of this type, or, rarely, of another.
pub fn of(dice: &mut Dice, kind: Kind, depth: usize) -> String {
    let kind = if kind != Set && dice.once_in(60) { KINDS[dice.below(KINDS.len())] } else { kind };
    if depth == 0 || dice.once_in(5) {
        return literal(dice, kind);
    }
    if dice.once_in(12) {
        return shared(dice, kind, depth - 1);
    }
    let d = depth - 1;
    match kind {
        Int => int(dice, d),
        Float => float(dice, d),
        Bool => boolean(dice, d),
        Str => text(dice, d),
        Bytes => bytes(dice, d),
        List => list(dice, d),
        Tuple => tuple(dice, d),
        Dict => dict(dice, d),
        Set => set(dice, d),
        None => "None".into(),
    }
}

/// What an expression of any type can be.
fn shared(dice: &mut Dice, kind: Kind, d: usize) -> String {
    let (a, b, condition) = (of(dice, kind, d), of(dice, kind, d), of(dice, Bool, d));
    match dice.below(7) {
        0 => format!("({a} if {condition} else {b})"),
        1 => format!("({a} or {b})"),
        2 => format!("({a} and {b})"),
        3 => format!("(lambda x, y={b}: x)({a})"),
        4 => format!("[{a}, {b}][{}]", dice.between(-3, 2)),
        5 => format!("(lambda *p, **q: (p, q))({a}, k={b})[0][0]"),
        _ => format!("max([{a}, {b}], key=repr)"),
    }
}

fn literal(dice: &mut Dice, kind: Kind) -> String {
    match kind {
        Int => match dice.below(8) {
            0 => dice.between(-3, 3).to_string(),
            1 => dice
                .pick(&[
                    "(2**41)",
                    "(2**63)",
                    "(-2**63)",
                    "(2**64 + 1)",
                    "(10**18)",
                    "(10**30)",
                    "0xff",
                    "0b101",
                    "1_000",
                ])
                .into(),
            2 => dice.pick(&["a", "b", "n"]).into(),
            _ => dice.between(-50, 120).to_string(),
        },
        Float => match dice.below(6) {
            0 => dice
                .pick(&["0.0", "-0.0", "1e308", "5e-324", "inf", "-inf", "nan", "1e16", "1e-5", "123456789.125"])
                .into(),
            1 => "x".into(),
            _ => format!("{}.{}", dice.between(-40, 99), dice.pick(&["0", "5", "25", "1", "333", "999", "015625"])),
        },
        Bool => dice.pick(&["True", "False"]).into(),
        Str => dice
            .pick(&[
                "''",
                "'a'",
                "'abc'",
                "'Hello, World'",
                "'  pad '",
                "'1234'",
                "'é\\u00df\\u4e2d'",
                "s",
                "\"it's\"",
                "'a,b,,c'",
                "'x\\ty\\n'",
                "'ZZtop'",
                "'\\U0001f600'",
                "'aXbXc'",
                "'-12'",
                "'3.5'",
            ])
            .into(),
        Bytes => dice.pick(&["b''", "b'abc'", "b'\\x00\\xff'", "b'hello'", "bytes(3)", "bytearray(b'xyz')"]).into(),
        List => dice
            .pick(&["[]", "[1]", "[3, 1, 2]", "list(range(5))", "['b', 'a']", "[1.5, 2]", "[[1], [2]]", "xs"])
            .into(),
        Tuple => dice.pick(&["()", "(1,)", "(1, 'a')", "(3, 2, 1)", "t"]).into(),
        Dict => dice.pick(&["{}", "{1: 2}", "{'a': 1, 'b': 2}", "{(1, 2): [3]}", "dict(k=1)", "d"]).into(),
        Set => dice.pick(&["set()", "{1}", "{1, 2, 3}", "frozenset([2, 3])", "{5, 2}"]).into(),
        None => "None".into(),
    }
}

fn int(dice: &mut Dice, d: usize) -> String {
    let a = of(dice, Int, d);
    match dice.below(26) {
        0..=6 => {
            let operator = dice.pick(&["+", "-", "*", "//", "%", "&", "|", "^", "+", "-"]);
            // A large number times a text would be a text of gigabytes: products are of what is small.
            let d = if operator == "*" { 0 } else { d };
            let a = if operator == "*" { literal(dice, Int) } else { a };
            format!("({a} {operator} {})", of(dice, Int, d))
        }
        7 => format!("({a} << {})", dice.between(-1, 70)),
        8 => format!("({a} >> {})", dice.between(0, 40)),
        9 => format!("({} ** {})", of(dice, Int, 0), dice.between(0, 6)),
        10 => format!("({}{a})", dice.pick(&["-", "+", "~"])),
        11 => format!("abs({a})"),
        12 => {
            let kind = [Str, Bytes, List, Tuple, Dict, Set][dice.below(6)];
            format!("len({})", of(dice, kind, d))
        }
        13 => format!("int({})", of(dice, Float, d)),
        14 => format!("int({})", of(dice, Str, d)),
        15 => format!("round({})", of(dice, Float, d)),
        16 => format!("round({a}, {})", dice.between(-3, 2)),
        17 => format!("divmod({a}, {})[{}]", of(dice, Int, d), dice.below(2)),
        18 => format!("pow({a}, {}, {})", dice.between(-1, 40), dice.between(1, 97)),
        19 => format!("ord({})", dice.pick(&["'a'", "'é'", "'\\U0001f600'", "s[0]", "'ab'"])),
        20 => format!("hash({})", literal(dice, Int)),
        21 => format!("({a}).bit_length()"),
        22 => format!("sum({})", dice.pick(&["xs", "range(10)", "[1, 2, 3], 10", "(i * i for i in range(6))", "t"])),
        23 => format!("{}({a}, {})", dice.pick(&["min", "max"]), of(dice, Int, d)),
        24 => format!("{}.{}({})", of(dice, Str, d), dice.pick(&["count", "find", "index", "rfind"]), of(dice, Str, 0)),
        _ => format!("{}.{}({a})", of(dice, List, d), dice.pick(&["count", "index"])),
    }
}

fn float(dice: &mut Dice, d: usize) -> String {
    let a = of(dice, Float, d);
    match dice.below(15) {
        0..=4 => {
            let kind = if dice.once_in(3) { Int } else { Float };
            format!("({a} {} {})", dice.pick(&["+", "-", "*", "/", "//", "%"]), of(dice, kind, d))
        }
        5 => format!("({} / {})", of(dice, Int, d), of(dice, Int, d)),
        6 => format!("({a} ** {})", dice.pick(&["2", "0.5", "-1", "3", "0"])),
        7 => format!("(-{a})"),
        8 => format!("abs({a})"),
        9 => format!("float({})", of(dice, Int, d)),
        10 => format!("float({})", of(dice, Str, d)),
        11 => format!("round({a}, {})", dice.between(-2, 4)),
        12 => format!("math.{}({a})", dice.pick(&["sqrt", "floor", "ceil", "trunc", "fabs", "isnan", "frexp", "modf"])),
        13 => format!("sum([{a}, {}])", of(dice, Float, d)),
        _ => format!("({a}).{}()", dice.pick(&["hex", "as_integer_ratio", "conjugate"])),
    }
}

fn boolean(dice: &mut Dice, d: usize) -> String {
    let kind = KINDS[dice.below(KINDS.len())];
    match dice.below(10) {
        0..=2 => {
            let a = of(dice, kind, d);
            format!("({a} {} {})", dice.pick(&["<", "<=", "==", "!=", ">", ">="]), of(dice, kind, d))
        }
        3 => format!("({} == {})", any(dice, d), any(dice, d)),
        4 => format!("(not {})", any(dice, d)),
        5 => {
            let kind = [List, Tuple, Dict, Set][dice.below(4)];
            format!("({} {} {})", any(dice, d), dice.pick(&["in", "not in"]), of(dice, kind, d))
        }
        6 => format!("({} < {} <= {})", of(dice, Int, d), of(dice, Int, d), of(dice, Float, d)),
        7 => format!("bool({})", any(dice, d)),
        8 => format!(
            "isinstance({}, {})",
            any(dice, d),
            dice.pick(&["int", "str", "(int, float)", "list | tuple", "dict", "object"])
        ),
        _ => {
            let text = of(dice, Str, d);
            let ask = dice.pick(&[
                "isdigit()",
                "isalpha()",
                "isupper()",
                "islower()",
                "isspace()",
                "isalnum()",
                "istitle()",
                "isidentifier()",
                "startswith('a')",
                "endswith(('c', ' '))",
                "isdecimal()",
                "isnumeric()",
                "isascii()",
                "isprintable()",
            ]);
            format!("({text}).{ask}")
        }
    }
}

fn text(dice: &mut Dice, d: usize) -> String {
    let a = of(dice, Str, d);
    match dice.below(16) {
        0 => format!("({a} + {})", of(dice, Str, d)),
        1 => format!("({a} * {})", dice.between(-1, 4)),
        2 => format!("({a}){}", slice(dice)),
        3..=5 => {
            let call = dice.pick(&[
                "upper()",
                "lower()",
                "title()",
                "capitalize()",
                "swapcase()",
                "strip()",
                "lstrip()",
                "rstrip('c ')",
                "center(11, '*')",
                "ljust(8)",
                "rjust(8, '.')",
                "zfill(6)",
                "replace('a', 'bb')",
                "replace('b', '', 1)",
                "expandtabs(4)",
                "casefold()",
                "removeprefix('a')",
                "removesuffix('c')",
                "translate({97: 'Q', 98: None})",
                "join(['1', '2', '3'])",
                "partition(',')[0]",
                "encode().decode()",
            ]);
            format!("({a}).{call}")
        }
        6 => format!("str({})", any(dice, d)),
        7 => format!("repr({})", any(dice, d)),
        8 => format!("{}({})", dice.pick(&["hex", "bin", "oct"]), of(dice, Int, d)),
        9 => format!("chr({})", dice.pick(&["65", "0x3b1", "n + 70", "-1", "0x110000"])),
        10 => formatted(dice, d),
        11 => percent(dice, d),
        12 => format!("'{{:{}}}|{{}}'.format({}, {})", spec(dice, Int), of(dice, Int, d), any(dice, d)),
        13 => format!(
            "'{{0}}{{1}}{{0!r}} {{k:>4}}'.format({}, {}, k={})",
            of(dice, Str, d),
            of(dice, Int, d),
            of(dice, Int, 0)
        ),
        14 => format!("ascii({a})"),
        _ => format!("', '.join(map({}, {}))", dice.pick(&["str", "repr"]), of(dice, List, d)),
    }
}

fn formatted(dice: &mut Dice, d: usize) -> String {
    let kind = [Int, Float, Str, Int, Float][dice.below(5)];
    let value = match kind {
        Int => dice.pick(&["n", "a * b", "len(xs)", "-a", "10**20", "d['one']"]),
        Float => dice.pick(&["x", "x / 3", "1e300 * 10", "-0.0", "2.0**70"]),
        _ => dice.pick(&["s", "s[1:]", "t[1]", "s.upper()"]),
    };
    let _ = d;
    match dice.below(4) {
        0 => format!("f\"{{{value}!r:>12}}\""),
        1 => format!("f\"<{{{value}:{{n}}}}>\""),
        2 => format!("f\"{{n=}} {{x = :.2f}} {{{value}}}\""),
        _ => format!("f\"[{{{value}:{}}}]\"", spec(dice, kind)),
    }
}

/// A format specification that fits the type, mostly.
fn spec(dice: &mut Dice, kind: Kind) -> String {
    let mut out = String::new();
    if dice.once_in(3) {
        out.push_str(dice.pick(&["", "*", "0", "_", "é"]));
        out.push_str(dice.pick(&["<", ">", "^", if kind == Str { "<" } else { "=" }]));
    }
    if kind != Str {
        out.push_str(dice.pick(&["", "", "", "+", "-", " "]));
        out.push_str(dice.pick(&["", "", "", "#"]));
        out.push_str(dice.pick(&["", "", "0"]));
    }
    out.push_str(dice.pick(&["", "", "1", "8", "14", "20"]));
    if kind != Str {
        out.push_str(dice.pick(&["", "", "", ",", "_"]));
    }
    if kind != Int {
        out.push_str(dice.pick(&["", "", ".0", ".1", ".3", ".10"]));
    }
    out.push_str(match kind {
        Int => dice.pick(&["", "d", "x", "X", "b", "o", "c", "n", "e", "f", "g", "%"]),
        Float => dice.pick(&["", "f", "F", "e", "E", "g", "G", "%", "n"]),
        _ => dice.pick(&["", "s"]),
    });
    out
}

fn percent(dice: &mut Dice, d: usize) -> String {
    let (i, f, v) = (of(dice, Int, d), of(dice, Float, d), any(dice, d));
    match dice.below(4) {
        0 => format!("'%{}d %s' % ({i}, {v})", dice.pick(&["", "5", "-6", "05", "+", " "])),
        1 => {
            format!("'%{}{}|' % ({f},)", dice.pick(&["", ".2", "10.3", "-9.1", "+"]), dice.pick(&["f", "e", "g", "G"]))
        }
        2 => format!("'%(k)s %(j){}' % {{'k': {v}, 'j': {i}}}", dice.pick(&["d", "x", "o", "#x", "5d"])),
        _ => format!("'%r %5s %%' % ({v}, {})", of(dice, Str, d)),
    }
}

fn slice(dice: &mut Dice) -> String {
    let bound = |dice: &mut Dice| if dice.once_in(3) { String::new() } else { dice.between(-6, 6).to_string() };
    let (from, to) = (bound(dice), bound(dice));
    match dice.below(5) {
        0 => format!("[{}]", dice.between(-4, 4)),
        1 => format!("[{from}:{to}:{}]", dice.pick(&["1", "2", "-1", "-2", "3", "0", ""])),
        _ => format!("[{from}:{to}]"),
    }
}

fn bytes(dice: &mut Dice, d: usize) -> String {
    let a = of(dice, Bytes, d);
    match dice.below(7) {
        0 => format!("({a} + {})", of(dice, Bytes, d)),
        1 => format!("({a} * {})", dice.between(0, 3)),
        2 => format!("({a}){}", slice(dice)),
        3 => format!(
            "({}).encode({})",
            of(dice, Str, d),
            dice.pick(&["", "'utf-8'", "'ascii', 'replace'", "'latin-1', 'ignore'"])
        ),
        4 => format!(
            "({a}).{}",
            dice.pick(&["upper()", "hex()", "replace(b'a', b'--')", "split(b'l')", "find(b'b')", "decode('latin-1')"])
        ),
        5 => format!("bytes({})", dice.pick(&["[1, 2, 255]", "4", "range(5)", "[256]", "b'q'"])),
        _ => format!(
            "({}).to_bytes({}, {})",
            of(dice, Int, 0),
            dice.between(1, 12),
            dice.pick(&["'big'", "'little'", "'big', signed=True"])
        ),
    }
}

fn list(dice: &mut Dice, d: usize) -> String {
    let a = of(dice, List, d);
    match dice.below(16) {
        0 => format!("[{}, {}]", any(dice, d), any(dice, d)),
        1 => format!("({a} + {})", of(dice, List, d)),
        2 => format!("({a} * {})", dice.between(-1, 3)),
        3 => format!("({a}){}", slice(dice)),
        4 => format!(
            "sorted({a}{})",
            dice.pick(&[", reverse=True, key=repr", ", key=str", ", key=lambda v: (str(v), 1)"])
        ),
        5 => format!("list({})", any(dice, d)),
        6 => format!("[{} for i in {}]", dice.pick(&["i", "(i, n)", "str(i)", "[i]", "i * 2"]), of(dice, List, d)),
        7 => format!(
            "[i for i in range({}) if {}]",
            dice.between(0, 12),
            dice.pick(&["i % 2", "i > n", "not i & 4", "i in xs"])
        ),
        8 => format!(
            "[(i, j) for i in range({}) for j in {}]",
            dice.between(0, 4),
            dice.pick(&["range(i)", "'ab'", "xs", "t"])
        ),
        9 => format!("[*{a}, *{}]", of(dice, Tuple, d)),
        10 => format!("list({}({}))", dice.pick(&["reversed", "enumerate", "list", "tuple"]), of(dice, List, d)),
        11 => format!("list(zip({a}, {}))", of(dice, Str, d)),
        12 => format!("({}).split({})", of(dice, Str, d), dice.pick(&["", "','", "'b'", "None, 1", "''"])),
        13 => format!("list(({}).{}())", of(dice, Dict, d), dice.pick(&["items", "keys", "values"])),
        14 => format!(
            "list({}({}, {a}))",
            dice.pick(&["map", "filter"]),
            dice.pick(&["str", "bool", "lambda v: v", "repr", "None"])
        ),
        _ => format!("sorted({}, key=repr)", of(dice, Set, d)),
    }
}

fn tuple(dice: &mut Dice, d: usize) -> String {
    let a = of(dice, Tuple, d);
    match dice.below(8) {
        0 => format!("({}, {}, {})", any(dice, d), any(dice, d), any(dice, d)),
        1 => format!("({a} + {})", of(dice, Tuple, d)),
        2 => format!("({a}){}", slice(dice)),
        3 => format!("tuple({})", any(dice, d)),
        4 => format!("divmod({}, {})", of(dice, Int, d), of(dice, Int, d)),
        5 => format!("({}).partition({})", of(dice, Str, d), dice.pick(&["','", "'b'", "''"])),
        6 => format!("(*{}, {})", of(dice, List, d), any(dice, d)),
        _ => format!("({a} * {})", dice.between(0, 2)),
    }
}

fn dict(dice: &mut Dice, d: usize) -> String {
    let a = of(dice, Dict, d);
    match dice.below(9) {
        0 => format!("{{{}: {}, {}: {}}}", literal(dice, Int), any(dice, d), literal(dice, Str), any(dice, d)),
        1 => format!("({a} | {})", of(dice, Dict, d)),
        2 => format!("{{**{a}, 'z': {}}}", any(dice, d)),
        3 => format!("{{k: {} for k in {}}}", dice.pick(&["1", "str(k)", "[k]", "n"]), of(dice, List, d)),
        4 => format!("dict({a}, q={})", any(dice, d)),
        5 => format!("dict(zip('abc', {}))", of(dice, List, d)),
        6 => format!("dict.fromkeys({}, {})", of(dice, Tuple, d), any(dice, 0)),
        7 => format!("({a}).get({}, {})", any(dice, d), any(dice, 0)),
        _ => format!("{{v: k for k, v in ({a}).items()}}"),
    }
}

/// Sets hold numbers: the order of texts in them changes from run to run.
fn set(dice: &mut Dice, d: usize) -> String {
    let a = literal(dice, Set);
    match dice.below(6) {
        0 => format!(
            "({a} {} {})",
            dice.pick(&["|", "&", "-", "^"]),
            if d == 0 { literal(dice, Set) } else { set(dice, d - 1) }
        ),
        1 => format!("set({})", dice.pick(&["xs", "range(7)", "[30, 2, 17, 2]", "(i * 7 % 5 for i in range(9))"])),
        2 => format!("frozenset({})", dice.pick(&["xs", "(1, 2.5, -4)", "[100, 36, 4, 68]"])),
        3 => format!("{{{}, {}}}", dice.between(-9, 40), literal(dice, Int)),
        4 => format!(
            "({a}).{}({})",
            dice.pick(&["union", "difference", "intersection", "symmetric_difference"]),
            dice.pick(&["xs", "[1, 40, 8]"])
        ),
        _ => format!("{{i % {} for i in {}}}", dice.between(1, 5), dice.pick(&["range(9)", "xs"])),
    }
}
