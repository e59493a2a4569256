//! Statements: a function's body of loops, branches, exceptions, patterns and assignments. Loops are bounded, so that
//! each function ends.

use super::dice::Dice;
use super::expression::{self, Kind};

pub struct Writer<'a> {
    dice: &'a mut Dice,
    out: String,
    indent: usize,
    loops: usize,
    lines: usize,
}

impl<'a> Writer<'a> {
    pub fn new(dice: &'a mut Dice) -> Self {
        Self { dice, out: String::new(), indent: 0, loops: 0, lines: 0 }
    }

    pub fn finish(self) -> String {
        self.out
    }

    /// A function of two ints.
    pub fn function(&mut self, name: &str) {
        self.line(&format!("def {name}(p, q):"));
        self.indent += 1;
        self.line("log, text, mapping, fuel = [], 'abc', {}, 60");
        for _ in 0..3 {
            self.statement(3);
        }
        self.line("return (log, text, mapping, p, q)");
        self.indent -= 1;
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(&"    ".repeat(self.indent));
        self.out.push_str(text);
        self.out.push('\n');
        self.lines += 1;
    }

    fn block(&mut self, depth: usize) {
        self.indent += 1;
        let count = 1 + self.dice.below(3);
        for _ in 0..count {
            self.statement(depth);
        }
        self.indent -= 1;
    }

    fn number(&mut self) -> String {
        match self.dice.below(5) {
            0 => self.dice.between(-4, 9).to_string(),
            1 => format!("(p {} {})", self.dice.pick(&["+", "-", "*"]), self.dice.between(1, 4)),
            2 => "len(log)".into(),
            3 => format!("(q {} {})", self.dice.pick(&["+", "-", "^", "|"]), self.dice.between(0, 5)),
            _ => self.dice.pick(&["p", "q", "ord(text[0])", "len(mapping)"]).into(),
        }
    }

    fn condition(&mut self) -> String {
        let (a, b) = (self.number(), self.number());
        match self.dice.below(5) {
            0 => format!("{a} % 2"),
            1 => format!("{a} < {b} <= 20"),
            2 => format!("not {a} == {b}"),
            3 => format!("{a} > 3 or {b} in log"),
            _ => format!("{a} {} {b}", self.dice.pick(&["<", ">", "<=", "!="])),
        }
    }

