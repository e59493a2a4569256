//! Comprehensions, and `await`.

use std::collections::HashMap;

use ruff_python_ast::{Comprehension, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Compiled, Compiler, Key};
use crate::python::code::{Op, Reg};
use crate::python::value::Value;

impl<'a> Compiler<'a, '_, '_> {
    /// The loops of a comprehension compiled in place; its variables get registers of their own.
    pub(super) fn comprehension(
        &mut self,
        generators: &'a [Comprehension],
        range: TextRange,
        element: &mut dyn FnMut(&mut Self) -> Compiled<()>,
    ) -> Compiled<()> {
        let scope = self.scopes.find(range);
        let first = self.temp(range.start())?;
        if let Some(generator) = generators.first() {
            self.expr_to(&generator.iter, first)?;
        }
        let scopes = self.scopes;
        let mut overlay = HashMap::new();
        for name in &scopes.all[scope].bound {
            let r = self.temp(range.start())?;
            overlay.insert(name.clone(), r);
            let k = self.constant(Key::Value("undef"), |_| Value::Undef);
            self.emit(Op::Const { d: r, k });
            if scopes.all[scope].cells.contains(name) {
                self.emit(Op::MakeCell { r });
            }
            self.set_bound(r, false);
        }
        let bound = self.f().bound;
        self.f().overlays.push((scope, overlay));
        self.comprehension_loops(generators, 0, Some(first), range, element)?;
        self.f().overlays.pop();
        self.f().bound = bound;
        Ok(())
    }

    /// The loop over generator number `at` and those within; `ready` holds the first iterable (an iterator already,
    /// in a generator expression).
    pub(super) fn comprehension_loops(
        &mut self,
        generators: &'a [Comprehension],
        at: usize,
        ready: Option<Reg>,
        range: TextRange,
        element: &mut dyn FnMut(&mut Self) -> Compiled<()>,
    ) -> Compiled<()> {
        let Some(generator) = generators.get(at) else {
            let mark = self.mark();
            self.at(range);
            element(self)?;
            self.release(mark);
            return Ok(());
        };
        let it = self.temp(range.start())?;
        self.temp(range.start())?;
        self.temp(range.start())?;
        let s = match ready {
            Some(ready) => ready,
            None => self.expr(&generator.iter)?,
        };
        self.at(generator.iter.range());
        let is_function = self.scopes.all[self.scopes.find(range)].kind == crate::python::scope::Kind::Function;
        if generator.is_async {
            if !(is_function && ready.is_some()) {
                self.emit(Op::GetAiter { d: it, s });
            } else {
                self.emit(Op::Move { d: it, s });
            }
            let (top, done) = (self.label(), self.label());
            self.place(top);
            let d = self.temp(range.start())?;
            self.next_async(it, d, done, range)?;
            self.store_to(&generator.target, d)?;
            for test in &generator.ifs {
                self.jump_unless(test, top)?;
            }
            self.comprehension_loops(generators, at + 1, None, range, element)?;
            self.emit(Op::Loop { t: top });
            self.place(done);
            return Ok(());
        }
        self.emit(Op::ForPrep { it, s });
        let (body, next) = (self.label(), self.label());
        self.emit(Op::Jump { t: next });
        self.place(body);
        let bound = self.f().bound;
        let scope = self.scope_now();
        let direct = match &generator.target {
            Expr::Name(name) => match self.scopes.meaning(scope, &name.id) {
                crate::python::scope::Meaning::Local(owner) => self.register_of(owner, &name.id),
                _ => None,
            },
            _ => None,
        };
        let d = match direct {
            Some(d) => {
                self.set_bound(d, true);
                d
            }
            None => {
                let d = self.temp(range.start())?;
                self.store_to(&generator.target, d)?;
                d
            }
        };
        for test in &generator.ifs {
            self.jump_unless(test, next)?;
        }
        self.comprehension_loops(generators, at + 1, None, range, element)?;
        self.place(next);
        self.at(generator.iter.range());
        self.emit(Op::ForNext { it, d, t: body });
        self.f().bound = bound;
        Ok(())
    }

    /// Awaits the value in `t`; the result goes there too.
    pub(super) fn await_value(&mut self, t: Reg, at: TextRange) -> Compiled<()> {
        let mark = self.mark();
        let it = self.temp(at.start())?;
        self.at(at);
        self.emit(Op::GetAwaitable { d: it, s: t });
        self.emit(Op::None { d: t });
        self.send_loop(it, t);
        self.release(mark);
        Ok(())
    }

    pub(super) fn send_loop(&mut self, it: Reg, d: Reg) {
        let (top, done) = (self.label(), self.label());
        self.place(top);
        self.emit(Op::Send { d, it, t: done });
        self.emit(Op::YieldFrom { d, it });
        self.emit(Op::Jump { t: top });
        self.place(done);
    }
}
