//! `with` and `async with`.

use ruff_python_ast::{StmtWith, WithItem};
use ruff_text_size::{Ranged, TextRange};

use super::{Block, Compiled, Compiler};
use crate::python::code::{Op, Reg};

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn with_items(&mut self, inner: &'a StmtWith, items: &'a [WithItem]) -> Compiled<()> {
        let Some((item, rest)) = items.split_first() else {
            return self.statements(&inner.body);
        };
        let at = item.context_expr.range();
        let exit = self.temp(at.start())?;
        let f = self.temp(at.start())?;
        let o = self.temp(at.start())?;
        let error = self.temp(at.start())?;
        let saved = self.temp(at.start())?;
        let second = self.temp(at.start())?;
        self.expr_to(&item.context_expr, o)?;
        self.at(at);
        let (enter, leave) = if inner.is_async { ("__aenter__", "__aexit__") } else { ("__enter__", "__exit__") };
        let site = self.site_plain(enter);
        self.emit(Op::LoadSpecial { d: f, o, site });
        let site = self.site_plain(leave);
        self.emit(Op::LoadSpecial { d: exit, o, site });
        self.emit(Op::Call { d: f, f, n: 0 });
        if inner.is_async {
            self.await_value(f, at)?;
        }
        let (handler, end) = (self.label(), self.label());
        let before = self.f().bound;
        let guard = self.guard(handler, error);
        self.f().blocks.push(Block::With { exit, is_async: inner.is_async, guard, at });
        if let Some(target) = &item.optional_vars {
            self.store_to(target, f)?;
        }
        self.with_items(inner, rest)?;
        self.f().blocks.pop();
        self.end_guard(guard);
        let after = self.f().bound;
        self.at(at);
        self.with_exit(exit, inner.is_async, at)?;
        self.emit(Op::Jump { t: end });
        self.place(handler);
        self.emit(Op::PushHandling { d: saved, s: error });
        let cleanup = self.label();
        let inside = self.guard(cleanup, second);
        let mark = self.mark();
        let call = self.temp(at.start())?;
        let class = self.temp(at.start())?;
        let value = self.temp(at.start())?;
        let trace = self.temp(at.start())?;
        self.emit(Op::Move { d: call, s: exit });
        self.emit(Op::Move { d: value, s: error });
        self.intrinsic(class, "_rt_type_of", value, 1);
        self.intrinsic(trace, "_rt_traceback_of", value, 1);
        self.emit(Op::Call { d: call, f: call, n: 3 });
        if inner.is_async {
            self.await_value(call, at)?;
        }
        self.end_guard(inside);
        let swallowed = self.label();
        self.emit(Op::JumpIf { r: call, t: swallowed });
        self.emit(Op::PopHandling { s: saved });
        self.emit(Op::Reraise { s: error });
        self.place(cleanup);
        self.emit(Op::PopHandling { s: saved });
        self.emit(Op::Reraise { s: second });
        self.place(swallowed);
        self.emit(Op::PopHandling { s: saved });
        self.release(mark);
        self.place(end);
        self.f().bound = Self::meet(before, after);
        Ok(())
    }

    pub(super) fn with_exit(&mut self, exit: Reg, is_async: bool, at: TextRange) -> Compiled<()> {
        let mark = self.mark();
        let before = self.at(at);
        let f = self.temp(at.start())?;
        self.emit(Op::Move { d: f, s: exit });
        for _ in 0..3 {
            let d = self.temp(at.start())?;
            self.emit(Op::None { d });
        }
        self.emit(Op::Call { d: f, f, n: 3 });
        if is_async {
            self.await_value(f, at)?;
        }
        self.f().span = before;
        self.release(mark);
        Ok(())
    }
}
