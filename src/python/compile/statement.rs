//! Statements.

use ruff_python_ast::{ExceptHandler, Expr, Stmt, StmtClassDef, StmtFor, StmtImportFrom, StmtTry, StmtWith, WithItem};
use ruff_text_size::{Ranged, TextRange};

use super::{Block, Body, Compiled, Compiler, Key, Label, Region, start};
use crate::python::code::{Op, Reg};
use crate::python::library;
use crate::python::scope::Kind;
use crate::python::value::Value;

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn statements(&mut self, statements: &'a [Stmt]) -> Compiled<()> {
        for statement in statements {
            let mark = self.mark();
            self.statement(statement)?;
            self.release(mark);
        }
        Ok(())
    }

    fn statement(&mut self, statement: &'a Stmt) -> Compiled<()> {
        self.at(statement.range());
        match statement {
            Stmt::Expr(inner) => {
                if !matches!(*inner.value, Expr::StringLiteral(_) | Expr::EllipsisLiteral(_) | Expr::NumberLiteral(_)) {
                    self.expr(&inner.value)?;
                }
            }
            Stmt::Assign(assign) => self.assign(&assign.targets, &assign.value)?,
            Stmt::AugAssign(assign) => self.augmented(&assign.target, assign.op, &assign.value, assign.range)?,
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.assign(std::slice::from_ref(&*assign.target), value)?;
                }
                if self.kind() == Kind::Class
                    && let Expr::Name(name) = &*assign.target
                {
                    self.annotate(&name.id, &assign.annotation)?;
                }
            }
            Stmt::Return(inner) => {
                if self.stack.len() == 1 || self.f().is_class {
                    return self.refuse(start(inner), "SyntaxError: 'return' outside function", "");
                }
                let s = match &inner.value {
                    Some(value) => self.expr(value)?,
                    None => {
                        let d = self.temp(start(inner))?;
                        self.emit(Op::None { d });
                        d
                    }
                };
                let mut s = s;
                if !self.f().blocks.is_empty() {
                    // What is unwound may change the variable that is returned.
                    let d = self.temp(start(inner))?;
                    self.emit(Op::Move { d, s });
                    s = d;
                }
                self.leave(0)?;
                self.at(inner.range);
                self.emit(Op::Return { s });
                self.dead();
            }
            Stmt::If(inner) => {
                let end = self.label();
                let mut next = self.label();
                self.jump_unless(&inner.test, next)?;
                let before = self.f().bound;
                self.statements(&inner.body)?;
                let mut after = self.f().bound;
                let last = inner.elif_else_clauses.len();
                for (number, clause) in inner.elif_else_clauses.iter().enumerate() {
                    self.emit(Op::Jump { t: end });
                    self.place(next);
                    next = self.label();
                    self.f().bound = before;
                    self.at(clause.range);
                    if let Some(test) = &clause.test {
                        self.at(test.range());
                        self.jump_unless(test, next)?;
                    }
                    self.statements(&clause.body)?;
                    after = Self::meet(after, self.f().bound);
                    if number + 1 == last && clause.test.is_none() {
                        self.place(next);
                        self.place(end);
                        self.f().bound = after;
                        return Ok(());
                    }
                }
                self.place(next);
                self.place(end);
                self.f().bound = Self::meet(after, before);
            }
            Stmt::While(inner) => {
                let (body, test, done, end) = (self.label(), self.label(), self.label(), self.label());
                self.emit(Op::Jump { t: test });
                let before = self.f().bound;
                self.place(body);
                let top = self.f().code.ops.len();
                self.f().blocks.push(Block::Loop { on_break: end, on_continue: test });
                self.statements(&inner.body)?;
                self.f().blocks.pop();
                self.f().bound = before;
                self.place(test);
                self.at(inner.test.range());
                let _ = top;
                if is_true(&inner.test) {
                    self.emit(Op::Loop { t: body });
                } else {
                    self.jump_unless(&inner.test, done)?;
                    self.emit(Op::Loop { t: body });
                }
                self.place(done);
                self.f().bound = before;
                self.statements(&inner.orelse)?;
                self.place(end);
                self.f().bound = before;
            }
            Stmt::For(inner) => self.for_loop(inner)?,
            Stmt::Break(inner) => self.leave_loop(true, inner.range)?,
            Stmt::Continue(inner) => self.leave_loop(false, inner.range)?,
            Stmt::Pass(_) => {
                self.emit(Op::Nop);
            }
            Stmt::Global(_) | Stmt::Nonlocal(_) => {}
            Stmt::Delete(delete) => {
                for target in &delete.targets {
                    self.delete_target(target)?;
                }
            }
            Stmt::FunctionDef(function) => {
                let mark = self.mark();
                let mut decorators = Vec::new();
                for decorator in &function.decorator_list {
                    let f = self.temp(start(decorator))?;
                    self.expr_to(&decorator.expression, f)?;
                    decorators.push((f, decorator.expression.range()));
                }
                let d = self.temp(start(function))?;
                self.at(function.range);
                self.function(
                    d,
                    &function.name,
                    function.range,
                    Some(&function.parameters),
                    function.is_async,
                    Body::Statements(&function.body),
                )?;
                self.decorate(&decorators, d);
                self.store(&function.name, if let Some(first) = decorators.first() { first.0 } else { d });
                self.release(mark);
            }
            Stmt::ClassDef(class) => self.class(class)?,
            Stmt::Try(inner) => self.try_statement(inner)?,
            Stmt::With(inner) => self.with_items(inner, &inner.items)?,
            Stmt::Raise(inner) => match &inner.exc {
                None => {
                    let d = self.temp(start(inner))?;
                    self.intrinsic(d, "_rt_handled", d, 0);
                    self.emit(Op::Reraise { s: d });
                    self.dead();
                }
                Some(exception) => {
                    let s = self.expr(exception)?;
                    let cause = match &inner.cause {
                        Some(cause) => self.expr(cause)?,
                        None => 255,
                    };
                    self.at(inner.range);
                    self.emit(Op::Raise { s, cause });
                    self.dead();
                }
            },
            Stmt::Assert(inner) => {
                let end = self.label();
                self.jump_when(&inner.test, end)?;
                let before = self.f().bound;
                let f = self.temp(start(inner))?;
                self.load_builtin(f, "AssertionError");
                let mut n = 0;
                if let Some(message) = &inner.msg {
                    let d = self.temp(start(inner))?;
                    self.expr_to(message, d)?;
                    n = 1;
                }
                self.at(inner.test.range());
                self.emit(Op::Call { d: f, f, n });
                self.emit(Op::Raise { s: f, cause: 255 });
                self.place(end);
                self.f().bound = before;
            }
            Stmt::Import(inner) => {
                for alias in &inner.names {
                    let module = self.find_module(&alias.name, alias.range)?;
                    let d = self.temp(start(inner))?;
                    let parts: Vec<&str> = alias.name.split('.').collect();
                    if parts.len() > 1 {
                        self.emit(Op::Import { d, module });
                        // The package gets the module as an attribute.
                        let parent = self.find_module(parts[0], alias.range)?;
                        let o = self.temp(start(inner))?;
                        self.emit(Op::Import { d: o, module: parent });
                        let site = self.site_plain(parts[1]);
                        self.emit(Op::StoreAttr { o, s: d, site });
                    }
                    match &alias.asname {
                        Some(name) => {
                            self.emit(Op::Import { d, module });
                            self.store(name, d);
                        }
                        None => {
                            let first = self.find_module(parts[0], alias.range)?;
                            self.emit(Op::Import { d, module: first });
                            self.store(parts[0], d);
                        }
                    }
                }
            }
            Stmt::ImportFrom(inner) => self.import_from(inner)?,
            Stmt::Match(inner) => self.match_statement(inner)?,
            Stmt::TypeAlias(alias) => {
                if let Expr::Name(name) = &*alias.name {
                    let d = self.expr(&alias.value)?;
                    self.store(&name.id, d);
                }
            }
            Stmt::IpyEscapeCommand(inner) => {
                return self.refuse(start(inner), "SyntaxError: invalid syntax", "");
            }
        }
        Ok(())
    }

    pub(super) fn load_builtin(&mut self, d: Reg, name: &str) {
        match self.cx.builtins.get(name).copied() {
            Some(super::Builtin::Value(value)) => {
                let k = match value {
                    Value::Ref(at) => self.constant(Key::Ref(at.0), |_| value),
                    Value::Native(native) => self.constant(Key::Native(native), |_| value),
                    _ => self.constant(Key::Value("builtin"), |_| value),
                };
                self.emit(Op::Const { d, k });
            }
            Some(super::Builtin::Slot(slot)) => {
                self.emit(Op::LoadGlobal { d, slot });
            }
            None => {
                let slot = self.global_slot(name);
                self.emit(Op::LoadGlobal { d, slot });
            }
        }
    }

    /// Calls decorators, which lie in the registers before `d`, from the last to the first; the result lies in the first.
    fn decorate(&mut self, decorators: &[(Reg, TextRange)], _d: Reg) {
        for (f, range) in decorators.iter().rev() {
            self.at(*range);
            self.emit(Op::Call { d: *f, f: *f, n: 1 });
        }
    }

    fn annotate(&mut self, name: &str, annotation: &'a Expr) -> Compiled<()> {
        let mark = self.mark();
        let s = self.temp(start(annotation))?;
        let text = self.temp(start(annotation))?;
        let value = self.temp(start(annotation))?;
        self.emit(Op::Move { d: s, s: 0 });
        self.load_str(text, name);
        let source = self.source(annotation.range()).to_owned();
        self.load_str(value, &source);
        self.intrinsic(s, "_rt_annotate", s, 3);
        self.release(mark);
        Ok(())
    }

    pub(super) fn source(&self, range: TextRange) -> &'a str {
        self.lines.text(range)
    }

    fn find_module(&mut self, name: &str, at: TextRange) -> Compiled<u32> {
        match self.cx.modules.get(name) {
            Some(module) => Ok(*module),
            None => {
                let (message, instead) = library::missing(name);
                self.refuse(at.start(), message, instead)
            }
        }
    }

    fn import_from(&mut self, inner: &'a StmtImportFrom) -> Compiled<()> {
        let Some(module) = &inner.module else {
            return self.refuse(start(inner), "relative imports are not supported", "put everything into one file");
        };
        if inner.level > 0 {
            return self.refuse(start(inner), "relative imports are not supported", "put everything into one file");
        }
        if module.as_str() == "__future__" {
            return Ok(());
        }
        let number = self.find_module(module, module.range)?;
        let s = self.temp(start(inner))?;
        self.emit(Op::Import { d: s, module: number });
        for alias in &inner.names {
            if alias.name.as_str() == "*" {
                return self.refuse(
                    alias.range.start(),
                    "`import *` is not supported: which names it brings is only known while running",
                    "name what you import",
                );
            }
            let mark = self.mark();
            let d = self.temp(start(inner))?;
            let dotted = format!("{}.{}", module.as_str(), alias.name.as_str());
            if let Some(module) = self.cx.modules.get(&dotted).copied() {
                self.emit(Op::Import { d, module });
            } else {
                if !library::exports(module.as_str(), alias.name.as_str(), self.cx.program, self.cx.heap, number) {
                    let (message, instead) = library::missing_name(module.as_str(), alias.name.as_str());
                    return self.refuse(alias.range.start(), message, instead);
                }
                let site = self.site_plain(&alias.name);
                self.at(inner.range);
                self.emit(Op::ImportFrom { d, s, site });
            }
            self.store(alias.asname.as_ref().unwrap_or(&alias.name), d);
            self.release(mark);
        }
        Ok(())
    }

    pub(super) fn site_plain(&mut self, text: &str) -> u32 {
        let name = self.name(text);
        self.cx.program.sites.push(name);
        self.cx.program.sites.len() as u32 - 1
    }

    fn assign(&mut self, targets: &'a [Expr], value: &'a Expr) -> Compiled<()> {
        if let [Expr::Tuple(left)] = targets
            && let Expr::Tuple(right) = value
            && left.elts.len() == right.elts.len()
            && !left.elts.iter().chain(&right.elts).any(Expr::is_starred_expr)
        {
            let mut values = Vec::new();
            for element in &right.elts {
                let r = self.temp(start(element))?;
                self.expr_to(element, r)?;
                values.push(r);
            }
            for (target, r) in left.elts.iter().zip(values) {
                self.store_to(target, r)?;
            }
            return Ok(());
        }
        if let [Expr::Name(name)] = targets {
            let scope = self.scope_now();
            if let super::Meaning::Local(owner) = self.scopes.meaning(scope, &name.id)
                && let Some(d) = self.register_of(owner, &name.id)
                && direct(value)
            {
                self.expr_to(value, d)?;
                self.set_bound(d, true);
                return Ok(());
            }
        }
        let s = self.expr(value)?;
        for target in targets {
            self.store_to(target, s)?;
        }
        Ok(())
    }

    pub(super) fn store_to(&mut self, target: &'a Expr, s: Reg) -> Compiled<()> {
        let before = self.at(target.range());
        let mark = self.mark();
        match target {
            Expr::Name(name) => self.store(&name.id, s),
            Expr::Attribute(attribute) => {
                let o = self.expr(&attribute.value)?;
                self.at(target.range());
                let site = self.site(&attribute.attr);
                self.emit(Op::StoreAttr { o, s, site });
            }
            Expr::Subscript(subscript) => {
                let a = self.expr(&subscript.value)?;
                let b = self.expr(&subscript.slice)?;
                self.at(target.range());
                self.emit(Op::SetItem { a, b, s });
            }
            Expr::Tuple(tuple) => self.unpack(&tuple.elts, s, target.range())?,
            Expr::List(list) => self.unpack(&list.elts, s, target.range())?,
            Expr::Starred(starred) => self.store_to(&starred.value, s)?,
            _ => return self.refuse(start(target), "SyntaxError: cannot assign to expression", ""),
        }
        self.release(mark);
        self.f().span = before;
        Ok(())
    }

    fn unpack(&mut self, targets: &'a [Expr], s: Reg, at: TextRange) -> Compiled<()> {
        let mark = self.mark();
        let mut s = s;
        if (s as usize) < self.f().code.locals.len() {
            // What is unpacked may become a list first: not in the variable itself.
            let t = self.temp(at.start())?;
            self.emit(Op::Move { d: t, s });
            s = t;
        }
        let first = self.f().top as Reg;
        for _ in targets {
            self.temp(at.start())?;
        }
        match targets.iter().position(Expr::is_starred_expr) {
            None => {
                self.emit(Op::Unpack { s, d: first, n: targets.len() as u8 });
            }
            Some(star) => {
                let after = targets.len() - star - 1;
                self.emit(Op::UnpackEx { s, d: first, before: star as u8, after: after as u8 });
            }
        }
        for (number, target) in targets.iter().enumerate() {
            self.store_to(target, first + number as u8)?;
        }
        self.release(mark);
        Ok(())
    }

    fn augmented(
        &mut self,
        target: &'a Expr,
        op: ruff_python_ast::Operator,
        value: &'a Expr,
        at: TextRange,
    ) -> Compiled<()> {
        let op = super::expression::bin(op);
        match target {
            Expr::Name(name) => {
                if let Some(r) = self.in_place(&name.id) {
                    if let Some(i) = super::expression::small(value)
                        && matches!(op, crate::python::code::Bin::Add | crate::python::code::Bin::Sub)
                    {
                        self.at(at);
                        self.emit(if op == crate::python::code::Bin::Add {
                            Op::AddI { d: r, a: r, i }
                        } else {
                            Op::SubI { d: r, a: r, i }
                        });
                        return Ok(());
                    }
                    let b = self.expr(value)?;
                    self.at(at);
                    self.emit(Op::InPlace { op, d: r, a: r, b });
                    return Ok(());
                }
                let a = self.temp(start(target))?;
                self.load(&name.id, a);
                let b = self.expr(value)?;
                self.at(at);
                self.emit(Op::InPlace { op, d: a, a, b });
                self.store(&name.id, a);
            }
            Expr::Attribute(attribute) => {
                let o = self.expr(&attribute.value)?;
                let a = self.temp(start(target))?;
                let site = self.site(&attribute.attr);
                self.at(target.range());
                self.emit(Op::LoadAttr { d: a, o, site });
                let b = self.expr(value)?;
                self.at(at);
                self.emit(Op::InPlace { op, d: a, a, b });
                let site = self.site(&attribute.attr);
                self.emit(Op::StoreAttr { o, s: a, site });
            }
            Expr::Subscript(subscript) => {
                let o = self.expr(&subscript.value)?;
                let i = self.expr(&subscript.slice)?;
                let a = self.temp(start(target))?;
                self.at(target.range());
                self.emit(Op::GetItem { d: a, a: o, b: i });
                let b = self.expr(value)?;
                self.at(at);
                self.emit(Op::InPlace { op, d: a, a, b });
                self.emit(Op::SetItem { a: o, b: i, s: a });
            }
            _ => return self.refuse(start(target), "SyntaxError: illegal target for augmented assignment", ""),
        }
        Ok(())
    }

    fn delete_target(&mut self, target: &'a Expr) -> Compiled<()> {
        self.at(target.range());
        match target {
            Expr::Name(name) => self.delete(&name.id),
            Expr::Attribute(attribute) => {
                let o = self.expr(&attribute.value)?;
                let site = self.site(&attribute.attr);
                self.emit(Op::DelAttr { o, site });
            }
            Expr::Subscript(subscript) => {
                let a = self.expr(&subscript.value)?;
                let b = self.expr(&subscript.slice)?;
                self.emit(Op::DelItem { a, b });
            }
            Expr::Tuple(tuple) => {
                for element in &tuple.elts {
                    self.delete_target(element)?;
                }
            }
            Expr::List(list) => {
                for element in &list.elts {
                    self.delete_target(element)?;
                }
            }
            _ => return self.refuse(start(target), "SyntaxError: cannot delete expression", ""),
        }
        Ok(())
    }

    // Loops.

    fn for_loop(&mut self, inner: &'a StmtFor) -> Compiled<()> {
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
                super::Meaning::Local(owner) => self.register_of(owner, &name.id),
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

    fn leave_loop(&mut self, is_break: bool, at: TextRange) -> Compiled<()> {
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

    // Regions and blocks.

    /// From here on, exceptions go to the label, with the exception in the register.
    fn guard(&mut self, target: Label, reg: Reg) -> usize {
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

    fn end_guard(&mut self, region: usize) {
        let function = self.f();
        let here = function.code.ops.len();
        let region = &mut function.regions[region];
        region.parts.push((region.open_at, here));
        region.open = false;
    }

    /// Emits what leaving the blocks from `depth` on takes, without guarding it by them.
    fn leave(&mut self, depth: usize) -> Compiled<()> {
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

    fn try_statement(&mut self, inner: &'a StmtTry) -> Compiled<()> {
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
        self.statements(&inner.body)?;
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

    fn with_items(&mut self, inner: &'a StmtWith, items: &'a [WithItem]) -> Compiled<()> {
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

    fn with_exit(&mut self, exit: Reg, is_async: bool, at: TextRange) -> Compiled<()> {
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

    // Classes.

    fn class(&mut self, class: &'a StmtClassDef) -> Compiled<()> {
        let mark = self.mark();
        let at = class.range;
        let mut decorators = Vec::new();
        for decorator in &class.decorator_list {
            let f = self.temp(start(decorator))?;
            self.expr_to(&decorator.expression, f)?;
            decorators.push((f, decorator.expression.range()));
        }
        let d = self.temp(at.start())?;
        let arguments = self.temp(at.start())?;
        let keywords = self.temp(at.start())?;
        // The body: a function of the namespace.
        let body = self.temp(at.start())?;
        let name = self.temp(at.start())?;
        let s = self.temp(at.start())?;
        let none = self.temp(at.start())?;
        self.emit(Op::None { d: s });
        self.emit(Op::None { d: none });
        let scope = self.scopes.find(at);
        let captures = self.captures_of(scope);
        let qualname = self.qualname(&class.name);
        let line = self.lines.place(class.name.range.start()).0;
        self.open(scope, &class.name, &qualname, line);
        self.f().is_class = true;
        self.f().code.captures = captures;
        self.f().code.positional = 1;
        self.f().code.hidden = self.library;
        let namespace = self.temp(at.start())?;
        let interned = self.name(".namespace");
        self.f().code.locals.push(interned);
        self.f().code.cell_locals.push(false);
        let here = &self.scopes.all[scope];
        let has_cell = here.cells.contains("__class__");
        if has_cell {
            let r = self.temp(at.start())?;
            let interned = self.name("__class__");
            self.f().locals.insert("__class__".into(), r);
            self.f().code.locals.push(interned);
            self.f().code.cell_locals.push(true);
            self.emit(Op::MakeCell { r });
        }
        for (i, free) in here.free.iter().enumerate() {
            let r = self.temp(at.start())?;
            let interned = self.name(free);
            self.f().locals.insert(free.clone(), r);
            self.f().code.locals.push(interned);
            self.f().code.cell_locals.push(true);
            self.f().code.free_names.push(interned);
            self.emit(Op::LoadFree { d: r, i: i as u32 });
        }
        let r = self.temp(at.start())?;
        self.load_str(r, &qualname);
        let k = self.str_const("__qualname__");
        self.emit(Op::StoreName { s: r, k });
        self.load_global(r, "__name__");
        let k = self.str_const("__module__");
        self.emit(Op::StoreName { s: r, k });
        if let Some(Stmt::Expr(statement)) = class.body.first()
            && let Expr::StringLiteral(text) = &*statement.value
        {
            self.load_str(r, text.value.to_str());
            let k = self.str_const("__doc__");
            self.emit(Op::StoreName { s: r, k });
        }
        let _ = namespace;
        self.statements(&class.body)?;
        let result = if has_cell {
            self.f().locals.get("__class__").copied().unwrap_or(r)
        } else {
            self.emit(Op::None { d: r });
            r
        };
        self.emit(Op::Return { s: result });
        let code = self.close();
        self.at(at);
        self.emit(Op::MakeFunction { d: body, s, code });
        self.load_str(name, &class.name);
        self.emit(Op::BuildList { d: arguments, s: body, n: 2 });
        self.emit(Op::BuildDict { d: keywords });
        if let Some(given) = &class.arguments {
            self.arguments_into(arguments, keywords, &given.args, &given.keywords)?;
        }
        self.load_builtin(d, "__build_class__");
        self.emit(Op::CallEx { d, f: d });
        self.decorate(&decorators, d);
        self.store(&class.name, if let Some(first) = decorators.first() { first.0 } else { d });
        self.release(mark);
        Ok(())
    }
}

fn is_true(test: &Expr) -> bool {
    match test {
        Expr::BooleanLiteral(literal) => literal.value,
        Expr::NumberLiteral(number) => {
            matches!(&number.value, ruff_python_ast::Number::Int(int) if *int != ruff_python_ast::Int::ZERO)
        }
        _ => false,
    }
}

/// May the value be computed right into the variable? Only where the variable is written last of all.
fn direct(value: &Expr) -> bool {
    match value {
        Expr::BinOp(_)
        | Expr::UnaryOp(_)
        | Expr::Call(_)
        | Expr::Attribute(_)
        | Expr::Subscript(_)
        | Expr::Name(_)
        | Expr::NumberLiteral(_)
        | Expr::StringLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_)
        | Expr::Tuple(_) => true,
        Expr::Compare(compare) => compare.ops.len() == 1,
        _ => false,
    }
}
