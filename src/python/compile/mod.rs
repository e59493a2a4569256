//! Syntax trees to bytecode. Local variables are registers from the first one on; temporaries lie above them.
//!
//! An expression is compiled either *to* a register or to wherever it lies already: a local variable is used in place.
//! What a `finally` or a `with` does is emitted once for each way out of the block.

mod expression;
mod pattern;
mod statement;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ruff_python_ast::{Expr, ModModule, Parameters, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::code::{Code, Guard, ModuleCode, Op, Program, Reg, Span};
use super::guest::Refused;
use super::heap::Heap;
use super::object::{GeneratorKind, Name};
use super::parse::Lines;
use super::scope::{Kind, Meaning, Scopes};
use super::value::Value;

pub type Compiled<T> = Result<T, Refused>;

/// What compiling needs to know of the rest of the interpreter.
pub struct Context<'a> {
    pub program: &'a mut Program,
    pub heap: &'a mut Heap,
    /// Functions written in Rust, by name.
    pub natives: &'a HashMap<&'static str, u32>,
    /// Names that every module knows.
    pub builtins: &'a HashMap<String, Builtin>,
    /// Modules that are there, by name.
    pub modules: &'a HashMap<String, u32>,
    pub constants: HashMap<Key, u32>,
}

#[derive(Clone, Copy, Debug)]
pub enum Builtin {
    Value(Value),
    /// A global variable of the interpreter's own module.
    Slot(u32),
}

#[derive(PartialEq, Eq, Hash)]
pub enum Key {
    Str(String),
    Bytes(Vec<u8>),
    Float(u64),
    Int(String),
    Value(&'static str),
    Tuple(Vec<u32>),
    Native(u32),
    Ref(u32),
}

type Label = u32;

/// A statement around the one that is being compiled, and what leaving it takes.
#[derive(Clone)]
enum Block<'a> {
    Loop { on_break: Label, on_continue: Label },
    Finally { body: &'a [Stmt], guard: usize },
    With { exit: Reg, is_async: bool, guard: usize, at: TextRange },
    Handler { saved: Reg, name: Option<&'a str>, guard: usize },
}

/// The set of registers that surely hold a value.
type Bound = [u64; 4];

/// A guarded region in the making.
struct Region {
    open_at: usize,
    open: bool,
    target: Label,
    reg: Reg,
    depth: usize,
    parts: Vec<(usize, usize)>,
}

struct Function<'a> {
    scope: usize,
    code: Code,
    labels: Vec<u32>,
    locals: HashMap<String, Reg>,
    /// Variables of the comprehensions around: scope number and registers.
    overlays: Vec<(usize, HashMap<String, Reg>)>,
    top: usize,
    blocks: Vec<Block<'a>>,
    regions: Vec<Region>,
    bound: Bound,
    span: Span,
    is_class: bool,
    is_async: bool,
}

pub struct Compiler<'a, 'c, 'x> {
    cx: &'c mut Context<'x>,
    lines: Lines<'a>,
    scopes: &'a Scopes,
    module: u32,
    library: bool,
    globals: HashMap<String, u32>,
    stack: Vec<Function<'a>>,
    future_globals: HashSet<String>,
}

/// Compiles a module's tree and adds it to the program.
///
/// # Errors
///
/// What is not supported, with its place.
pub fn module(
    cx: &mut Context<'_>,
    name: &str,
    file: &str,
    source: &str,
    tree: &ModModule,
    library: bool,
) -> Compiled<u32> {
    let number = cx.modules.get(name).copied().unwrap_or(cx.program.modules.len() as u32);
    let scopes = Scopes::of(tree);
    let mut globals = HashMap::new();
    let mut slots = Vec::new();
    for global in ["__name__", "__file__", "__doc__"].into_iter().chain(scopes.all[0].bound.iter().map(String::as_str))
    {
        let slot = cx.program.slots.len() as u32;
        let interned = cx.heap.intern(global);
        cx.program.slots.push((interned, number));
        cx.program.fixed.push(true);
        globals.insert(global.to_owned(), slot);
        slots.push((interned, slot));
    }
    let mut compiler = Compiler {
        cx,
        lines: Lines::new(source),
        scopes: &scopes,
        module: number,
        library,
        globals,
        stack: Vec::new(),
        future_globals: HashSet::new(),
    };
    compiler.note_written_globals();
    compiler.open(0, "<module>", "<module>", 1);
    let body = tree.body.as_slice();
    compiler.docstring(body)?;
    compiler.statements(body)?;
    let d = compiler.temp(TextSize::new(0))?;
    compiler.emit(Op::None { d });
    compiler.emit(Op::Return { s: d });
    let code = compiler.close();
    let more: Vec<(Name, u32)> = Vec::new();
    slots.extend(more);
    let unknown: Vec<(String, u32)> = compiler.globals.iter().map(|(name, slot)| (name.clone(), *slot)).collect();
    for (name, slot) in unknown {
        let interned = cx.heap.intern(&name);
        if !slots.iter().any(|known| known.1 == slot) {
            slots.push((interned, slot));
        }
    }
    slots.sort_by_key(|slot| slot.1);
    let module = ModuleCode {
        name: name.into(),
        file: file.into(),
        lines: source.lines().map(Arc::from).collect(),
        code,
        globals: slots,
    };
    while cx.program.modules.len() <= number as usize {
        cx.program.modules.push(ModuleCode {
            name: "".into(),
            file: "".into(),
            lines: Vec::new(),
            code: 0,
            globals: Vec::new(),
        });
    }
    cx.program.modules[number as usize] = module;
    Ok(number)
}

