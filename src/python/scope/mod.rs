//! Which name means what: for each function, class and comprehension, the names it binds and those it takes from outside.

mod visit;

use std::collections::{BTreeSet, HashMap};

use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{Comprehension, Expr, ModModule, Parameters};
use ruff_text_size::TextRange;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Module,
    Class,
    Function,
    /// A list, set or dict comprehension: compiled in place, with variables of its own.
    Comprehension,
}

#[derive(Debug)]
pub struct Scope {
    pub kind: Kind,
    pub parent: Option<usize>,
    /// In the order of their first binding.
    pub bound: Vec<String>,
    is_bound: BTreeSet<String>,
    pub globals: BTreeSet<String>,
    pub nonlocals: BTreeSet<String>,
    used: Vec<String>,
    is_used: BTreeSet<String>,
    /// Bound here and used by functions within.
    pub cells: BTreeSet<String>,
    /// Taken from enclosing functions, in the order of their registers.
    pub free: Vec<String>,
    /// May be unbound again.
    pub deleted: BTreeSet<String>,
    pub has_yield: bool,
    pub has_await: bool,
    pub has_walrus: bool,
}

/// What a name means where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A variable of this scope (the number tells which one, for comprehensions).
    Local(usize),
    /// The same, in a cell.
    Cell(usize),
    /// A cell of an enclosing function.
    Free,
    Global,
    /// Looked up in the class's namespace, then as `Free` or `Global`.
    ClassName {
        free: bool,
    },
}

#[derive(Default)]
pub struct Scopes {
    pub all: Vec<Scope>,
    by_node: HashMap<(TextRange, bool), usize>,
    stack: Vec<usize>,
}

impl Scopes {
    pub fn of(module: &ModModule) -> Self {
        let mut scopes = Self::default();
        scopes.push(Kind::Module, module.range, false);
        for statement in &module.body {
            scopes.visit_stmt(statement);
        }
        scopes.resolve();
        scopes
    }

    pub fn find(&self, node: TextRange) -> usize {
        self.by_node.get(&(node, true)).copied().unwrap_or(0)
    }

    fn push(&mut self, kind: Kind, node: TextRange, keyed: bool) {
        let number = self.all.len();
        self.all.push(Scope {
            kind,
            parent: self.stack.last().copied(),
            bound: Vec::new(),
            is_bound: BTreeSet::new(),
            globals: BTreeSet::new(),
            nonlocals: BTreeSet::new(),
            used: Vec::new(),
            is_used: BTreeSet::new(),
            cells: BTreeSet::new(),
            free: Vec::new(),
            deleted: BTreeSet::new(),
            has_yield: false,
            has_await: false,
            has_walrus: false,
        });
        self.by_node.insert((node, keyed), number);
        self.stack.push(number);
    }

    fn top(&mut self) -> &mut Scope {
        let number = self.stack.last().copied().unwrap_or(0);
        &mut self.all[number]
    }

    /// The function, class or module that a comprehension is part of.
    fn host(&mut self) -> &mut Scope {
        let number = self.stack.iter().rev().copied().find(|at| self.all[*at].kind != Kind::Comprehension).unwrap_or(0);
        &mut self.all[number]
    }

    fn bind(&mut self, name: &str) {
        let scope = self.top();
        if scope.is_bound.insert(name.to_owned()) {
            scope.bound.push(name.to_owned());
        }
    }

    fn use_name(&mut self, name: &str) {
        let scope = self.top();
        if scope.is_used.insert(name.to_owned()) {
            scope.used.push(name.to_owned());
        }
    }

