//! Syntax trees to bytecode. Local variables are registers from the first one on; temporaries lie above them.
//!
//! An expression is compiled either *to* a register or to wherever it lies already: a local variable is used in place.
//! What a `finally` or a `with` does is emitted once for each way out of the block.

mod assign;
mod call;
mod class;
mod collection;
mod comprehension;
mod condition;
mod constant;
mod emit;
mod expression;
mod fstring;
mod function;
mod guard;
mod import;
mod loops;
mod number;
mod pattern;
mod statement;
mod variable;
mod with;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ruff_python_ast::{Expr, ModModule, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::code::{Code, ModuleCode, Op, Program, Reg, Span};
use super::guest::Refused;
use super::heap::Heap;
use super::object::Name;
use super::parse::Lines;
use super::scope::Scopes;
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
    /// How many `try` around this catch an import that fails.
    import_guards: u32,
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
    fn f(&mut self) -> &mut Function<'a> {
        self.stack.last_mut().expect("a function is being compiled")
    }

    fn refuse<T>(
        &self,
        at: impl Into<TextSize>,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) -> Compiled<T> {
        Err(self.lines.refused(at.into(), message, instead))
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
