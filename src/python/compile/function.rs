//! Functions, from their first line to their code.

use std::collections::HashMap;

use ruff_python_ast::{Expr, Parameters, Stmt};
use ruff_text_size::TextRange;

use super::{Body, Compiled, Compiler, Function};
use crate::python::code::{Code, Guard, Op, Reg, Span};
use crate::python::object::GeneratorKind;
use crate::python::scope::Kind;

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn open(&mut self, scope: usize, name: &str, qualname: &str, line: u32) {
        let number = self.cx.program.codes.len() as u32;
        self.cx.program.codes.push(Code::default());
        let code = Code {
            number,
            name: name.into(),
            qualname: qualname.into(),
            module: self.module,
            first_line: line,
            hidden: self.library,
            ..Code::default()
        };
        self.stack.push(Function {
            scope,
            code,
            labels: Vec::new(),
            locals: HashMap::new(),
            overlays: Vec::new(),
            top: 0,
            blocks: Vec::new(),
            regions: Vec::new(),
            bound: [0; 4],
            span: Span { line, ..Span::default() },
            is_class: false,
            is_async: false,
            import_guards: 0,
        });
    }

    /// Ends the function: labels become places, regions become guards.
    pub(super) fn close(&mut self) -> u32 {
        let mut function = self.stack.pop().expect("a function is being compiled");
        let labels = &function.labels;
        for op in &mut function.code.ops {
            match op {
                Op::Jump { t }
                | Op::Loop { t }
                | Op::JumpIf { t, .. }
                | Op::JumpIfNot { t, .. }
                | Op::ForNext { t, .. }
                | Op::Send { t, .. } => *t = labels[*t as usize],
                _ => {}
            }
        }
        let mut guards: Vec<(usize, Guard)> = Vec::new();
        for region in &function.regions {
            for (start, end) in &region.parts {
                if start < end {
                    guards.push((
                        region.depth,
                        Guard {
                            start: *start as u32,
                            end: *end as u32,
                            target: labels[region.target as usize],
                            reg: region.reg,
                        },
                    ));
                }
            }
        }
        guards.sort_by_key(|guard| std::cmp::Reverse(guard.0));
        function.code.guards = guards.into_iter().map(|guard| guard.1).collect();
        let number = function.code.number;
        let code = &mut function.code;
        code.simple = code.keyword_only == 0 && !code.var_args && !code.var_kwargs && code.generator.is_none();
        self.cx.program.codes[number as usize] = function.code;
        number
    }

    pub(super) fn scope_now(&mut self) -> usize {
        let function = self.f();
        function.overlays.last().map_or(function.scope, |overlay| overlay.0)
    }

    /// Lays out parameters, variables and cells of the function that was opened.
    pub(super) fn enter(&mut self, parameters: Option<&Parameters>, at: TextRange) -> Compiled<()> {
        let scope = self.f().scope;
        let mut names: Vec<String> = Vec::new();
        if let Some(parameters) = parameters {
            let positional = parameters.posonlyargs.iter().chain(&parameters.args);
            names.extend(positional.map(|parameter| parameter.parameter.name.to_string()));
            names.extend(parameters.kwonlyargs.iter().map(|parameter| parameter.parameter.name.to_string()));
            names.extend(parameters.vararg.iter().map(|parameter| parameter.name.to_string()));
            names.extend(parameters.kwarg.iter().map(|parameter| parameter.name.to_string()));
            let code = &mut self.f().code;
            let fits = names.len() < 200;
            code.positional_only = parameters.posonlyargs.len().min(250) as u8;
            code.positional = (parameters.posonlyargs.len() + parameters.args.len()).min(250) as u8;
            code.keyword_only = parameters.kwonlyargs.len().min(250) as u8;
            code.var_args = parameters.vararg.is_some();
            code.var_kwargs = parameters.kwarg.is_some();
            if !fits {
                return self.refuse(at.start(), "more than 200 parameters", "take a list");
            }
        }
        let parameter_count = names.len();
        let scopes = self.scopes;
        let here = &scopes.all[scope];
        for name in &here.bound {
            if !names.contains(name) && !here.globals.contains(name) && !here.nonlocals.contains(name) {
                names.push(name.clone());
            }
        }
        if names.len() + here.free.len() > 220 {
            return self.refuse(
                at.start(),
                "more than 220 local variables in one function",
                "split it into several functions",
            );
        }
        for name in &names {
            let r = self.temp(at.start())?;
            let interned = self.name(name);
            let cell = here.cells.contains(name);
            let function = self.f();
            function.locals.insert(name.clone(), r);
            function.code.locals.push(interned);
            function.code.cell_locals.push(cell);
        }
        for r in 0..parameter_count {
            self.set_bound(r as Reg, true);
        }
        for name in &here.free {
            let r = self.temp(at.start())?;
            let interned = self.name(name);
            let function = self.f();
            function.locals.insert(name.clone(), r);
            function.code.locals.push(interned);
            function.code.cell_locals.push(true);
            function.code.free_names.push(interned);
        }
        for name in &names {
            if here.cells.contains(name)
                && let Some(r) = self.f().locals.get(name).copied()
            {
                self.emit(Op::MakeCell { r });
            }
        }
        for (i, name) in here.free.iter().enumerate() {
            if let Some(d) = self.f().locals.get(name).copied() {
                self.emit(Op::LoadFree { d, i: i as u32 });
            }
        }
        Ok(())
    }

    /// Where the enclosing function keeps the cells that a function within takes.
    pub(super) fn captures_of(&mut self, scope: usize) -> Vec<Reg> {
        let scopes = self.scopes;
        scopes.all[scope].free.iter().map(|name| self.cell_register(name).unwrap_or(0)).collect()
    }

    pub(super) fn qualname(&mut self, name: &str) -> String {
        let function = self.f();
        match function.code.name.as_ref() {
            "<module>" => name.to_owned(),
            _ if function.is_class => format!("{}.{name}", function.code.qualname),
            _ => format!("{}.<locals>.{name}", function.code.qualname),
        }
    }

    /// Emits the making of a function whose code was compiled: defaults lie in `s` and `s + 1`.
    pub(super) fn function(
        &mut self,
        d: Reg,
        name: &str,
        at: TextRange,
        parameters: Option<&'a Parameters>,
        is_async: bool,
        body: Body<'a>,
    ) -> Compiled<()> {
        let mark = self.mark();
        let s = self.temp(at.start())?;
        let keyword = self.temp(at.start())?;
        let mut defaults: Vec<&'a Expr> = Vec::new();
        let mut keyword_defaults: Vec<Option<&'a Expr>> = Vec::new();
        if let Some(parameters) = parameters {
            let positional = parameters.posonlyargs.iter().chain(&parameters.args);
            defaults = positional.filter_map(|parameter| parameter.default.as_deref()).collect();
            keyword_defaults = parameters.kwonlyargs.iter().map(|parameter| parameter.default.as_deref()).collect();
        }
        if defaults.is_empty() {
            self.emit(Op::None { d: s });
        } else {
            self.tuple_of(&defaults, s, at)?;
        }
        if keyword_defaults.iter().all(Option::is_none) {
            self.emit(Op::None { d: keyword });
        } else {
            let inner = self.mark();
            let first = self.f().top as Reg;
            for default in &keyword_defaults {
                let r = self.temp(at.start())?;
                match default {
                    Some(default) => self.expr_to(default, r)?,
                    None => {
                        self.emit(Op::Intrinsic { d: r, s: r, n: 0, f: 0 });
                        let f = self.native("_rt_undef");
                        let last = self.f().code.ops.len() - 1;
                        self.f().code.ops[last] = Op::Intrinsic { d: r, s: r, n: 0, f };
                    }
                }
            }
            self.emit(Op::BuildTuple { d: keyword, s: first, n: keyword_defaults.len() as u8 });
            self.release(inner);
        }
        let scope = self.scopes.find(at);
        let captures = self.captures_of(scope);
        let qualname = self.qualname(name);
        let line = self.lines.place(at.start()).0;
        self.open(scope, name, &qualname, line);
        let here = &self.scopes.all[scope];
        self.f().is_async = is_async;
        self.f().code.generator = match (is_async, here.has_yield) {
            (true, true) => Some(GeneratorKind::AsyncGenerator),
            (true, false) => Some(GeneratorKind::Coroutine),
            (false, true) => Some(GeneratorKind::Generator),
            (false, false) => None,
        };
        self.f().code.captures = captures;
        let span = Span { line, ..Span::default() };
        self.f().span = span;
        match body {
            Body::Statements(statements) => {
                self.enter(parameters, at)?;
                self.docstring(statements)?;
                self.statements(statements)?;
                let d = self.temp(at.start())?;
                self.emit(Op::None { d });
                self.emit(Op::Return { s: d });
            }
            Body::Expression(expression) => {
                self.enter(parameters, at)?;
                let s = self.expr(expression)?;
                self.emit(Op::Return { s });
            }
            Body::Generator(generators, element) => {
                self.f().code.generator =
                    Some(if here.has_await { GeneratorKind::AsyncGenerator } else { GeneratorKind::Generator });
                self.f().is_async = true;
                self.f().code.positional = 1;
                self.enter(None, at)?;
                self.set_bound(0, true);
                self.comprehension_loops(generators, 0, Some(0), at, &mut |this| {
                    let mark = this.mark();
                    let s = this.expr(element)?;
                    let d = this.temp(at.start())?;
                    this.emit(Op::Yield { d, s });
                    this.release(mark);
                    Ok(())
                })?;
                let d = self.temp(at.start())?;
                self.emit(Op::None { d });
                self.emit(Op::Return { s: d });
            }
        }
        let code = self.close();
        self.emit(Op::MakeFunction { d, s, code });
        self.release(mark);
        Ok(())
    }

    pub(super) fn docstring(&mut self, body: &[Stmt]) -> Compiled<()> {
        if let Some(Stmt::Expr(statement)) = body.first()
            && let Expr::StringLiteral(text) = &*statement.value
        {
            self.f().code.doc = Some(text.value.to_str().into());
        }
        Ok(())
    }

    pub(super) fn kind(&mut self) -> Kind {
        let scope = self.f().scope;
        self.scopes.all[scope].kind
    }
}
