//! What functions written in Rust see of the interpreter while a thread runs: its process's heap, and the world.

use std::sync::Arc;

use super::code::Program;
use super::guest::{Event, EventKind, Stop, ThreadId};
use super::heap::Heap;
use super::object::{Exception, Function, Name, Object};
use super::types;
use super::value::{Ref, Value};
use super::world::World;

/// Why a function written in Rust did not simply return a value.
pub enum Exit {
    /// An exception.
    Raise(Value),
    /// The result is what this call returns.
    Call(Box<Call>),
    /// The thread stops.
    Park(Box<Park>),
    /// A generator goes on.
    Resume(Box<Resume>),
}

/// How a generator goes on.
pub struct Resume {
    pub generator: Ref,
    /// What its `yield` gives, or raises.
    pub value: Value,
    pub throws: bool,
    /// What the result is if it is over, instead of StopIteration.
    pub default: Value,
}

/// A call on behalf of a function written in Rust.
pub struct Call {
    pub callee: Value,
    pub args: Vec<Value>,
    pub kw: Vec<(Name, Value)>,
    pub after: After,
}

/// What becomes of a call's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// It is the result.
    Result,
    /// Its truth is.
    Truth,
    /// The opposite of its truth is.
    Untruth,
    /// It is not looked at; the result is `keep`.
    Keep,
}

/// How a thread stops.
pub struct Park {
    pub stop: Stop,
    /// The instruction is executed again when the thread goes on.
    pub again: bool,
    /// Otherwise this is its result.
    pub value: Value,
}

pub type Out<T = Value> = Result<T, Exit>;

/// Arguments of a function written in Rust.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    pub pos: &'a [Value],
    pub kw: &'a [(Name, Value)],
}

pub type NativeFn = fn(&mut Cx<'_>, &Args<'_>) -> Out;

/// A function written in Rust.
pub struct Native {
    /// `len`, or `list.append` for a type's own.
    pub name: &'static str,
    pub run: NativeFn,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Cache {
    /// The shape (or type, with the highest bit set) it holds for.
    pub key: u32,
    pub epoch: u32,
    /// The instance's slot, or `u32::MAX` for `value`.
    pub slot: u32,
    pub value: Value,
}

pub struct Cx<'w> {
    pub heap: Heap,
    pub program: Arc<Program>,
    pub natives: &'static [Native],
    pub world: &'w mut World,
    pub thread: ThreadId,
    pub process: usize,
    /// The exception that is being handled.
    pub handling: Value,
    /// Work done beyond the instruction itself, in instructions.
    pub cost: i64,
    /// Virtual time now, as far as the last instruction boundary.
    pub now_ns: u64,
    /// CPU time used in this run, as far as the last instruction boundary.
    pub cpu_ns: u64,
    /// The number of frames, for functions that look at their callers.
    pub depth: usize,
    /// The code and place of the innermost frame of the program itself.
    pub place: (u32, u32),
    /// Where strings are put together.
    pub scratch: String,
}

