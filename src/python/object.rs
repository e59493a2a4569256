//! What lies in the heap. Large kinds are boxed, so that an object is 32 bytes.

use std::collections::VecDeque;
use std::sync::Arc;

use num_bigint::BigInt;

use super::dict::Dict;
use super::guest::{ObjectId, ProcessId, ThreadId};
use super::set::Set;
use super::value::{Ref, Value};

/// The number of an interned name.
pub type Name = u32;

#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// A free place, and the next one.
    Free(u32),
    Str(Str),
    Bytes(Arc<[u8]>),
    ByteArray(Vec<u8>),
    Big(Arc<BigInt>),
    Complex(Box<(f64, f64)>),
    List(Vec<Value>),
    Tuple(Box<[Value]>),
    Dict(Box<Dict>),
    Set(Box<Set>),
    FrozenSet(Box<Set>),
    Deque(Box<Deque>),
    Range {
        start: i64,
        stop: i64,
        step: i64,
    },
    Slice(Box<[Value; 3]>),
    Function(Box<Function>),
    Method(Box<(Value, Value)>),
    NativeMethod {
        native: u32,
        this: Value,
    },
    Class(Box<Class>),
    Instance(Instance),
    Exception(Box<Exception>),
    Cell(Value),
    Generator(Box<Generator>),
    Iter(Box<Iter>),
    Module(Box<Module>),
    Property(Box<[Value; 4]>),
    StaticMethod(Value),
    ClassMethod(Value),
    Super(Box<(Ref, Value)>),
    View {
        kind: View,
        of: Ref,
    },
    Sync(ObjectId),
    Thread(ThreadId),
    /// A process, or a sub-interpreter.
    Process(ProcessId),
    /// `random.Random`'s state.
    Twister(Box<super::library::twister::Twister>),
    Traceback(Box<[Trace]>),
    /// `list[int]` and the like.
    Alias(Box<(Value, Value)>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Str {
    pub text: Arc<str>,
    /// One byte for each character.
    pub ascii: bool,
    pub hash: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    Keys,
    Values,
    Items,
    /// `cls.__dict__`, read only.
    Proxy,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deque {
    pub items: VecDeque<Value>,
    pub limit: Option<usize>,
    pub version: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    pub code: u32,
    pub name: Value,
    pub qualname: Value,
    /// For the last parameters.
    pub defaults: Box<[Value]>,
    /// One for each keyword-only parameter, `Undef` where there is none.
    pub kw_defaults: Box<[Value]>,
    pub cells: Box<[Value]>,
    pub attrs: Vec<(Name, Value)>,
    pub doc: Value,
    /// The class in whose body it was defined, for `super()`: a cell.
    pub module: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// Class and names of the slots: see `heap::Shape`.
    pub shape: u32,
    pub slots: Vec<Value>,
}

/// What a class's instances are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    Object,
    /// An exception.
    Exception,
    /// A class whose instances are classes.
    Type,
    /// A subclass of a type written in Rust: the first slot holds a value of that type.
    Wrapped,
    /// A type written in Rust.
    Native,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    pub name: Arc<str>,
    pub qualname: Arc<str>,
    pub module: Arc<str>,
    pub bases: Vec<Ref>,
    /// Method resolution order, the class itself first.
    pub mro: Vec<Ref>,
    pub meta: Ref,
    pub attrs: Vec<(Name, Value)>,
    pub layout: Layout,
    /// The type written in Rust that it descends from, `OBJECT` otherwise.
    pub native: Ref,
    /// The shape of a fresh instance.
    pub shape: u32,
    /// Attributes other than these are refused, if set.
    pub slots: Option<Vec<Name>>,
    pub has_getattr: bool,
    pub has_getattribute: bool,
    pub has_setattr: bool,
    pub has_data_descriptors: bool,
    pub has_abstract: bool,
    pub subclasses: Vec<Ref>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    pub class: Ref,
    pub args: Value,
    pub attrs: Vec<(Name, Value)>,
    pub cause: Value,
    pub context: Value,
    pub suppress: bool,
    pub trace: Vec<Trace>,
    pub notes: Vec<Value>,
}

/// One line of a traceback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Trace {
    pub code: u32,
    pub at: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GeneratorKind {
    Generator,
    Coroutine,
    AsyncGenerator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GeneratorState {
    Created,
    Suspended,
    Running,
    Done,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Generator {
    pub kind: GeneratorKind,
    pub state: GeneratorState,
    pub code: u32,
    pub pc: u32,
    pub function: Value,
    pub registers: Vec<Value>,
    /// The exception that was being handled when it paused.
    pub handling: Value,
    /// Where it waits for another iterator, that one.
    pub awaiting: Value,
    pub name: Value,
    pub qualname: Value,
}

/// An iterator written in Rust.
#[derive(Clone, Debug, PartialEq)]
pub enum Iter {
    List { of: Ref, next: usize },
    Tuple { of: Ref, next: usize },
    Str { of: Ref, next: usize },
    Bytes { of: Ref, next: usize },
    Range { next: i64, stop: i64, step: i64 },
    Dict { of: Ref, next: usize, version: u32, kind: View, reversed: bool },
    Set { of: Ref, next: usize, version: u32 },
    Deque { of: Ref, next: usize, version: u32, reversed: bool },
    Reversed { of: Ref, next: usize },
    Enumerate { of: Value, next: i64 },
    Zip { of: Vec<Value>, strict: bool },
    Count { next: Value, step: Value },
    Repeat { value: Value, left: Option<u64> },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    pub name: Arc<str>,
    /// Its number in the program.
    pub number: u32,
    /// Attributes that its source does not name.
    pub attrs: Vec<(Name, Value)>,
    pub started: bool,
}

impl Generator {
    /// A coroutine that nobody has awaited.
    pub fn is_unawaited(&self) -> bool {
        self.kind == GeneratorKind::Coroutine && self.state == GeneratorState::Created
    }
}

impl Object {
    /// What it takes in memory, roughly.
    pub fn bytes(&self) -> usize {
        32 + match self {
            Self::Str(text) => text.text.len(),
            Self::Bytes(bytes) => bytes.len(),
            Self::ByteArray(bytes) => bytes.capacity(),
            Self::Big(big) => (big.bits() / 8) as usize + 16,
            Self::List(items) => items.capacity() * 16,
            Self::Tuple(items) => items.len() * 16,
            Self::Dict(dict) => 80 + dict.bytes(),
            Self::Set(set) | Self::FrozenSet(set) => 48 + set.bytes(),
            Self::Deque(deque) => 64 + deque.items.capacity() * 16,
            Self::Instance(instance) => instance.slots.capacity() * 16,
            Self::Function(_) => 200,
            Self::Class(class) => 300 + class.attrs.len() * 24,
            Self::Exception(exception) => 160 + exception.trace.len() * 8,
            Self::Generator(generator) => 160 + generator.registers.len() * 16,
            Self::Twister(_) => 2600,
            _ => 48,
        }
    }

    /// Calls the function with every value it holds.
    pub fn each_value(&self, visit: &mut impl FnMut(Value)) {
        let names = |attrs: &[(Name, Value)], visit: &mut dyn FnMut(Value)| {
            attrs.iter().for_each(|attr| visit(attr.1));
        };
        match self {
            Self::List(items) => items.iter().copied().for_each(visit),
            Self::Tuple(items) => items.iter().copied().for_each(visit),
            Self::Dict(dict) => dict.entries.iter().for_each(|entry| {
                visit(entry.key);
                visit(entry.value);
            }),
            Self::Set(set) | Self::FrozenSet(set) => set.iter().for_each(|key| visit(key.1)),
            Self::Deque(deque) => deque.items.iter().copied().for_each(visit),
            Self::Slice(parts) => parts.iter().copied().for_each(visit),
            Self::Function(function) => {
                [function.name, function.qualname, function.doc, function.module].into_iter().for_each(&mut *visit);
                function
                    .defaults
                    .iter()
                    .chain(&function.kw_defaults)
                    .chain(&function.cells)
                    .copied()
                    .for_each(&mut *visit);
                names(&function.attrs, visit);
            }
            Self::Method(pair) => {
                visit(pair.0);
                visit(pair.1);
            }
            Self::NativeMethod { this, .. } => visit(*this),
            Self::Class(class) => {
                class.bases.iter().chain(&class.mro).for_each(|base| visit(Value::Ref(*base)));
                visit(Value::Ref(class.meta));
                names(&class.attrs, visit);
            }
            Self::Instance(instance) => instance.slots.iter().copied().for_each(visit),
            Self::Exception(exception) => {
                visit(Value::Ref(exception.class));
                [exception.args, exception.cause, exception.context].into_iter().for_each(&mut *visit);
                exception.notes.iter().copied().for_each(&mut *visit);
                names(&exception.attrs, visit);
            }
            Self::Cell(value) | Self::StaticMethod(value) | Self::ClassMethod(value) => visit(*value),
            Self::Generator(generator) => {
                [generator.function, generator.handling, generator.awaiting, generator.name, generator.qualname]
                    .into_iter()
                    .for_each(&mut *visit);
                generator.registers.iter().copied().for_each(visit);
            }
            Self::Iter(iter) => match &**iter {
                Iter::List { of, .. }
                | Iter::Tuple { of, .. }
                | Iter::Str { of, .. }
                | Iter::Bytes { of, .. }
                | Iter::Dict { of, .. }
                | Iter::Set { of, .. }
                | Iter::Deque { of, .. }
                | Iter::Reversed { of, .. } => visit(Value::Ref(*of)),
                Iter::Enumerate { of, .. } => visit(*of),
                Iter::Zip { of, .. } => of.iter().copied().for_each(visit),
                Iter::Count { next, step } => {
                    visit(*next);
                    visit(*step);
                }
                Iter::Repeat { value, .. } => visit(*value),
                Iter::Range { .. } => {}
            },
            Self::Module(module) => names(&module.attrs, visit),
            Self::Property(parts) => parts.iter().copied().for_each(visit),
            Self::Super(pair) => {
                visit(Value::Ref(pair.0));
                visit(pair.1);
            }
            Self::View { of, .. } => visit(Value::Ref(*of)),
            Self::Alias(pair) => {
                visit(pair.0);
                visit(pair.1);
            }
            Self::Free(_)
            | Self::Str(_)
            | Self::Bytes(_)
            | Self::ByteArray(_)
            | Self::Big(_)
            | Self::Complex(_)
            | Self::Range { .. }
            | Self::Sync(_)
            | Self::Thread(_)
            | Self::Process(_)
            | Self::Twister(_)
            | Self::Traceback(_) => {}
        }
    }
}