    fn statement(&mut self, depth: usize) {
        if depth == 0 || self.lines > 60 {
            return self.simple();
        }
        match self.dice.below(12) {
            0 | 1 => {
                let condition = self.condition();
                self.line(&format!("if {condition}:"));
                self.block(depth - 1);
                if self.dice.once_in(2) {
                    let condition = self.condition();
                    self.line(&format!("elif {condition}:"));
                    self.block(depth - 1);
                }
                if self.dice.once_in(2) {
                    self.line("else:");
                    self.block(depth - 1);
                }
            }
            2 | 3 => {
                let over = match self.dice.below(5) {
                    0 => format!("range({})", self.dice.between(0, 5)),
                    1 => "text".into(),
                    2 => "list(log)[:4]".into(),
                    3 => "sorted(mapping, key=str)[:3]".into(),
                    _ => format!("range(q, q + {})", self.dice.between(0, 4)),
                };
                let name = self.dice.pick(&["i", "j", "k"]);
                self.line(&format!("for {name} in {over}:"));
                self.looped(depth, &format!("log.append(('{name}', {name}))"));
            }
            4 => {
                let condition = self.condition();
                self.line(&format!("while fuel > 0 and ({condition}):"));
                self.looped(depth, "fuel -= 7");
            }
            5 | 6 => {
                self.line("try:");
                self.block(depth - 1);
                if self.dice.once_in(2) {
                    self.indent += 1;
                    let raised = self.dice.pick(&[
                        "raise ValueError(p)",
                        "1 // (p - p)",
                        "log[99]",
                        "mapping['none']",
                        "raise KeyError",
                        "int('x')",
                        "text.nothing",
                        "None + 1",
                        "raise RuntimeError('a') from ValueError('b')",
                    ]);
                    self.line(raised);
                    self.indent -= 1;
                }
                let finally = self.dice.once_in(2);
                let kind = self.dice.pick(&[
                    "ValueError",
                    "(KeyError, IndexError)",
                    "ArithmeticError",
                    "Exception",
                    "LookupError",
                ]);
                self.line(&format!("except {kind} as error:"));
                self.indent += 1;
                self.line("log.append((type(error).__name__, type(error.__cause__).__name__, type(error.__context__).__name__))");
                if self.dice.once_in(6) {
                    self.line("raise");
                }
                self.indent -= 1;
                if self.dice.once_in(3) {
                    self.line("else:");
                    self.block(depth - 1);
                }
                if finally {
                    self.line("finally:");
                    self.indent += 1;
                    self.line("log.append('finally')");
                    self.indent -= 1;
                }
            }
            7 => {
                let subject = match self.dice.below(4) {
                    0 => "log[-3:]".into(),
                    1 => format!("({}, {})", self.number(), self.number()),
                    2 => "{'kind': text, 'n': p}".into(),
                    _ => self.number(),
                };
                self.line(&format!("match {subject}:"));
                self.indent += 1;
                for case in [
                    "case 0 | 1:",
                    "case [one]:",
                    "case (int(u), v) if v > 2:",
                    "case [head, *tail]:",
                    "case {'kind': str(u), **rest}:",
                    "case int() as whole:",
                ] {
                    if self.dice.once_in(2) {
                        self.line(case);
                        self.indent += 1;
                        self.line(&format!("log.append({case:?})"));
                        self.indent -= 1;
                    }
                }
                self.line("case _:");
                self.block(depth - 1);
                self.indent -= 1;
            }
            8 => {
                self.line("def inner(v, *more, scale=2):");
                self.indent += 1;
                self.line("nonlocal p");
                let modulus = self.dice.between(7, 97);
                self.line(&format!("p = (p * scale + v) % {modulus}"));
                let condition = self.condition();
                self.line(&format!("if {condition}:"));
                self.indent += 1;
                self.line("return more");
                self.indent -= 2;
                let number = self.number();
                let scale = self.dice.between(0, 3);
                self.line(&format!("log.append(inner({number}, 'm', scale={scale}))"));
            }
            _ => self.simple(),
        }
    }

    fn looped(&mut self, depth: usize, first: &str) {
        self.loops += 1;
        self.indent += 1;
        self.line(first);
        self.line("fuel -= 1");
        self.line("if fuel <= 0: break");
        if self.dice.once_in(3) {
            let condition = self.condition();
            let jump = self.dice.pick(&["break", "continue"]);
            self.line(&format!("if {condition}: {jump}"));
        }
        self.indent -= 1;
        self.block(depth - 1);
        if self.dice.once_in(3) {
            self.line("else:");
            self.block(depth - 1);
        }
        self.loops -= 1;
    }

    fn simple(&mut self) {
        let number = self.number();
        let text = match self.dice.below(12) {
            0 => format!("p = {number} % 100"),
            1 => format!("q {} ({number}) % 50", self.dice.pick(&["+=", "-=", "^=", "|="])),
            2 => format!("log.append({number})"),
            3 => "p, q = q, p".into(),
            4 => format!("text = (text + chr(97 + {number} % 26))[-6:]"),
            5 => format!("mapping[{number} % 5] = text[::-1]"),
            6 => "log[:] = log[-12:]".into(),
            7 => format!("log.append(f\"{{{}:{}}}\")", "p", self.dice.pick(&["04d", "+", "x", ">6"])),
            8 => format!(
                "log.append([v * {} for v in range({}) if v != q])",
                self.dice.between(1, 3),
                self.dice.between(0, 5)
            ),
            9 => "if (size := len(text)) > 4: log.append(size)".into(),
            10 => "mapping.pop(q % 5, None)".into(),
            _ => {
                let value = expression::of(self.dice, Kind::Int, 1);
                format!("log.append({value})")
            }
        };
        self.line(&text);
    }
}
