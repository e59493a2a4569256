//! `match` statements.

use ruff_python_ast::{Pattern, Singleton, StmtMatch};
use ruff_text_size::{Ranged, TextRange};

use super::{Compiled, Compiler, Label, start};
use crate::python::code::{Cmp, Op, Reg};

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn match_statement(&mut self, inner: &'a StmtMatch) -> Compiled<()> {
        let subject = self.temp(start(&*inner.subject))?;
        self.expr_to(&inner.subject, subject)?;
        let end = self.label();
        let before = self.f().bound;
        let mut after = [u64::MAX; 4];
        let mut complete = false;
        for case in &inner.cases {
            let next = self.label();
            self.f().bound = before;
            let mark = self.mark();
            let mut names = Vec::new();
            self.at(case.pattern.range());
            self.pattern(&case.pattern, subject, next, &mut names)?;
            for (name, r) in &names {
                self.store(name, *r);
            }
            if let Some(guard) = &case.guard {
                self.jump_unless(guard, next)?;
            }
            self.release(mark);
            self.statements(&case.body)?;
            after = Self::meet(after, self.f().bound);
            self.emit(Op::Jump { t: end });
            self.place(next);
            complete |= case.guard.is_none() && case.pattern.is_irrefutable();
        }
        self.place(end);
        self.f().bound = if complete { after } else { Self::meet(after, before) };
        Ok(())
    }

    /// Tests the value against the pattern: goes on with the captured values in registers, or jumps.
    fn pattern(&mut self, pattern: &'a Pattern, s: Reg, fail: Label, names: &mut Vec<(&'a str, Reg)>) -> Compiled<()> {
        let at = pattern.range();
        self.at(at);
        match pattern {
            Pattern::MatchValue(inner) => {
                let mark = self.mark();
                let b = self.expr(&inner.value)?;
                let d = self.temp(at.start())?;
                self.emit(Op::CompareJump { op: Cmp::Eq, d, a: s, b });
                self.emit(Op::JumpIfNot { r: d, t: fail });
                self.release(mark);
            }
            Pattern::MatchSingleton(inner) => {
                let mark = self.mark();
                let d = self.temp(at.start())?;
                self.emit(match inner.value {
                    Singleton::None => Op::None { d },
                    Singleton::True => Op::True { d },
                    Singleton::False => Op::False { d },
                });
                self.emit(Op::Is { d, a: s, b: d, not: false });
                self.emit(Op::JumpIfNot { r: d, t: fail });
                self.release(mark);
            }
            Pattern::MatchSequence(inner) => {
                let star = inner.patterns.iter().position(Pattern::is_match_star);
                let first = self.check(s, "_rt_match_sequence", inner.patterns.len(), star, at, fail)?;
                let base = self.f().top as Reg;
                for _ in &inner.patterns {
                    self.temp(at.start())?;
                }
                let _ = first;
                match star {
                    None => self.emit(Op::Unpack { s, d: base, n: inner.patterns.len() as u8 }),
                    Some(star) => {
                        let after = (inner.patterns.len() - star - 1) as u8;
                        self.emit(Op::UnpackEx { s, d: base, before: star as u8, after })
                    }
                };
                for (number, part) in inner.patterns.iter().enumerate() {
                    self.pattern(part, base + number as u8, fail, names)?;
                }
            }
            Pattern::MatchStar(inner) => {
                if let Some(name) = &inner.name {
                    names.push((name, s));
                }
            }
            Pattern::MatchMapping(inner) => {
                let ok = self.temp(at.start())?;
                self.emit(Op::Move { d: ok, s });
                self.intrinsic(ok, "_rt_is_mapping", ok, 1);
                self.emit(Op::JumpIfNot { r: ok, t: fail });
                let mut keys = Vec::new();
                for (key, part) in inner.keys.iter().zip(&inner.patterns) {
                    let subject = self.temp(at.start())?;
                    let k = self.temp(at.start())?;
                    self.expr_to(key, k)?;
                    keys.push(k);
                    let d = self.temp(at.start())?;
                    self.emit(Op::In { d, a: k, b: s, not: false });
                    self.emit(Op::JumpIfNot { r: d, t: fail });
                    self.emit(Op::GetItem { d: subject, a: s, b: k });
                    self.pattern(part, subject, fail, names)?;
                }
                if let Some(rest) = &inner.rest {
                    let d = self.temp(at.start())?;
                    self.emit(Op::BuildDict { d });
                    self.emit(Op::DictMerge { l: d, s, call: false });
                    for k in keys {
                        self.emit(Op::DelItem { a: d, b: k });
                    }
                    names.push((rest, d));
                }
            }
            Pattern::MatchClass(inner) => {
                // The attributes to look into come from the runtime, as a tuple.
                let f = self.temp(at.start())?;
                let value = self.temp(at.start())?;
                let class = self.temp(at.start())?;
                let count = self.temp(at.start())?;
                let keywords = self.temp(at.start())?;
                self.load_builtin(f, "_match_class");
                self.emit(Op::Move { d: value, s });
                self.expr_to(&inner.cls, class)?;
                self.emit(Op::Int { d: count, i: inner.arguments.patterns.len() as i32 });
                let mark = self.mark();
                let base = self.f().top as Reg;
                for keyword in &inner.arguments.keywords {
                    let r = self.temp(at.start())?;
                    self.load_str(r, &keyword.attr);
                }
                self.emit(Op::BuildTuple { d: keywords, s: base, n: inner.arguments.keywords.len() as u8 });
                self.release(mark);
                self.at(at);
                self.emit(Op::Call { d: f, f, n: 4 });
                let d = self.temp(at.start())?;
                self.emit(Op::None { d });
                self.emit(Op::Is { d, a: f, b: d, not: false });
                self.emit(Op::JumpIf { r: d, t: fail });
                let parts: Vec<&'a Pattern> = inner
                    .arguments
                    .patterns
                    .iter()
                    .chain(inner.arguments.keywords.iter().map(|keyword| &keyword.pattern))
                    .collect();
                let base = self.f().top as Reg;
                for _ in &parts {
                    self.temp(at.start())?;
                }
                self.emit(Op::Unpack { s: f, d: base, n: parts.len() as u8 });
                for (number, part) in parts.into_iter().enumerate() {
                    self.pattern(part, base + number as u8, fail, names)?;
                }
            }
            Pattern::MatchAs(inner) => {
                if let Some(part) = &inner.pattern {
                    self.pattern(part, s, fail, names)?;
                }
                if let Some(name) = &inner.name {
                    names.push((name, s));
                }
            }
            Pattern::MatchOr(inner) => {
                let matched = self.label();
                let last = inner.patterns.len() - 1;
                // Each alternative binds the same names: they meet in common registers.
                let mut common: Vec<(&'a str, Reg)> = Vec::new();
                for (number, part) in inner.patterns.iter().enumerate() {
                    let next = if number == last { fail } else { self.label() };
                    let mut here = Vec::new();
                    self.pattern(part, s, next, &mut here)?;
                    for (name, r) in here {
                        let d = match common.iter().find(|known| known.0 == name) {
                            Some(known) => known.1,
                            None => {
                                let d = self.temp(at.start())?;
                                common.push((name, d));
                                d
                            }
                        };
                        self.emit(Op::Move { d, s: r });
                    }
                    if number != last {
                        self.emit(Op::Jump { t: matched });
                        self.place(next);
                    }
                }
                self.place(matched);
                names.extend(common);
            }
        }
        Ok(())
    }

    /// Is `s` a sequence of this length (or longer, with a star)?
    fn check(
        &mut self,
        s: Reg,
        native: &str,
        length: usize,
        star: Option<usize>,
        at: TextRange,
        fail: Label,
    ) -> Compiled<Reg> {
        let value = self.temp(at.start())?;
        let least = self.temp(at.start())?;
        let exact = self.temp(at.start())?;
        self.emit(Op::Move { d: value, s });
        self.emit(Op::Int { d: least, i: length as i32 - i32::from(star.is_some()) });
        self.emit(if star.is_some() { Op::False { d: exact } } else { Op::True { d: exact } });
        self.intrinsic(value, native, value, 3);
        self.emit(Op::JumpIfNot { r: value, t: fail });
        Ok(value)
    }
}
