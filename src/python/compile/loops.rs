//! `for`, `async for`, `break` and `continue`.

use ruff_python_ast::{Expr, StmtFor};
use ruff_text_size::{Ranged, TextRange};

use super::{Block, Compiled, Compiler, Label, start};
use crate::python::code::{Op, Reg};

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn for_loop(&mut self, inner: &'a StmtFor) -> Compiled<()> {
        if inner.is_async {
            return self.async_for(inner);
        }
        let it = self.temp(start(inner))?;
        self.temp(start(inner))?;
        self.temp(start(inner))?;
        let mark = self.mark();
        let s = self.expr(&inner.iter)?;
        self.at(inner.iter.range());
        self.emit(Op::ForPrep { it, s });
        self.release(mark);
        let (body, next, end) = (self.label(), self.label(), self.label());
        self.emit(Op::Jump { t: next });
        let before = self.f().bound;
        self.place(body);
        // A plain local is set by the loop instruction itself.
        let scope = self.scope_now();
        let d = match &*inner.target {
            Expr::Name(name) => match self.scopes.meaning(scope, &name.id) {
                crate::python::scope::Meaning::Local(owner) => self.register_of(owner, &name.id),
                _ => None,
            },
            _ => None,
        };
        let d = match d {
            Some(d) => {
                self.set_bound(d, true);
                d
            }
            None => {
                let d = self.temp(start(inner))?;
                self.store_to(&inner.target, d)?;
                d
            }
        };
        self.f().blocks.push(Block::Loop { on_break: end, on_continue: next });
        self.statements(&inner.body)?;
        self.f().blocks.pop();
        self.place(next);
        self.at(inner.iter.range());
        self.emit(Op::ForNext { it, d, t: body });
        self.f().bound = before;
        self.statements(&inner.orelse)?;
        self.place(end);
        self.f().bound = before;
        Ok(())
    }

    fn async_for(&mut self, inner: &'a StmtFor) -> Compiled<()> {
        let it = self.temp(start(inner))?;
        let s = self.expr(&inner.iter)?;
        self.at(inner.iter.range());
        self.emit(Op::GetAiter { d: it, s });
        let (top, end, done) = (self.label(), self.label(), self.label());
        let before = self.f().bound;
        self.place(top);
        let d = self.temp(start(inner))?;
        self.next_async(it, d, done, inner.iter.range())?;
        self.store_to(&inner.target, d)?;
        self.f().blocks.push(Block::Loop { on_break: end, on_continue: top });
        self.statements(&inner.body)?;
        self.f().blocks.pop();
        self.emit(Op::Loop { t: top });
        self.place(done);
        self.f().bound = before;
        self.statements(&inner.orelse)?;
        self.place(end);
        self.f().bound = before;
        Ok(())
    }

    /// The next item of an asynchronous iterator in `d`, or a jump.
    pub(super) fn next_async(&mut self, it: Reg, d: Reg, done: Label, at: TextRange) -> Compiled<()> {
        let mark = self.mark();
        let b = self.temp(at.start())?;
        let this = self.temp(at.start())?;
        let error = self.temp(at.start())?;
        let saved = self.temp(at.start())?;
        let (handler, over) = (self.label(), self.label());
        let region = self.guard(handler, error);
        self.emit(Op::Move { d: this, s: it });
        let site = self.site_plain("__anext__");
        self.emit(Op::CallMethod { d: b, b, n: 0, site });
        self.await_value(b, at)?;
        self.end_guard(region);
        self.emit(Op::Move { d, s: b });
        self.emit(Op::Jump { t: over });
        self.place(handler);
        self.load_builtin(saved, "StopAsyncIteration");
        self.emit(Op::MatchException { d: saved, e: error, s: saved });
        self.emit(Op::JumpIf { r: saved, t: done });
        self.emit(Op::Reraise { s: error });
        self.place(over);
        self.release(mark);
        Ok(())
    }

    pub(super) fn leave_loop(&mut self, is_break: bool, at: TextRange) -> Compiled<()> {
        let found = self.f().blocks.iter().rposition(|block| matches!(block, Block::Loop { .. }));
        let Some(depth) = found else {
            let word = if is_break { "'break' outside loop" } else { "'continue' not properly in loop" };
            return self.refuse(at.start(), format!("SyntaxError: {word}"), "");
        };
        let Block::Loop { on_break, on_continue } = self.f().blocks[depth].clone() else { return Ok(()) };
        self.leave(depth + 1)?;
        self.at(at);
        self.emit(Op::Jump { t: if is_break { on_break } else { on_continue } });
        self.dead();
        Ok(())
    }
}
