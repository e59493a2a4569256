//! What is a syntax error although it parses: names that are declared too late or twice, `await` and `return` where they
//! do not belong. The rules are the parser's ([`SemanticSyntaxChecker`]), the words CPython's.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Comprehension, Expr, ExprContext, Identifier, ModModule, Parameters, PythonVersion, Stmt};
use ruff_python_parser::semantic_errors::{
    AwaitOutsideAsyncFunctionKind, LazyImportContext, SemanticSyntaxChecker, SemanticSyntaxContext,
    SemanticSyntaxError, SemanticSyntaxErrorKind as Kind, WriteToDebugKind, YieldOutsideFunctionKind,
};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::guest::Refused;
use super::parse::Lines;
use super::scope::Scopes;

/// Finds the first syntax error of a module that has been parsed.
///
/// # Errors
///
/// That error, with its place.
pub fn check(module: &ModModule, source: &str) -> Result<(), Refused> {
    let mut walk = Walk { checker: SemanticSyntaxChecker::new(), context: Context::new(module, source) };
    for statement in &module.body {
        walk.visit_stmt(statement);
    }
    let found = walk.context.found.into_inner();
    match found.into_iter().min_by_key(|(at, _)| *at) {
        Some((at, message)) => Err(Lines::new(source).refused(at, format!("SyntaxError: {message}"), "")),
        None => Ok(()),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Module,
    Class,
    Function { is_async: bool },
    Lambda,
    Comprehension,
    Generator,
}

/// A scope that the walk is in.
struct Entered<'a> {
    place: Place,
    /// Its number in [`Scopes`].
    number: usize,
    /// Where names are declared to be another scope's; whether they are global.
    declared: BTreeMap<&'a str, (TextRange, bool)>,
    parameters: BTreeSet<&'a str>,
    /// Loops around the statement.
    loops: u32,
}

struct Context<'a> {
    source: &'a str,
    scopes: Scopes,
    entered: Vec<Entered<'a>>,
    /// Whether the name that is looked at is assigned to.
    is_assigned: Cell<bool>,
    found: RefCell<Vec<(TextSize, String)>>,
}

struct Walk<'a> {
    checker: SemanticSyntaxChecker,
    context: Context<'a>,
}

impl<'a> Context<'a> {
    fn new(module: &'a ModModule, source: &'a str) -> Self {
        let mut context = Self {
            source,
            scopes: Scopes::of(module),
            entered: Vec::new(),
            is_assigned: Cell::new(false),
            found: RefCell::default(),
        };
        context.enter(Place::Module, 0, &module.body, None);
        context
    }

    fn enter(&mut self, place: Place, number: usize, body: &'a [Stmt], parameters: Option<&'a Parameters>) {
        let mut declarations = Declarations::default();
        declarations.visit_body(body);
        let parameters = parameters.into_iter().flat_map(Parameters::iter).map(|each| each.name().as_str()).collect();
        self.entered.push(Entered { place, number, declared: declarations.0, parameters, loops: 0 });
    }

    fn here(&self) -> &Entered<'a> {
        self.entered.last().expect("the module is never left")
    }

    /// What the first of the scopes around that knows an answer says, from the innermost on.
    fn nearest(&self, answer: impl Fn(Place) -> Option<bool>) -> bool {
        self.entered.iter().rev().find_map(|entered| answer(entered.place)).unwrap_or(false)
    }

    fn report(&self, at: TextSize, message: String) {
        self.found.borrow_mut().push((at, message));
    }
}

/// The `global` and `nonlocal` statements of a scope, without those of scopes within.
#[derive(Default)]
struct Declarations<'a>(BTreeMap<&'a str, (TextRange, bool)>);