impl Cx<'_> {
    pub fn exception(&mut self, class: Ref, args: Vec<Value>) -> Value {
        let args = self.heap.tuple(args);
        self.exception_of(class, args)
    }

    pub fn exception_of(&mut self, class: Ref, args: Value) -> Value {
        self.heap.value(Object::Exception(Box::new(Exception {
            class,
            args,
            attrs: Vec::new(),
            cause: Value::Undef,
            context: Value::Undef,
            suppress: false,
            trace: Vec::new(),
            notes: Vec::new(),
        })))
    }

    #[cold]
    pub fn raise<T>(&mut self, class: Ref, message: impl Into<String>) -> Out<T> {
        let text = self.heap.string(message.into());
        let exception = self.exception(class, vec![text]);
        Err(Exit::Raise(exception))
    }

    #[cold]
    pub fn type_error<T>(&mut self, message: impl Into<String>) -> Out<T> {
        self.raise(types::TYPE_ERROR, message)
    }

    #[cold]
    pub fn value_error<T>(&mut self, message: impl Into<String>) -> Out<T> {
        self.raise(types::VALUE_ERROR, message)
    }

    #[cold]
    pub fn key_error<T>(&mut self, key: Value) -> Out<T> {
        let exception = self.exception(types::KEY_ERROR, vec![key]);
        Err(Exit::Raise(exception))
    }

    /// Too large to hold: checked before anything of this size is made.
    pub fn check_size(&mut self, bytes: usize) -> Out<()> {
        let limit = self.world.options.max_memory as usize;
        if bytes > limit / 2 || self.heap.alive + self.heap.fresh + bytes > limit {
            let exception = self.exception(types::MEMORY_ERROR, Vec::new());
            return Err(Exit::Raise(exception));
        }
        self.cost += (bytes / 256) as i64;
        Ok(())
    }

    /// Charges work inside values that are compared or hashed: what is made of a few values shared many times over may be
    /// endless, and nobody looks at a limit meanwhile.
    pub fn deep(&mut self, cost: i64) -> Out<()> {
        self.cost += cost;
        // What fits into the memory and is gone through once stays far below: 67 million for 512 MB.
        if self.cost > (self.world.options.max_memory / 8) as i64 {
            return self.raise(types::RECURSION_ERROR, "the values are too much to compare or hash at once here");
        }
        Ok(())
    }

    /// Hands over to a function of the interpreter's own that is written in Python.
    pub fn prelude<T>(&mut self, name: &'static str, args: Vec<Value>) -> Out<T> {
        let callee = self.prelude_value(name);
        self.call(callee, args)
    }

    pub fn prelude_value(&mut self, name: &'static str) -> Value {
        let slot = self.world.prelude_slot(name);
        self.heap.globals[slot as usize]
    }

    pub fn call<T>(&mut self, callee: Value, args: Vec<Value>) -> Out<T> {
        Err(Exit::Call(Box::new(Call { callee, args, kw: Vec::new(), after: After::Result })))
    }

    pub fn call_then<T>(&mut self, callee: Value, args: Vec<Value>, after: After) -> Out<T> {
        Err(Exit::Call(Box::new(Call { callee, args, kw: Vec::new(), after })))
    }

    pub fn park<T>(&mut self, stop: Stop, again: bool, value: Value) -> Out<T> {
        Err(Exit::Park(Box::new(Park { stop, again, value })))
    }

    pub fn event(&mut self, kind: EventKind) {
        let event = Event { at_cpu_ns: self.cpu_ns, thread: self.thread, kind };
        self.world.events.push(event);
    }

    // Types.

    pub fn type_of(&self, value: Value) -> Ref {
        use super::object::{GeneratorKind, Iter, View};
        match value {
            Value::None | Value::Undef => types::NONE_TYPE,
            Value::Bool(_) => types::BOOL,
            Value::Int(_) => types::INT,
            Value::Float(_) => types::FLOAT,
            Value::Native(_) => types::BUILTIN,
            Value::NotImplemented => types::NOT_IMPLEMENTED,
            Value::Ellipsis => types::ELLIPSIS,
            Value::RangeAt(_) | Value::ListAt(_) | Value::TupleAt(_) => types::RANGE_ITERATOR,
            Value::Ref(at) => match self.heap.get(at) {
                Object::Free(_) => types::OBJECT,
                Object::Str(_) => types::STR,
                Object::Bytes(_) => types::BYTES,
                Object::ByteArray(_) => types::BYTEARRAY,
                Object::Big(_) => types::INT,
                Object::Complex(_) => types::COMPLEX,
                Object::List(_) => types::LIST,
                Object::Tuple(_) => types::TUPLE,
                Object::Dict(_) => types::DICT,
                Object::Set(_) => types::SET,
                Object::FrozenSet(_) => types::FROZENSET,
                Object::Deque(_) => types::DEQUE,
                Object::Range { .. } => types::RANGE,
                Object::Slice(_) => types::SLICE,
                Object::Function(_) => types::FUNCTION,
                Object::Method(_) => types::METHOD,
                Object::NativeMethod { .. } => types::BUILTIN,
                Object::Class(class) => class.meta,
                Object::Instance(instance) => self.heap.shapes[instance.shape as usize].class,
                Object::Exception(exception) => exception.class,
                Object::Cell(_) => types::CELL,
                Object::Generator(generator) => match generator.kind {
                    GeneratorKind::Generator => types::GENERATOR,
                    GeneratorKind::Coroutine => types::COROUTINE,
                    GeneratorKind::AsyncGenerator => types::ASYNC_GENERATOR,
                },
                Object::Iter(iter) => match &**iter {
                    Iter::List { .. } => types::LIST_ITERATOR,
                    Iter::Tuple { .. } => types::TUPLE_ITERATOR,
                    Iter::Str { .. } => types::STR_ITERATOR,
                    Iter::Bytes { .. } => types::BYTES_ITERATOR,
                    Iter::Range { .. } => types::RANGE_ITERATOR,
                    Iter::Dict { .. } => types::DICT_ITERATOR,
                    Iter::Set { .. } => types::SET_ITERATOR,
                    Iter::Deque { .. } => types::DEQUE_ITERATOR,
                    Iter::Reversed { .. } => types::REVERSED,
                    Iter::Enumerate { .. } => types::ENUMERATE,
                    Iter::Zip { .. } => types::ZIP,
                    Iter::Count { .. } => types::COUNT,
                    Iter::Repeat { .. } => types::REPEAT,
                },
                Object::Module(_) => types::MODULE,
                Object::Property(_) => types::PROPERTY,
                Object::StaticMethod(_) => types::STATICMETHOD,
                Object::ClassMethod(_) => types::CLASSMETHOD,
                Object::Super(_) => types::SUPER,
                Object::View { kind, .. } => match kind {
                    View::Keys => types::DICT_KEYS,
                    View::Values => types::DICT_VALUES,
                    View::Items => types::DICT_ITEMS,
                    View::Proxy => types::MAPPING_PROXY,
                },
                Object::Sync(_) => types::SYNC,
                Object::Thread(_) => types::THREAD,
                Object::Process(_) => types::PROCESS,
                Object::Twister(_) => types::TWISTER,
                Object::Traceback(_) => types::TRACEBACK,
                Object::Alias(_) => types::ALIAS,
            },
        }
    }

    pub fn type_name(&self, value: Value) -> String {
        self.class_name(self.type_of(value))
    }

    pub fn class_name(&self, class: Ref) -> String {
        match self.heap.get(class) {
            Object::Class(class) => class.name.to_string(),
            _ => "object".into(),
        }
    }

    pub fn class(&self, class: Ref) -> &super::object::Class {
        match self.heap.get(class) {
            Object::Class(class) => class,
            _ => match self.heap.get(types::OBJECT) {
                Object::Class(class) => class,
                _ => unreachable!("the first object is a class"),
            },
        }
    }

    pub fn is_subclass(&self, class: Ref, base: Ref) -> bool {
        class == base || self.class(class).mro.contains(&base)
    }

    pub fn is_instance(&self, value: Value, class: Ref) -> bool {
        self.is_subclass(self.type_of(value), class)
    }

    /// The attribute that a class has or inherits.
    pub fn lookup(&self, class: Ref, name: Name) -> Option<Value> {
        for base in &self.class(class).mro {
            if let Object::Class(base) = self.heap.get(*base)
                && let Some(found) = base.attrs.iter().find(|attr| attr.0 == name)
            {
                return Some(found.1);
            }
        }
        None
    }

    pub fn lookup_text(&self, class: Ref, name: &str) -> Option<Value> {
        self.lookup(class, self.heap.names.get(name)?)
    }

    /// A special method that the program defined for this value's class, if any.
    pub fn special(&self, value: Value, name: &str) -> Option<Value> {
        match value {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Instance(_) | Object::Exception(_) | Object::Class(_) => {
                    let found = self.lookup_text(self.type_of(value), name)?;
                    (!matches!(found, Value::Native(_))).then_some(found)
                }
                _ => None,
            },
            _ => None,
        }
    }

    pub fn function(&self, value: Value) -> Option<&Function> {
        match value {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Function(function) => Some(function),
                _ => None,
            },
            _ => None,
        }
    }

    pub fn text(&self, value: Value) -> Option<Arc<str>> {
        self.heap.text(value)
    }

    /// An int argument of any small size.
    pub fn int_arg(&mut self, value: Value) -> Out<i64> {
        match self.heap.unwrap(value) {
            Value::Int(i) => Ok(i),
            Value::Bool(b) => Ok(i64::from(b)),
            Value::Ref(at) if matches!(self.heap.get(at), Object::Big(_)) => {
                self.raise(types::OVERFLOW_ERROR, "Python int too large to convert to C ssize_t")
            }
            _ => {
                let name = self.type_name(value);
                self.type_error(format!("'{name}' object cannot be interpreted as an integer"))
            }
        }
    }

    pub fn str_arg(&mut self, value: Value, what: &str) -> Out<Arc<str>> {
        match self.text(value) {
            Some(text) => Ok(text),
            None => {
                let name = self.type_name(value);
                self.type_error(format!("{what} must be str, not {name}"))
            }
        }
    }
}

