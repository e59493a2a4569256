//! `asyncio.open_connection` and the like are refused before a program runs: what a module has is known by then.
//!
//! Only names that the program binds by `import` and in no other way are looked at, and nothing below a `try` that would
//! catch an AttributeError: whoever asks that way wants to find out while running.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Alias, ExceptHandler, Expr, ExprAttribute, ExprContext, ModModule, Parameter, Pattern, Stmt, StmtTry,
};
use ruff_text_size::{Ranged, TextSize};

use super::{exports, missing_name};
use crate::python::code::Program;
use crate::python::guest::Refused;
use crate::python::heap::Heap;
use crate::python::parse::Lines;

/// Refuses the first attribute that a module of the library does not have.
///
/// # Errors
///
/// Its place, and what to do instead.
pub fn check(
    source: &str,
    tree: &ModModule,
    modules: &HashMap<String, u32>,
    program: &Program,
    heap: &Heap,
) -> Result<(), Refused> {
    let mut names = Names::default();
    tree.body.iter().for_each(|statement| names.visit_stmt(statement));
    names.imported.retain(|name, _| !names.bound.contains(name));
    let mut finder = Finder { imported: &names.imported, stored: &names.stored, modules, program, heap, missing: None };
    tree.body.iter().for_each(|statement| finder.visit_stmt(statement));
    match finder.missing {
        None => Ok(()),
        Some((at, module, name)) => {
            let (message, instead) = missing_name(&module, &name);
            Err(Lines::new(source).refused(at, message, instead))
        }
    }
}

/// How the program's names are bound.
#[derive(Default)]
struct Names {
    /// By `import`: the modules.
    imported: HashMap<String, String>,
    /// In any other way.
    bound: HashSet<String>,
    /// Attributes that the program sets itself.
    stored: HashSet<String>,
}

impl Names {
    fn import(&mut self, alias: &Alias) {
        let (name, module) = match &alias.asname {
            Some(name) => (name.to_string(), alias.name.to_string()),
            None => {
                let first = alias.name.split('.').next().unwrap_or_default();
                (first.to_owned(), first.to_owned())
            }
        };
        if let Some(before) = self.imported.insert(name.clone(), module.clone())
            && before != module
        {
            self.bound.insert(name);
        }
    }
}

impl<'a> Visitor<'a> for Names {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => import.names.iter().for_each(|alias| self.import(alias)),
            Stmt::ImportFrom(import) => {
                let names = import.names.iter().map(|alias| alias.asname.as_ref().unwrap_or(&alias.name).to_string());
                self.bound.extend(names);
            }
            Stmt::FunctionDef(function) => {
                self.bound.insert(function.name.to_string());
            }
            Stmt::ClassDef(class) => {
                self.bound.insert(class.name.to_string());
            }
            _ => {}
        }
        visitor::walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) if name.ctx != ExprContext::Load => {
                self.bound.insert(name.id.to_string());
            }
            Expr::Attribute(attribute) if attribute.ctx != ExprContext::Load => {
                self.stored.insert(attribute.attr.to_string());
            }
            _ => {}
        }
        visitor::walk_expr(self, expression);
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter) {
        self.bound.insert(parameter.name.to_string());
        visitor::walk_parameter(self, parameter);
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        self.bound.extend(inner.name.iter().map(ToString::to_string));
        visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(inner) => inner.name.as_ref(),
            Pattern::MatchStar(inner) => inner.name.as_ref(),
            Pattern::MatchMapping(inner) => inner.rest.as_ref(),
            _ => None,
        };
        self.bound.extend(name.map(ToString::to_string));
        visitor::walk_pattern(self, pattern);
    }
}

/// Looks for what a module does not have.
struct Finder<'a> {
    imported: &'a HashMap<String, String>,
    stored: &'a HashSet<String>,
    modules: &'a HashMap<String, u32>,
    program: &'a Program,
    heap: &'a Heap,
    /// Where, the module, the name.
    missing: Option<(TextSize, String, String)>,
}

impl Finder<'_> {
    /// The module that an expression stands for.
    fn module(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Name(name) => self.imported.get(name.id.as_str()).cloned(),
            Expr::Attribute(attribute) => {
                let inner = format!("{}.{}", self.module(&attribute.value)?, attribute.attr);
                self.modules.contains_key(&inner).then_some(inner)
            }
            _ => None,
        }
    }

    fn look(&mut self, attribute: &ExprAttribute) {
        let name = attribute.attr.as_str();
        if attribute.ctx != ExprContext::Load || name.starts_with("__") || self.stored.contains(name) {
            return;
        }
        let Some(module) = self.module(&attribute.value) else { return };
        let Some(number) = self.modules.get(&module) else { return };
        let is_there = self.modules.contains_key(&format!("{module}.{name}"))
            || exports(&module, name, self.program, self.heap, *number);
        if !is_there && self.missing.is_none() {
            self.missing = Some((attribute.attr.start(), module, name.to_owned()));
        }
    }
}

impl<'a> Visitor<'a> for Finder<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Try(inner) if catches(inner) => {
                let rest = inner.orelse.iter().chain(&inner.finalbody);
                rest.for_each(|statement| self.visit_stmt(statement));
                inner.handlers.iter().for_each(|handler| self.visit_except_handler(handler));
            }
            // Asked for first.
            Stmt::If(inner) if asks(&inner.test) => {}
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Attribute(attribute) => self.look(attribute),
            Expr::If(inner) if asks(&inner.test) => return,
            _ => {}
        }
        visitor::walk_expr(self, expression);
    }

    // Annotations are texts.
    fn visit_annotation(&mut self, _: &'a Expr) {}
}

/// Does a handler catch an AttributeError?
fn catches(inner: &StmtTry) -> bool {
    let names = |expression: &Expr| {
        let name = match expression {
            Expr::Name(name) => name.id.as_str(),
            _ => "",
        };
        matches!(name, "AttributeError" | "Exception" | "BaseException")
    };
    inner.handlers.iter().any(|ExceptHandler::ExceptHandler(handler)| match handler.type_.as_deref() {
        None => true,
        Some(Expr::Tuple(several)) => several.elts.iter().any(names),
        Some(one) => names(one),
    })
}

/// Is a `hasattr`, a version or a platform asked for?
fn asks(test: &Expr) -> bool {
    struct Asks(bool);
    impl<'a> Visitor<'a> for Asks {
        fn visit_expr(&mut self, expression: &'a Expr) {
            match expression {
                Expr::Name(name) => self.0 |= name.id.as_str() == "hasattr",
                Expr::Attribute(attribute) => {
                    self.0 |= matches!(attribute.attr.as_str(), "version_info" | "platform" | "name" | "system");
                }
                _ => {}
            }
            visitor::walk_expr(self, expression);
        }
    }
    let mut asks = Asks(false);
    asks.visit_expr(test);
    asks.0
}
