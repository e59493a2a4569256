//! Statements.

use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::{Block, Body, Compiled, Compiler, Key, start};
use crate::python::code::{Op, Reg};
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
                    if self.import_fails(&alias.name, inner.range)? {
                        return Ok(());
                    }
                    let module = self.find_module(&alias.name, alias.range)?;
                    self.import_packages(&alias.name, inner.range)?;
                    let d = self.temp(start(inner))?;
                    let parts: Vec<&str> = alias.name.split('.').collect();
                    if parts.len() > 1 {
                        self.emit(Op::Import { d, module });
                        // Each package gets what is in it as an attribute.
                        let o = self.temp(start(inner))?;
                        for end in 1..parts.len() {
                            let package = self.find_module(&parts[..end].join("."), alias.range)?;
                            let part = self.find_module(&parts[..=end].join("."), alias.range)?;
                            self.emit(Op::Import { d: o, module: package });
                            self.emit(Op::Import { d, module: part });
                            let site = self.site_plain(parts[end]);
                            self.emit(Op::StoreAttr { o, s: d, site });
                        }
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

    pub(super) fn source(&self, range: TextRange) -> &'a str {
        self.lines.text(range)
    }

    pub(super) fn site_plain(&mut self, text: &str) -> u32 {
        let name = self.name(text);
        self.cx.program.sites.push(name);
        self.cx.program.sites.len() as u32 - 1
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