impl Args<'_> {
    pub fn get(&self, at: usize) -> Value {
        self.pos.get(at).copied().unwrap_or_default()
    }

    pub fn len(&self) -> usize {
        self.pos.len()
    }

    /// An argument that may be given by place or by name.
    pub fn named(&self, cx: &Cx<'_>, at: usize, name: &str) -> Value {
        let given = self.get(at);
        if given.is_undef() { self.keyword(cx, name) } else { given }
    }

    pub fn keyword(&self, cx: &Cx<'_>, name: &str) -> Value {
        self.kw.iter().find(|kw| cx.heap.names.text(kw.0).as_ref() == name).map_or(Value::Undef, |kw| kw.1)
    }

    /// # Errors
    ///
    /// A TypeError where the number of arguments is wrong, in CPython's words.
    pub fn expect(&self, cx: &mut Cx<'_>, name: &str, least: usize, most: usize) -> Out<()> {
        let given = self.pos.len();
        if given >= least && given <= most && self.kw.is_empty() {
            return Ok(());
        }
        self.refuse(cx, name, least, most)
    }

    #[cold]
    fn refuse(&self, cx: &mut Cx<'_>, name: &str, least: usize, most: usize) -> Out<()> {
        let given = self.pos.len();
        let name = name.rsplit('.').next().unwrap_or(name);
        if given < least || given > most {
            let message = if least == most {
                match least {
                    0 => format!("{name}() takes no arguments ({given} given)"),
                    1 => format!("{name}() takes exactly one argument ({given} given)"),
                    _ => format!("{name} expected {least} arguments, got {given}"),
                }
            } else if given < least {
                format!("{name} expected at least {least} argument{}, got {given}", if least == 1 { "" } else { "s" })
            } else {
                format!("{name} expected at most {most} argument{}, got {given}", if most == 1 { "" } else { "s" })
            };
            return cx.type_error(message);
        }
        if let Some((keyword, _)) = self.kw.first() {
            let keyword = cx.heap.names.text(*keyword).to_string();
            if least == most {
                return cx.type_error(format!("{name}() takes no keyword arguments"));
            }
            return cx.type_error(format!("{name}() got an unexpected keyword argument '{keyword}'"));
        }
        Ok(())
    }
}