    fn bind_parameters(&mut self, parameters: &Parameters) {
        for parameter in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
            self.bind(&parameter.parameter.name);
        }
        for parameter in [&parameters.vararg, &parameters.kwarg].into_iter().flatten() {
            self.bind(&parameter.name);
        }
    }

    fn visit_defaults(&mut self, parameters: &Parameters) {
        for parameter in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
    }

    fn visit_comprehension_scope<'a>(
        &mut self,
        node: TextRange,
        kind: Kind,
        generators: &'a [Comprehension],
        elements: &[&'a Expr],
    ) {
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        self.push(kind, node, true);
        if kind == Kind::Function {
            self.bind(".0");
        }
        for (number, generator) in generators.iter().enumerate() {
            if generator.is_async {
                self.host().has_await = true;
            }
            self.visit_expr(&generator.target);
            if number > 0 {
                self.visit_expr(&generator.iter);
            }
            for test in &generator.ifs {
                self.visit_expr(test);
            }
        }
        for element in elements {
            self.visit_expr(element);
        }
        if kind == Kind::Function {
            self.top().has_yield = true;
        }
        self.stack.pop();
    }

    fn resolve(&mut self) {
        for at in 0..self.all.len() {
            let names: Vec<String> = self.all[at].used.iter().chain(&self.all[at].nonlocals).cloned().collect();
            for name in names {
                let here = &self.all[at];
                let own = here.is_bound.contains(&name) && !here.nonlocals.contains(&name);
                if own || here.globals.contains(&name) {
                    continue;
                }
                self.capture(at, &name);
            }
        }
    }

    /// Finds the enclosing function that binds the name, and hands its cell down to `at`.
    fn capture(&mut self, at: usize, name: &str) {
        let mut between = Vec::new();
        let mut crossed = self.all[at].kind != Kind::Comprehension;
        if self.all[at].kind != Kind::Comprehension {
            between.push(at);
        }
        let mut next = self.all[at].parent;
        while let Some(outer) = next {
            let scope = &self.all[outer];
            let visible = match scope.kind {
                Kind::Module => return,
                Kind::Class => name == "__class__" && crossed,
                Kind::Function | Kind::Comprehension => scope.is_bound.contains(name),
            };
            if scope.globals.contains(name) {
                return;
            }
            if visible && !scope.nonlocals.contains(name) {
                if crossed {
                    self.all[outer].cells.insert(name.to_owned());
                }
                for scope in between {
                    let free = &mut self.all[scope].free;
                    if !free.iter().any(|known| known == name) {
                        free.push(name.to_owned());
                    }
                }
                return;
            }
            if scope.kind != Kind::Comprehension {
                between.push(outer);
                crossed = true;
            }
            next = scope.parent;
        }
    }

    /// Whether a function around this scope has a variable of that name.
    pub fn is_bound_around(&self, at: usize, name: &str) -> bool {
        let around = std::iter::successors(self.all[at].parent, |outer| self.all[*outer].parent);
        around.map(|outer| &self.all[outer]).any(|scope| match scope.kind {
            Kind::Module => false,
            Kind::Class => name == "__class__",
            Kind::Function | Kind::Comprehension => scope.is_bound.contains(name) && !scope.globals.contains(name),
        })
    }

    /// What the name means in this scope.
    pub fn meaning(&self, at: usize, name: &str) -> Meaning {
        let mut scope = at;
        let mut inner = false;
        loop {
            let here = &self.all[scope];
            if here.globals.contains(name) {
                return Meaning::Global;
            }
            let free = here.free.iter().any(|known| known == name);
            let bound = here.is_bound.contains(name) && !here.nonlocals.contains(name);
            match here.kind {
                Kind::Module => return Meaning::Global,
                Kind::Class if free && here.nonlocals.contains(name) => return Meaning::Free,
                Kind::Class if name == "__class__" && here.cells.contains(name) && inner => {
                    return Meaning::Cell(scope);
                }
                Kind::Class if !inner => return Meaning::ClassName { free },
                Kind::Class => return if free { Meaning::Free } else { Meaning::Global },
                _ if bound && here.cells.contains(name) => return Meaning::Cell(scope),
                _ if bound => return Meaning::Local(scope),
                Kind::Function => return if free { Meaning::Free } else { Meaning::Global },
                Kind::Comprehension => {
                    inner = true;
                    scope = here.parent.unwrap_or(0);
                }
            }
        }
    }
}