impl<'a> Visitor<'a> for Declarations<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        let (names, is_global) = match statement {
            Stmt::Global(global) => (&global.names, true),
            Stmt::Nonlocal(nonlocal) => (&nonlocal.names, false),
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => return,
            _ => return visitor::walk_stmt(self, statement),
        };
        for name in names {
            self.0.entry(name.as_str()).or_insert((statement.range(), is_global));
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

impl<'a> Walk<'a> {
    fn visit_inner(
        &mut self,
        place: Place,
        node: TextRange,
        parameters: Option<&'a Parameters>,
        body: &'a [Stmt],
        rest: impl FnOnce(&mut Self),
    ) {
        let number = self.context.scopes.find(node);
        self.context.enter(place, number, body, parameters);
        self.visit_body(body);
        rest(self);
        self.context.entered.pop();
    }

    fn visit_comprehension_scope(
        &mut self,
        place: Place,
        node: TextRange,
        generators: &'a [Comprehension],
        elements: &[&'a Expr],
    ) {
        // The first iterable is computed outside.
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        self.visit_inner(place, node, None, &[], |walk| {
            for (number, generator) in generators.iter().enumerate() {
                walk.visit_expr(&generator.target);
                if number > 0 {
                    walk.visit_expr(&generator.iter);
                }
                generator.ifs.iter().for_each(|test| walk.visit_expr(test));
            }
            elements.iter().for_each(|element| walk.visit_expr(element));
        });
    }

    fn visit_loop(&mut self, body: &'a [Stmt]) {
        let at = self.context.entered.len() - 1;
        self.context.entered[at].loops += 1;
        self.visit_body(body);
        self.context.entered[at].loops -= 1;
    }

    /// Names that are declared both to be global and to be an enclosing function's.
    fn check_both(&self, names: &[Identifier], range: TextRange, is_global: bool) {
        for name in names {
            if self.context.here().declared.get(name.as_str()).is_some_and(|declared| declared.1 != is_global) {
                self.context.report(range.start(), format!("name '{name}' is nonlocal and global"));
            }
        }
    }

    /// A name that is declared to be an enclosing function's after it was used.
    fn check_nonlocal(&self, name: &str, range: TextRange) {
        if let Some((declared, false)) = self.context.here().declared.get(name)
            && range.start() < declared.start()
        {
            self.context.report(declared.start(), self.context.before(name, "nonlocal"));
        }
    }
}

impl<'a> Visitor<'a> for Walk<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        self.checker.visit_stmt(statement, &self.context);
        match statement {
            Stmt::FunctionDef(function) => {
                function.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                self.visit_parameters(&function.parameters);
                if let Some(returns) = &function.returns {
                    self.visit_annotation(returns);
                }
                let place = Place::Function { is_async: function.is_async };
                self.visit_inner(place, function.range, Some(&function.parameters), &function.body, |_| {});
            }
            Stmt::ClassDef(class) => {
                class.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                self.visit_inner(Place::Class, class.range, None, &class.body, |_| {});
            }
            Stmt::For(inner) => {
                self.visit_expr(&inner.target);
                self.visit_expr(&inner.iter);
                self.visit_loop(&inner.body);
                self.visit_body(&inner.orelse);
            }
            Stmt::While(inner) => {
                self.visit_expr(&inner.test);
                self.visit_loop(&inner.body);
                self.visit_body(&inner.orelse);
            }
            Stmt::Nonlocal(nonlocal) => self.check_both(&nonlocal.names, nonlocal.range, false),
            Stmt::Global(global) => self.check_both(&global.names, global.range, true),
            Stmt::AnnAssign(assign) => {
                if let Expr::Name(name) = &*assign.target
                    && let Some((_, false)) = self.context.here().declared.get(name.id.as_str())
                {
                    let message = format!("annotated name '{}' can't be nonlocal", name.id);
                    self.context.report(assign.range.start(), message);
                }
                visitor::walk_stmt(self, statement);
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        let is_assigned = matches!(expression, Expr::Name(name) if name.ctx != ExprContext::Load);
        self.context.is_assigned.set(is_assigned);
        self.checker.visit_expr(expression, &self.context);
        match expression {
            Expr::Name(name) => self.check_nonlocal(&name.id, name.range),
            Expr::Lambda(lambda) => {
                let parameters = lambda.parameters.as_deref();
                if let Some(parameters) = parameters {
                    self.visit_parameters(parameters);
                }
                self.visit_inner(Place::Lambda, lambda.range, parameters, &[], |walk| walk.visit_expr(&lambda.body));
            }
            Expr::ListComp(each) => {
                self.visit_comprehension_scope(Place::Comprehension, each.range, &each.generators, &[&each.elt]);
            }
            Expr::SetComp(each) => {
                self.visit_comprehension_scope(Place::Comprehension, each.range, &each.generators, &[&each.elt]);
            }
            Expr::DictComp(each) => {
                let elements: Vec<&Expr> = each.key.iter().chain([&each.value]).map(|part| &**part).collect();
                self.visit_comprehension_scope(Place::Comprehension, each.range, &each.generators, &elements);
            }
            Expr::Generator(each) => {
                self.visit_comprehension_scope(Place::Generator, each.range, &each.generators, &[&each.elt]);
            }
            _ => visitor::walk_expr(self, expression),
        }
    }
}

impl Context<'_> {
    fn before(&self, name: &str, declaration: &str) -> String {
        let what = if self.is_assigned.get() { "assigned to before" } else { "used prior to" };
        format!("name '{name}' is {what} {declaration} declaration")
    }

    /// What CPython says.
    fn message(&self, error: &SemanticSyntaxError) -> String {
        match &error.kind {
            Kind::DuplicateParameter(name) => format!("duplicate argument '{name}' in function definition"),
            Kind::DuplicateKeywordArgument(name) => format!("keyword argument repeated: {name}"),
            Kind::LoadBeforeGlobalDeclaration { name, .. } => self.before(name, "global"),
            Kind::LoadBeforeNonlocalDeclaration { name, .. } => self.before(name, "nonlocal"),
            Kind::GlobalParameter(name) => format!("name '{name}' is parameter and global"),
            Kind::NonlocalParameter(name) => format!("name '{name}' is parameter and nonlocal"),
            Kind::NonlocalWithoutBinding(name) => format!("no binding for nonlocal '{name}' found"),
            Kind::ReboundComprehensionVariable => {
                let name = &self.source[error.range];
                format!("assignment expression cannot rebind comprehension iteration variable '{name}'")
            }
            Kind::WriteToDebug(WriteToDebugKind::Store) => "cannot assign to __debug__".into(),
            Kind::WriteToDebug(WriteToDebugKind::Delete(_)) => "cannot delete __debug__".into(),
            Kind::InvalidStarExpression => "can't use starred expression here".into(),
            Kind::MultipleStarredExpressions => "multiple starred expressions in assignment".into(),
            Kind::DuplicateMatchKey(key) => {
                // As `repr` writes a text that holds neither quote.
                let inner = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
                let inner = inner.filter(|inner| !inner.contains(['\'', '"', '\\']));
                let key = inner.map_or_else(|| key.clone(), |inner| format!("'{inner}'"));
                format!("mapping pattern checks duplicate key ({key})")
            }
            Kind::DuplicateMatchClassAttribute(name) => format!("attribute name repeated in class pattern: {name}"),
            Kind::YieldOutsideFunction(YieldOutsideFunctionKind::Await) => "'await' outside function".into(),
            Kind::YieldOutsideFunction(_) => "'yield' outside function".into(),
            Kind::YieldFromInAsyncFunction => "'yield from' inside async function".into(),
            Kind::ReturnOutsideFunction => "'return' outside function".into(),
            Kind::ReturnInGenerator => "'return' with value in async generator".into(),
            Kind::BreakOutsideLoop => "'break' outside loop".into(),
            Kind::ContinueOutsideLoop => "'continue' not properly in loop".into(),
            Kind::AwaitOutsideAsyncFunction(kind) => match kind {
                AwaitOutsideAsyncFunctionKind::Await => "'await' outside async function".into(),
                AwaitOutsideAsyncFunctionKind::AsyncFor => "'async for' outside async function".into(),
                AwaitOutsideAsyncFunctionKind::AsyncWith => "'async with' outside async function".into(),
                AwaitOutsideAsyncFunctionKind::AsyncComprehension => {
                    "asynchronous comprehension outside of an asynchronous function".into()
                }
            },
            Kind::LateFutureImport => "from __future__ imports must occur at the beginning of the file".into(),
            Kind::FutureFeatureNotDefined(name) => format!("future feature {name} is not defined"),
            Kind::NonModuleImportStar(_) => "import * only allowed at module level".into(),
            _ => error.to_string().replace('`', "'"),
        }
    }
}

impl SemanticSyntaxContext for Context<'_> {
    fn future_annotations_or_stub(&self) -> bool {
        false
    }

    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        None
    }

    fn python_version(&self) -> PythonVersion {
        PythonVersion::PY314
    }

    fn source(&self) -> &str {
        self.source
    }

    fn global(&self, name: &str) -> Option<TextRange> {
        self.here().declared.get(name).filter(|(_, is_global)| *is_global).map(|(range, _)| *range)
    }

    fn has_nonlocal_binding(&self, name: &str) -> bool {
        self.scopes.is_bound_around(self.here().number, name)
    }

    fn in_async_context(&self) -> bool {
        self.nearest(|place| match place {
            Place::Function { is_async } => Some(is_async),
            Place::Class | Place::Lambda => Some(false),
            _ => None,
        })
    }

    fn in_await_allowed_context(&self) -> bool {
        self.nearest(|place| match place {
            Place::Function { .. } | Place::Lambda | Place::Generator => Some(true),
            Place::Class => Some(false),
            _ => None,
        })
    }

    fn in_yield_allowed_context(&self) -> bool {
        matches!(self.here().place, Place::Function { .. } | Place::Lambda)
    }

    fn in_sync_comprehension(&self) -> bool {
        // Matters to Python before 3.11 only.
        false
    }

    fn in_class_body_comprehension(&self) -> bool {
        self.nearest(|place| match place {
            Place::Class => Some(true),
            Place::Function { .. } | Place::Lambda => Some(false),
            _ => None,
        })
    }

    fn in_module_scope(&self) -> bool {
        self.here().place == Place::Module
    }

    fn in_function_scope(&self) -> bool {
        matches!(self.here().place, Place::Function { .. })
    }

    fn in_generator_context(&self) -> bool {
        self.entered.iter().any(|entered| entered.place == Place::Generator)
    }

    fn in_notebook(&self) -> bool {
        false
    }

    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        let at = match error.kind {
            // CPython points at the declaration.
            Kind::LoadBeforeGlobalDeclaration { start, .. } | Kind::LoadBeforeNonlocalDeclaration { start, .. } => {
                start
            }
            _ => error.range.start(),
        };
        self.report(at, self.message(&error));
    }

    fn in_loop_context(&self) -> bool {
        self.here().loops > 0
    }

    fn is_bound_parameter(&self, name: &str) -> bool {
        self.here().parameters.contains(name)
    }
}
