//! `try`, its handlers, and what runs on every way out of a block.

use ruff_python_ast::{ExceptHandler, Expr, StmtTry};
use ruff_text_size::Ranged;

use super::{Block, Compiled, Compiler, Label, Region, start};
use crate::python::code::{Op, Reg};

impl<'a> Compiler<'a, '_, '_> {
    /// From here on, exceptions go to the label, with the exception in the register.
    pub(super) fn guard(&mut self, target: Label, reg: Reg) -> usize {
        let function = self.f();
        let depth = function.regions.iter().filter(|region| region.open).count();
        function.regions.push(Region {
            open_at: function.code.ops.len(),
            open: true,
            target,
            reg,
            depth,
            parts: Vec::new(),
        });
        function.regions.len() - 1
    }

    pub(super) fn end_guard(&mut self, region: usize) {
        let function = self.f();
        let here = function.code.ops.len();
        let region = &mut function.regions[region];
        region.parts.push((region.open_at, here));
        region.open = false;
    }

    /// Emits what leaving the blocks from `depth` on takes, without guarding it by them.
    pub(super) fn leave(&mut self, depth: usize) -> Compiled<()> {
        let blocks = self.f().blocks.clone();
        let bound = self.f().bound;
        let mut paused: Vec<usize> = Vec::new();
        for at in (depth..blocks.len()).rev() {
            let guard = match &blocks[at] {
                Block::Loop { .. } => None,
                Block::Finally { guard, .. } | Block::With { guard, .. } | Block::Handler { guard, .. } => Some(*guard),
            };
            self.f().blocks.truncate(at);
            if let Some(guard) = guard
                && self.f().regions.get(guard).is_some_and(|region| region.open)
            {
                let here = self.f().code.ops.len();
                let region = &mut self.f().regions[guard];
                region.parts.push((region.open_at, here));
                region.open = false;
                paused.push(guard);
            }
            match &blocks[at] {
                Block::Loop { .. } => {}
                Block::Finally { body, .. } => self.statements(body)?,
                Block::With { exit, is_async, at, .. } => self.with_exit(*exit, *is_async, *at)?,
                Block::Handler { saved, name, .. } => {
                    self.emit(Op::PopHandling { s: *saved });
                    if let Some(name) = name {
                        self.unbind(name)?;
                    }
                }
            }
        }
        // The instruction that leaves must not be guarded either: regions reopen after it.
        let here = self.f().code.ops.len() + 1;
        for guard in paused {
            let region = &mut self.f().regions[guard];
            region.open = true;
            region.open_at = here;
        }
        self.f().blocks = blocks;
        self.f().bound = bound;
        Ok(())
    }

    fn unbind(&mut self, name: &'a str) -> Compiled<()> {
        let mark = self.mark();
        let d = self.temp(0.into())?;
        self.emit(Op::None { d });
        self.store(name, d);
        self.delete(name);
        self.release(mark);
        Ok(())
    }

    pub(super) fn try_statement(&mut self, inner: &'a StmtTry) -> Compiled<()> {
        if inner.finalbody.is_empty() {
            return self.try_except(inner);
        }
        let (handler, end) = (self.label(), self.label());
        let error = self.temp(start(inner))?;
        let saved = self.temp(start(inner))?;
        let before = self.f().bound;
        let guard = self.guard(handler, error);
        self.f().blocks.push(Block::Finally { body: &inner.finalbody, guard });
        if inner.handlers.is_empty() {
            self.statements(&inner.body)?;
        } else {
            self.try_except(inner)?;
        }
        self.f().blocks.pop();
        self.end_guard(guard);
        self.statements(&inner.finalbody)?;
        let after = self.f().bound;
        self.emit(Op::Jump { t: end });
        self.place(handler);
        self.f().bound = before;
        let cleanup = self.label();
        let second = self.temp(start(inner))?;
        self.emit(Op::PushHandling { d: saved, s: error });
        let inside = self.guard(cleanup, second);
        self.f().blocks.push(Block::Handler { saved, name: None, guard: inside });
        self.statements(&inner.finalbody)?;
        self.f().blocks.pop();
        self.end_guard(inside);
        self.emit(Op::PopHandling { s: saved });
        self.emit(Op::Reraise { s: error });
        self.place(cleanup);
        self.emit(Op::PopHandling { s: saved });
        self.emit(Op::Reraise { s: second });
        self.place(end);
        self.f().bound = after;
        Ok(())
    }

