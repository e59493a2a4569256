//! The walk over the tree that finds what each scope binds and uses.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{ExceptHandler, Expr, ExprContext, Pattern, Stmt};

use super::{Kind, Scopes};

impl<'a> Visitor<'a> for Scopes {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                for decorator in &function.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.visit_defaults(&function.parameters);
                self.bind(&function.name);
                self.push(Kind::Function, function.range, true);
                self.bind_parameters(&function.parameters);
                for statement in &function.body {
                    self.visit_stmt(statement);
                }
                self.stack.pop();
            }
            Stmt::ClassDef(class) => {
                for decorator in &class.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                self.bind(&class.name);
                self.push(Kind::Class, class.range, true);
                for statement in &class.body {
                    self.visit_stmt(statement);
                }
                self.stack.pop();
            }
            Stmt::Global(global) => {
                for name in &global.names {
                    self.top().globals.insert(name.to_string());
                    // The module has the variable, whether its own code binds it or not.
                    if self.all[0].is_bound.insert(name.to_string()) {
                        self.all[0].bound.push(name.to_string());
                    }
                }
            }
            Stmt::Nonlocal(nonlocal) => {
                for name in &nonlocal.names {
                    self.top().nonlocals.insert(name.to_string());
                }
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind(name.split('.').next().unwrap_or_default());
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            Stmt::AnnAssign(assign) => {
                if assign.value.is_some() || assign.simple {
                    self.visit_expr(&assign.target);
                }
                if let Some(value) = &assign.value {
                    self.visit_expr(value);
                }
                if self.top().kind == Kind::Class {
                    self.visit_expr(&assign.annotation);
                }
            }
            Stmt::Delete(delete) => {
                for target in &delete.targets {
                    if let Expr::Name(name) = target {
                        self.top().deleted.insert(name.id.to_string());
                    }
                    self.visit_expr(target);
                }
            }
            Stmt::With(with) if with.is_async => {
                self.host().has_await = true;
                visitor::walk_stmt(self, statement);
            }
            Stmt::For(iteration) if iteration.is_async => {
                self.host().has_await = true;
                visitor::walk_stmt(self, statement);
            }
            Stmt::AugAssign(assign) => {
                if let Expr::Name(name) = &*assign.target {
                    self.use_name(&name.id);
                }
                visitor::walk_stmt(self, statement);
            }
            Stmt::TypeAlias(alias) => {
                self.visit_expr(&alias.name);
                self.visit_expr(&alias.value);
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) => match name.ctx {
                ExprContext::Load => self.use_name(&name.id),
                _ => self.bind(&name.id),
            },
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.visit_defaults(parameters);
                }
                self.push(Kind::Function, lambda.range, true);
                if let Some(parameters) = &lambda.parameters {
                    self.bind_parameters(parameters);
                }
                self.visit_expr(&lambda.body);
                self.stack.pop();
            }
            Expr::ListComp(comp) => {
                self.visit_comprehension_scope(comp.range, Kind::Comprehension, &comp.generators, &[&comp.elt]);
            }
            Expr::SetComp(comp) => {
                self.visit_comprehension_scope(comp.range, Kind::Comprehension, &comp.generators, &[&comp.elt]);
            }
            Expr::DictComp(comp) => {
                let mut elements: Vec<&Expr> = comp.key.iter().map(|key| &**key).collect();
                elements.push(&comp.value);
                self.visit_comprehension_scope(comp.range, Kind::Comprehension, &comp.generators, &elements);
            }
            Expr::Generator(comp) => {
                self.visit_comprehension_scope(comp.range, Kind::Function, &comp.generators, &[&comp.elt]);
            }
            Expr::Named(named) => {
                self.visit_expr(&named.value);
                if let Expr::Name(name) = &*named.target {
                    let depth = self
                        .stack
                        .iter()
                        .rposition(|at| {
                            let scope = &self.all[*at];
                            scope.kind != Kind::Comprehension && !scope.is_bound.contains(".0")
                        })
                        .unwrap_or(0);
                    let inner = self.stack.split_off(depth + 1);
                    self.bind(&name.id);
                    self.top().has_walrus = true;
                    self.stack.extend(&inner);
                    for scope in inner {
                        let scope = &mut self.all[scope];
                        if scope.kind == Kind::Function {
                            scope.nonlocals.insert(name.id.to_string());
                        }
                    }
                    self.host().has_walrus = true;
                }
            }
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.host().has_yield = true;
                visitor::walk_expr(self, expression);
            }
            Expr::Await(_) => {
                self.host().has_await = true;
                visitor::walk_expr(self, expression);
            }
            Expr::Call(call) => {
                if let Expr::Name(name) = &*call.func
                    && name.id.as_str() == "super"
                    && call.arguments.is_empty()
                {
                    self.use_name("__class__");
                }
                visitor::walk_expr(self, expression);
            }
            _ => visitor::walk_expr(self, expression),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.bind(name);
            self.top().deleted.insert(name.to_string());
        }
        visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(pattern) => pattern.name.as_ref(),
            Pattern::MatchStar(pattern) => pattern.name.as_ref(),
            Pattern::MatchMapping(pattern) => pattern.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.bind(name);
        }
        visitor::walk_pattern(self, pattern);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}
}