impl<'a> Compiler<'a, '_, '_> {
    /// Globals that functions write, or that are written more than once, are shared mutable state.
    fn note_written_globals(&mut self) {
        for scope in self.scopes.all.iter().skip(1) {
            for name in &scope.globals {
                if let Some(slot) = self.globals.get(name) {
                    self.cx.program.fixed[*slot as usize] = false;
                }
            }
        }
    }

    fn f(&mut self) -> &mut Function<'a> {
        self.stack.last_mut().expect("a function is being compiled")
    }

    fn open(&mut self, scope: usize, name: &str, qualname: &str, line: u32) {
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
        });
    }

    /// Ends the function: labels become places, regions become guards.
    fn close(&mut self) -> u32 {
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

    fn refuse<T>(
        &self,
        at: impl Into<TextSize>,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) -> Compiled<T> {
        Err(self.lines.refused(at.into(), message, instead))
    }

    // Places and labels.

    fn at(&mut self, range: TextRange) -> Span {
        let (line, column) = self.lines.place(range.start());
        let (end_line, end_column) = self.lines.place(range.end());
        let span = Span { line, column, end_line, end_column, mark: (0, 0) };
        std::mem::replace(&mut self.f().span, span)
    }

    fn emit(&mut self, op: Op) -> usize {
        let function = self.f();
        function.code.ops.push(op);
        let span = function.span;
        function.code.spans.push(span);
        function.code.ops.len() - 1
    }

    fn label(&mut self) -> Label {
        let labels = &mut self.f().labels;
        labels.push(u32::MAX);
        labels.len() as u32 - 1
    }

    fn place(&mut self, label: Label) {
        let function = self.f();
        function.labels[label as usize] = function.code.ops.len() as u32;
    }

    // Registers.

    fn temp(&mut self, at: TextSize) -> Compiled<Reg> {
        let function = self.f();
        let register = function.top;
        if register >= 254 {
            return self.refuse(at, "this function needs more than 254 registers", "split it into several functions");
        }
        function.top += 1;
        function.code.registers = function.code.registers.max(function.top as u16);
        Ok(register as Reg)
    }

    fn mark(&mut self) -> usize {
        self.f().top
    }

    fn release(&mut self, mark: usize) {
        self.f().top = mark;
    }

    // Names and constants.

    fn name(&mut self, text: &str) -> Name {
        self.cx.heap.intern(text)
    }

    fn site(&mut self, text: &str) -> u32 {
        let mangled = self.mangle(text);
        let name = self.name(&mangled);
        self.cx.program.sites.push(name);
        self.cx.program.sites.len() as u32 - 1
    }

    /// `__name` inside a class belongs to the class.
    fn mangle(&self, text: &str) -> String {
        if text.starts_with("__") && !text.ends_with("__") {
            for function in self.stack.iter().rev() {
                if function.is_class {
                    let class = function.code.name.trim_start_matches('_');
                    if class.is_empty() {
                        break;
                    }
                    return format!("_{class}{text}");
                }
            }
        }
        text.to_owned()
    }

    fn constant(&mut self, key: Key, make: impl FnOnce(&mut Heap) -> Value) -> u32 {
        if let Some(known) = self.cx.constants.get(&key) {
            return *known;
        }
        let value = make(self.cx.heap);
        self.cx.program.consts.push(value);
        let k = self.cx.program.consts.len() as u32 - 1;
        self.cx.constants.insert(key, k);
        k
    }

    fn str_const(&mut self, text: &str) -> u32 {
        self.constant(Key::Str(text.to_owned()), |heap| heap.str(text))
    }

    fn load_str(&mut self, d: Reg, text: &str) {
        let k = self.str_const(text);
        self.emit(Op::Const { d, k });
    }

    fn native(&mut self, name: &str) -> u32 {
        self.cx.natives.get(name).copied().unwrap_or_else(|| panic!("no native function {name}"))
    }

    /// Calls one of the interpreter's own functions on `n` registers from `s` on.
    fn intrinsic(&mut self, d: Reg, name: &str, s: Reg, n: u8) {
        let f = self.native(name);
        self.emit(Op::Intrinsic { d, s, n, f });
    }

    // What is bound.

    fn is_bound(&mut self, r: Reg) -> bool {
        self.f().bound[r as usize / 64] & (1 << (r % 64)) != 0
    }

    fn set_bound(&mut self, r: Reg, bound: bool) {
        let word = &mut self.f().bound[r as usize / 64];
        if bound {
            *word |= 1 << (r % 64);
        } else {
            *word &= !(1 << (r % 64));
        }
    }

    fn dead(&mut self) {
        self.f().bound = [u64::MAX; 4];
    }

    fn meet(a: Bound, b: Bound) -> Bound {
        std::array::from_fn(|at| a[at] & b[at])
    }

    // Variables.

    fn scope_now(&mut self) -> usize {
        let function = self.f();
        function.overlays.last().map_or(function.scope, |overlay| overlay.0)
    }

    fn register_of(&mut self, owner: usize, name: &str) -> Option<Reg> {
        let function = self.f();
        if let Some(overlay) = function.overlays.iter().rev().find(|overlay| overlay.0 == owner) {
            return overlay.1.get(name).copied();
        }
        function.locals.get(name).copied()
    }

    /// The register of the cell that this name lives in.
    fn cell_register(&mut self, name: &str) -> Option<Reg> {
        let scope = self.scope_now();
        match self.scopes.meaning(scope, name) {
            Meaning::Cell(owner) => self.register_of(owner, name),
            Meaning::Free | Meaning::ClassName { free: true } => self.f().locals.get(name).copied(),
            _ => self.f().locals.get(name).copied(),
        }
    }

    fn global_slot(&mut self, name: &str) -> u32 {
        if let Some(slot) = self.globals.get(name) {
            return *slot;
        }
        let interned = self.name(name);
        let slot = self.cx.program.slots.len() as u32;
        self.cx.program.slots.push((interned, self.module));
        self.cx.program.fixed.push(true);
        self.globals.insert(name.to_owned(), slot);
        slot
    }

    fn load_global(&mut self, d: Reg, name: &str) {
        if !self.globals.contains_key(name) {
            if self.library
                && let Some(native) = self.cx.natives.get(name).copied()
                && name.starts_with("_rt_")
            {
                let k = self.constant(Key::Native(native), |_| Value::Native(native));
                self.emit(Op::Const { d, k });
                return;
            }
            match self.cx.builtins.get(name).copied() {
                Some(Builtin::Value(value)) => {
                    let k = match value {
                        Value::Native(native) => self.constant(Key::Native(native), |_| value),
                        Value::Ref(at) => self.constant(Key::Ref(at.0), |_| value),
                        _ => self.constant(Key::Value("builtin"), |_| value),
                    };
                    self.emit(Op::Const { d, k });
                    return;
                }
                Some(Builtin::Slot(slot)) => {
                    self.emit(Op::LoadGlobal { d, slot });
                    return;
                }
                None => {}
            }
        }
        let slot = self.global_slot(name);
        self.emit(Op::LoadGlobal { d, slot });
    }

    /// The register where the variable lies, if it is a plain local that is surely bound.
    fn in_place(&mut self, name: &str) -> Option<Reg> {
        let scope = self.scope_now();
        let mangled = self.mangle(name);
        match self.scopes.meaning(scope, name) {
            Meaning::Local(owner) => {
                let r = self.register_of(owner, &mangled).or_else(|| self.register_of(owner, name))?;
                if !self.is_bound(r) || self.scopes.all[owner].deleted.contains(name) {
                    self.emit(Op::CheckLocal { r });
                    if !self.scopes.all[owner].deleted.contains(name) {
                        self.set_bound(r, true);
                    }
                }
                Some(r)
            }
            _ => None,
        }
    }

    fn load(&mut self, name: &str, d: Reg) {
        if let Some(s) = self.in_place(name) {
            if s != d {
                self.emit(Op::Move { d, s });
            }
            return;
        }
        let scope = self.scope_now();
        match self.scopes.meaning(scope, name) {
            Meaning::Cell(_) | Meaning::Free => match self.cell_register(name) {
                Some(c) => {
                    self.emit(Op::LoadCell { d, c });
                }
                None => self.load_global(d, name),
            },
            Meaning::ClassName { free } => {
                let mangled = self.mangle(name);
                // Cell, then global: 255 stands for no cell.
                let c = if free { self.cell_register(name).unwrap_or(255) } else { 255 };
                let k = self.str_const(&mangled);
                if c == 255 {
                    self.load_global_or_undef(d, name);
                }
                self.emit(Op::LoadName { d, c, k });
            }
            _ => self.load_global(d, name),
        }
    }

    /// In a class body a name may be the class's own: the global's absence is no error yet.
    fn load_global_or_undef(&mut self, d: Reg, name: &str) {
        if self.globals.contains_key(name) || !self.cx.builtins.contains_key(name) {
            let slot = self.global_slot(name);
            let s = d;
            let k = self.constant(Key::Int(slot.to_string()), |_| Value::Int(i64::from(slot)));
            self.emit(Op::Const { d: s, k });
            self.intrinsic(d, "_rt_global_or_undef", s, 1);
        } else {
            self.load_global(d, name);
        }
    }

    fn store(&mut self, name: &str, s: Reg) {
        let scope = self.scope_now();
        let mangled = self.mangle(name);
        match self.scopes.meaning(scope, name) {
            Meaning::Local(owner) => {
                if let Some(d) = self.register_of(owner, name) {
                    if d != s {
                        self.emit(Op::Move { d, s });
                    }
                    self.set_bound(d, true);
                }
            }
            Meaning::Cell(_) | Meaning::Free => {
                if let Some(c) = self.cell_register(name) {
                    self.emit(Op::StoreCell { s, c });
                }
            }
            Meaning::ClassName { .. } => {
                let k = self.str_const(&mangled);
                self.emit(Op::StoreName { s, k });
            }
            Meaning::Global => {
                let slot = self.global_slot(name);
                if self.stack.len() > 1 || self.in_loop() || self.was_stored(slot) {
                    self.cx.program.fixed[slot as usize] = false;
                }
                self.emit(Op::StoreGlobal { s, slot });
            }
        }
    }

    fn in_loop(&mut self) -> bool {
        self.f().blocks.iter().any(|block| matches!(block, Block::Loop { .. }))
    }

    /// Does the module's body store to this global already?
    fn was_stored(&mut self, slot: u32) -> bool {
        let name = self.cx.program.slots[slot as usize].0.to_string();
        !self.future_globals.insert(name)
    }

    fn delete(&mut self, name: &str) {
        let scope = self.scope_now();
        match self.scopes.meaning(scope, name) {
            Meaning::Local(owner) => {
                if let Some(r) = self.register_of(owner, name) {
                    self.emit(Op::DelLocal { r });
                    self.set_bound(r, false);
                }
            }
            Meaning::Cell(_) | Meaning::Free => {
                if let Some(c) = self.cell_register(name) {
                    self.emit(Op::DelCell { c });
                }
            }
            Meaning::ClassName { .. } => {
                let mangled = self.mangle(name);
                let k = self.str_const(&mangled);
                self.emit(Op::DelName { k });
            }
            Meaning::Global => {
                let slot = self.global_slot(name);
                self.cx.program.fixed[slot as usize] = false;
                self.emit(Op::DelGlobal { slot });
            }
        }
    }

    // Functions.

    /// Lays out parameters, variables and cells of the function that was opened.
    fn enter(&mut self, parameters: Option<&Parameters>, at: TextRange) -> Compiled<()> {
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
    fn captures_of(&mut self, scope: usize) -> Vec<Reg> {
        let scopes = self.scopes;
        scopes.all[scope].free.iter().map(|name| self.cell_register(name).unwrap_or(0)).collect()
    }

    fn qualname(&mut self, name: &str) -> String {
        let function = self.f();
        match function.code.name.as_ref() {
            "<module>" => name.to_owned(),
            _ if function.is_class => format!("{}.{name}", function.code.qualname),
            _ => format!("{}.<locals>.{name}", function.code.qualname),
        }
    }

    /// Emits the making of a function whose code was compiled: defaults lie in `s` and `s + 1`.
    fn function(
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

    fn docstring(&mut self, body: &[Stmt]) -> Compiled<()> {
        if let Some(Stmt::Expr(statement)) = body.first()
            && let Expr::StringLiteral(text) = &*statement.value
        {
            self.f().code.doc = Some(text.value.to_str().into());
        }
        Ok(())
    }

    fn kind(&mut self) -> Kind {
        let scope = self.f().scope;
        self.scopes.all[scope].kind
    }
}

enum Body<'a> {
    Statements(&'a [Stmt]),
    Expression(&'a Expr),
    Generator(&'a [ruff_python_ast::Comprehension], &'a Expr),
}

fn start(node: &impl Ranged) -> TextSize {
    node.range().start()
}