    fn try_except(&mut self, inner: &'a StmtTry) -> Compiled<()> {
        let (handler, end) = (self.label(), self.label());
        let mark = self.mark();
        let error = self.temp(start(inner))?;
        let saved = self.temp(start(inner))?;
        let second = self.temp(start(inner))?;
        let test = self.temp(start(inner))?;
        let before = self.f().bound;
        let guard = self.guard(handler, error);
        let catches = u32::from(inner.handlers.iter().any(catches_imports));
        self.f().import_guards += catches;
        self.statements(&inner.body)?;
        self.f().import_guards -= catches;
        self.end_guard(guard);
        self.statements(&inner.orelse)?;
        let mut after = self.f().bound;
        self.emit(Op::Jump { t: end });
        self.place(handler);
        self.f().bound = before;
        if inner.is_star {
            self.star_handlers(inner, error, saved, second, test, end)?;
            self.place(end);
            self.f().bound = before;
            self.release(mark);
            return Ok(());
        }
        for clause in &inner.handlers {
            let ExceptHandler::ExceptHandler(clause) = clause;
            let next = self.label();
            self.f().bound = before;
            if let Some(class) = &clause.type_ {
                self.expr_to(class, test)?;
                self.at(class.range());
                self.emit(Op::MatchException { d: test, e: error, s: test });
                self.emit(Op::JumpIfNot { r: test, t: next });
            }
            let cleanup = self.label();
            self.emit(Op::PushHandling { d: saved, s: error });
            if let Some(name) = &clause.name {
                self.store(name, error);
            }
            let inside = self.guard(cleanup, second);
            let name = clause.name.as_ref().map(|name| name.as_str());
            self.f().blocks.push(Block::Handler { saved, name, guard: inside });
            self.statements(&clause.body)?;
            self.f().blocks.pop();
            self.end_guard(inside);
            self.emit(Op::PopHandling { s: saved });
            if let Some(name) = name {
                self.unbind(name)?;
            }
            after = Self::meet(after, self.f().bound);
            self.emit(Op::Jump { t: end });
            self.place(cleanup);
            self.emit(Op::PopHandling { s: saved });
            if let Some(name) = name {
                self.unbind(name)?;
            }
            self.emit(Op::Reraise { s: second });
            self.place(next);
            self.f().bound = before;
        }
        self.emit(Op::Reraise { s: error });
        self.place(end);
        self.f().bound = after;
        self.release(mark);
        Ok(())
    }

    /// `except*`: each clause takes its part of the group; what is left, and what clauses raise, is raised at the end.
    fn star_handlers(
        &mut self,
        inner: &'a StmtTry,
        error: Reg,
        saved: Reg,
        second: Reg,
        test: Reg,
        end: Label,
    ) -> Compiled<()> {
        let at = start(inner);
        let raised = self.temp(at)?;
        let rest = self.temp(at)?;
        let class = self.temp(at)?;
        self.emit(Op::BuildList { d: raised, s: raised, n: 0 });
        self.emit(Op::Move { d: rest, s: error });
        self.emit(Op::PushHandling { d: saved, s: error });
        let before = self.f().bound;
        for clause in &inner.handlers {
            let ExceptHandler::ExceptHandler(clause) = clause;
            let (next, cleanup) = (self.label(), self.label());
            self.f().bound = before;
            if let Some(expression) = &clause.type_ {
                self.expr_to(expression, class)?;
            }
            // (matched, rest) = _split_group(rest, class)
            let b = self.temp(at)?;
            let x = self.temp(at)?;
            let y = self.temp(at)?;
            self.load_builtin(b, "_split_group");
            self.emit(Op::Move { d: x, s: rest });
            self.emit(Op::Move { d: y, s: class });
            self.emit(Op::Call { d: b, f: b, n: 2 });
            self.emit(Op::Unpack { s: b, d: x, n: 2 });
            self.emit(Op::Move { d: test, s: x });
            self.emit(Op::Move { d: rest, s: y });
            self.emit(Op::None { d: b });
            self.emit(Op::Is { d: b, a: test, b, not: false });
            self.emit(Op::JumpIf { r: b, t: next });
            if let Some(name) = &clause.name {
                self.store(name, test);
            }
            let inside = self.guard(cleanup, second);
            self.statements(&clause.body)?;
            self.end_guard(inside);
            self.emit(Op::Jump { t: next });
            self.place(cleanup);
            self.emit(Op::ListAppend { l: raised, s: second });
            self.place(next);
        }
        let b = self.temp(at)?;
        let x = self.temp(at)?;
        let y = self.temp(at)?;
        self.load_builtin(b, "_join_group");
        self.emit(Op::Move { d: x, s: rest });
        self.emit(Op::Move { d: y, s: raised });
        self.emit(Op::Call { d: b, f: b, n: 2 });
        self.emit(Op::PopHandling { s: saved });
        self.emit(Op::None { d: x });
        self.emit(Op::Is { d: x, a: b, b: x, not: false });
        self.emit(Op::JumpIf { r: x, t: end });
        self.emit(Op::Reraise { s: b });
        Ok(())
    }
}

/// Is this handler written for imports that fail?
fn catches_imports(handler: &ExceptHandler) -> bool {
    let is_one = |class: &Expr| matches!(class, Expr::Name(name) if matches!(name.id.as_str(), "ImportError" | "ModuleNotFoundError"));
    let ExceptHandler::ExceptHandler(clause) = handler;
    match clause.type_.as_deref() {
        Some(Expr::Tuple(classes)) => classes.elts.iter().any(is_one),
        Some(class) => is_one(class),
        None => false,
    }
}
