//! A value as bytes.

use std::collections::HashMap;
use std::sync::Arc;

use num_bigint::BigInt;

use super::{names, op};
use crate::python::cx::{Args, Cx, Exit, Out};
use crate::python::guest::SyncKind;
use crate::python::object::{Layout, Object};
use crate::python::types;
use crate::python::value::{Ref, Value};

/// Items that are put into a list, a dict or a set at once.
const BATCH: usize = 1000;
/// What an object may say about how it is pickled.
const HOOKS: [&str; 5] = ["__reduce_ex__", "__reduce__", "__getstate__", "__getnewargs__", "__getnewargs_ex__"];

/// What is left to write, the next thing last.
enum Task {
    Save(Value),
    Op(u8),
    Memoize(Ref),
    /// The items of a tuple have been written.
    Tuple(Ref, usize),
    FrozenSet(Ref),
    Global(String, String, Option<Ref>),
}

struct Dump {
    out: Vec<u8>,
    tasks: Vec<Task>,
    memo: HashMap<u32, u32>,
    /// Names of modules, which are one object each in CPython.
    texts: HashMap<String, u32>,
    memoized: u32,
    /// How objects say that they are pickled: (callable, arguments, state, items, pairs).
    reduced: HashMap<u32, Value>,
    /// Who has to be asked first.
    missing: Vec<Value>,
}

/// `(value, reduced)`: the bytes; or a list of the objects that have to be asked how they are pickled.
pub fn run(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let mut dump = Dump {
        out: Vec::new(),
        tasks: vec![Task::Save(a.get(0))],
        memo: HashMap::new(),
        texts: HashMap::new(),
        memoized: 0,
        reduced: HashMap::new(),
        missing: Vec::new(),
    };
    if let Value::Ref(at) = a.get(1)
        && let Object::Dict(dict) = cx.heap.get(at)
    {
        for entry in dict.iter() {
            if let Value::Int(place) = entry.key {
                dump.reduced.insert(place as u32, entry.value);
            }
        }
    }
    let mut checked = 0;
    while let Some(task) = dump.tasks.pop() {
        dump.step(cx, task)?;
        if dump.out.len() + dump.tasks.len() * 24 > checked {
            checked = dump.out.len() + dump.tasks.len() * 24 + (1 << 20);
            cx.check_size(checked)?;
        }
    }
    if !dump.missing.is_empty() {
        return Ok(cx.heap.list(dump.missing));
    }
    dump.out.push(op::STOP);
    let mut bytes = vec![op::PROTO, 4];
    if dump.out.len() >= 4 {
        bytes.push(op::FRAME);
        bytes.extend_from_slice(&(dump.out.len() as u64).to_le_bytes());
    }
    bytes.append(&mut dump.out);
    cx.cost += (bytes.len() / 32) as i64;
    Ok(cx.heap.bytes(bytes))
}

impl Dump {
    fn step(&mut self, cx: &mut Cx<'_>, task: Task) -> Out<()> {
        match task {
            Task::Save(value) => self.save(cx, value),
            Task::Op(code) => {
                self.out.push(code);
                Ok(())
            }
            Task::Memoize(at) => {
                self.memoize(at);
                Ok(())
            }
            Task::Tuple(at, count) => {
                // It may have been written meanwhile, as a part of itself.
                if let Some(place) = self.memo.get(&at.0).copied() {
                    if count <= 3 {
                        self.out.extend(std::iter::repeat_n(op::POP, count));
                    } else {
                        self.out.push(op::POP_MARK);
                    }
                    self.get(place);
                    return Ok(());
                }
                self.out.push(match count {
                    1 => op::TUPLE1,
                    2 => op::TUPLE2,
                    3 => op::TUPLE3,
                    _ => op::TUPLE,
                });
                self.memoize(at);
                Ok(())
            }
            Task::FrozenSet(at) => {
                self.out.push(op::FROZENSET);
                self.memoize(at);
                Ok(())
            }
            Task::Global(module, name, at) => {
                self.global(&module, &name, at);
                Ok(())
            }
        }
    }

    fn memoize(&mut self, at: Ref) {
        self.memo.insert(at.0, self.memoized);
        self.memoized += 1;
        self.out.push(op::MEMOIZE);
    }

    fn get(&mut self, place: u32) {
        if let Ok(byte) = u8::try_from(place) {
            self.out.extend([op::BINGET, byte]);
        } else {
            self.out.push(op::LONG_BINGET);
            self.out.extend_from_slice(&place.to_le_bytes());
        }
    }

    fn text(&mut self, text: &str) {
        if let Ok(length) = u8::try_from(text.len()) {
            self.out.extend([op::SHORT_BINUNICODE, length]);
        } else {
            self.out.push(op::BINUNICODE);
            self.out.extend_from_slice(&(text.len() as u32).to_le_bytes());
        }
        self.out.extend_from_slice(text.as_bytes());
    }

    /// A string that CPython would have only once.
    fn shared_text(&mut self, text: &str) {
        if let Some(place) = self.texts.get(text).copied() {
            return self.get(place);
        }
        self.text(text);
        self.texts.insert(text.to_owned(), self.memoized);
        self.memoized += 1;
        self.out.push(op::MEMOIZE);
    }

    fn global(&mut self, module: &str, name: &str, at: Option<Ref>) {
        if let Some(place) = at.and_then(|at| self.memo.get(&at.0).copied()) {
            return self.get(place);
        }
        self.shared_text(module);
        self.shared_text(name);
        self.out.push(op::STACK_GLOBAL);
        match at {
            Some(at) => self.memoize(at),
            None => {
                self.memoized += 1;
                self.out.push(op::MEMOIZE);
            }
        }
    }

    fn int(&mut self, number: i64) {
        if let Ok(byte) = u8::try_from(number) {
            self.out.extend([op::BININT1, byte]);
        } else if let Ok(short) = u16::try_from(number) {
            self.out.push(op::BININT2);
            self.out.extend_from_slice(&short.to_le_bytes());
        } else if let Ok(int) = i32::try_from(number) {
            self.out.push(op::BININT);
            self.out.extend_from_slice(&int.to_le_bytes());
        } else {
            self.long(&BigInt::from(number));
        }
    }

    fn long(&mut self, number: &BigInt) {
        let bytes = number.to_signed_bytes_le();
        if let Ok(length) = u8::try_from(bytes.len()) {
            self.out.extend([op::LONG1, length]);
        } else {
            self.out.push(op::LONG4);
            self.out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        }
        self.out.extend_from_slice(&bytes);
    }

    fn save(&mut self, cx: &mut Cx<'_>, value: Value) -> Out<()> {
        match value {
            Value::None => self.out.push(op::NONE),
            Value::Bool(true) => self.out.push(op::TRUE),
            Value::Bool(false) => self.out.push(op::FALSE),
            Value::Int(number) => self.int(number),
            Value::Float(number) => {
                self.out.push(op::BINFLOAT);
                self.out.extend_from_slice(&number.to_be_bytes());
            }
            Value::Native(number) => return self.native(cx, value, number),
            Value::NotImplemented => self.global("builtins", "NotImplemented", None),
            Value::Ellipsis => self.global("builtins", "Ellipsis", None),
            Value::Ref(at) => {
                if let Some(place) = self.memo.get(&at.0).copied() {
                    self.get(place);
                } else if let Some(how) = self.reduced.get(&at.0).copied() {
                    return self.reduce(cx, at, how);
                } else {
                    return self.object(cx, at);
                }
            }
            _ => self.out.push(op::NONE),
        }
        Ok(())
    }

    /// Items in the order in which they are to be written, with what comes after every batch.
    fn batches(&mut self, items: &[Value], each: usize, one: Option<u8>, many: u8) {
        let batches: Vec<&[Value]> = items.chunks(BATCH * each).collect();
        for batch in batches.into_iter().rev() {
            let single = one.filter(|_| batch.len() == each);
            self.tasks.push(Task::Op(single.unwrap_or(many)));
            self.tasks.extend(batch.iter().rev().map(|item| Task::Save(*item)));
            if single.is_none() {
                self.tasks.push(Task::Op(op::MARK));
            }
        }
    }

    fn object(&mut self, cx: &mut Cx<'_>, at: Ref) -> Out<()> {
        match cx.heap.get(at) {
            Object::Str(text) => {
                let text: Arc<str> = text.text.clone();
                self.text(&text);
                self.memoize(at);
            }
            Object::Bytes(bytes) => {
                let bytes = bytes.clone();
                if let Ok(length) = u8::try_from(bytes.len()) {
                    self.out.extend([op::SHORT_BINBYTES, length]);
                } else {
                    self.out.push(op::BINBYTES);
                    self.out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
                }
                cx.check_size(bytes.len())?;
                self.out.extend_from_slice(&bytes);
                self.memoize(at);
            }
            Object::Big(number) => {
                let number = number.clone();
                self.long(&number);
            }
            Object::List(items) => {
                let items = items.clone();
                self.out.push(op::EMPTY_LIST);
                self.memoize(at);
                self.batches(&items, 1, Some(op::APPEND), op::APPENDS);
            }
            Object::Tuple(items) if items.is_empty() => self.out.push(op::EMPTY_TUPLE),
            Object::Tuple(items) => {
                let items = items.clone();
                if items.len() > 3 {
                    self.out.push(op::MARK);
                }
                self.tasks.push(Task::Tuple(at, items.len()));
                self.tasks.extend(items.iter().rev().map(|item| Task::Save(*item)));
            }
            Object::Dict(dict) => {
                let pairs: Vec<Value> = dict.iter().flat_map(|entry| [entry.key, entry.value]).collect();
                self.out.push(op::EMPTY_DICT);
                self.memoize(at);
                self.batches(&pairs, 2, Some(op::SETITEM), op::SETITEMS);
            }
            Object::Set(set) => {
                let items: Vec<Value> = set.iter().map(|item| item.1).collect();
                self.out.push(op::EMPTY_SET);
                self.memoize(at);
                self.batches(&items, 1, None, op::ADDITEMS);
            }
            Object::FrozenSet(set) => {
                let items: Vec<Value> = set.iter().map(|item| item.1).collect();
                self.out.push(op::MARK);
                self.tasks.push(Task::FrozenSet(at));
                self.tasks.extend(items.iter().rev().map(|item| Task::Save(*item)));
            }
            Object::ByteArray(bytes) => {
                let bytes = bytes.clone();
                let bytes = cx.heap.bytes(bytes);
                self.call(cx, at, "builtins", "bytearray", vec![bytes]);
            }
            Object::Complex(parts) => {
                let (real, imaginary) = **parts;
                self.call(cx, at, "builtins", "complex", vec![Value::Float(real), Value::Float(imaginary)]);
            }
            Object::Range { start, stop, step } => {
                let parts = vec![Value::Int(*start), Value::Int(*stop), Value::Int(*step)];
                self.call(cx, at, "builtins", "range", parts);
            }
            Object::Slice(parts) => {
                let parts = parts.to_vec();
                self.call(cx, at, "builtins", "slice", parts);
            }
            Object::Deque(deque) => {
                let items: Vec<Value> = deque.items.iter().copied().collect();
                let limit = deque.limit;
                self.batches(&items, 1, Some(op::APPEND), op::APPENDS);
                let parts = match limit {
                    Some(limit) => vec![cx.heap.empty_tuple, Value::Int(limit as i64)],
                    None => Vec::new(),
                };
                self.call(cx, at, "collections", "deque", parts);
            }
            Object::Method(pair) => {
                let (function, this) = **pair;
                let name = match function {
                    Value::Ref(function) => match cx.heap.get(function) {
                        Object::Function(function) => function.name,
                        _ => Value::None,
                    },
                    _ => Value::None,
                };
                self.call(cx, at, "builtins", "getattr", vec![this, name]);
            }
            Object::NativeMethod { native, this } => {
                let (native, this) = (*native, *this);
                let name = cx.natives[native as usize].name;
                let name = cx.heap.str(name.rsplit('.').next().unwrap_or(name));
                self.call(cx, at, "builtins", "getattr", vec![this, name]);
            }
            Object::Function(function) => {
                let (name, module) = (function.qualname, function.module);
                let (name, module) = (cx.text(name).unwrap_or_default(), cx.text(module).unwrap_or_default());
                return self.named(cx, at, &module, &name);
            }
            Object::Class(class) => {
                let (name, module) = (class.qualname.clone(), class.module.clone());
                return self.named(cx, at, &module, &name);
            }
            Object::Instance(_) | Object::Exception(_) => return self.instance(cx, at),
            Object::Sync(id) => {
                let kind = cx.world.objects[id.0 as usize].kind;
                let name = if kind == SyncKind::RLock { "_thread.RLock" } else { "_thread.lock" };
                return cx.type_error(format!("cannot pickle '{name}' object"));
            }
            _ => {
                let name = cx.type_name(Value::Ref(at));
                return cx.type_error(format!("cannot pickle '{name}' object"));
            }
        }
        Ok(())
    }

    /// The result of calling something that has a name.
    fn call(&mut self, cx: &mut Cx<'_>, at: Ref, module: &str, name: &str, args: Vec<Value>) {
        let args = cx.heap.tuple(args);
        self.tasks.push(Task::Memoize(at));
        self.tasks.push(Task::Op(op::REDUCE));
        self.tasks.push(Task::Save(args));
        let callable = names::number(cx, module).and_then(|number| names::meaning(cx, number, name));
        let callable = if let Some(Value::Ref(at)) = callable { Some(at) } else { None };
        self.tasks.push(Task::Global(module.to_owned(), name.to_owned(), callable));
    }

    /// What has a name in a module is written as that name.
    fn named(&mut self, cx: &mut Cx<'_>, at: Ref, module: &str, name: &str) -> Out<()> {
        if name.contains("<locals>") {
            return self.refuse_local(cx, name);
        }
        let value = Value::Ref(at);
        let found = names::number(cx, module).and_then(|number| names::meaning(cx, number, name));
        match found {
            Some(found) if found.same(value) => {
                self.global(module, name, Some(at));
                Ok(())
            }
            Some(_) => self.refuse(cx, value, &format!("it's not the same object as {module}.{name}")),
            None => match names::where_is(cx, value) {
                // A type of the interpreter that only a module names.
                Some((module, name)) if !matches!(cx.heap.get(at), Object::Function(_)) => {
                    self.global(&module, &name, Some(at));
                    Ok(())
                }
                _ => {
                    let last = name.rsplit('.').next().unwrap_or(name);
                    self.refuse(cx, value, &format!("attribute lookup {last} on {module} failed"))
                }
            },
        }
    }

    fn refuse_local(&mut self, cx: &mut Cx<'_>, name: &str) -> Out<()> {
        cx.raise(types::ATTRIBUTE_ERROR, format!("Can't pickle local object '{name}'"))
    }

    /// `_pickle.PicklingError` in CPython's words.
    fn refuse(&mut self, cx: &mut Cx<'_>, value: Value, why: &str) -> Out<()> {
        let text = cx.repr(value)?;
        let text = cx.text(text).unwrap_or_default();
        let message = cx.heap.string(format!("Can't pickle {text}: {why}"));
        match names::number(cx, "pickle").and_then(|number| names::meaning(cx, number, "PicklingError")) {
            Some(Value::Ref(class)) => {
                let exception = cx.exception(class, vec![message]);
                Err(Exit::Raise(exception))
            }
            _ => cx.type_error("what is pickled has no name"),
        }
    }

    fn native(&mut self, cx: &mut Cx<'_>, value: Value, number: u32) -> Out<()> {
        let name = cx.natives[number as usize].name;
        let (module, name) = match names::meaning(cx, 0, name).filter(|found| found.same(value)) {
            Some(_) => ("builtins".to_owned(), name.to_owned()),
            None => match names::where_is(cx, value) {
                Some(found) => found,
                None => ("builtins".to_owned(), name.to_owned()),
            },
        };
        self.global(&module, &name, None);
        Ok(())
    }

    /// An instance without a say in how it is pickled: its class, and its attributes.
    fn instance(&mut self, cx: &mut Cx<'_>, at: Ref) -> Out<()> {
        let value = Value::Ref(at);
        let class = cx.type_of(value);
        for hook in HOOKS {
            if cx.special(value, hook).is_some() {
                self.missing.push(value);
                return Ok(());
            }
        }
        let layout = cx.class(class).layout;
        if layout == Layout::Wrapped || cx.class(class).slots.is_some() {
            self.missing.push(value);
            return Ok(());
        }
        let state = match cx.heap.get(at) {
            Object::Exception(exception) => {
                // What an error is about stays where it was raised.
                let about: &[&str] = match class {
                    types::ATTRIBUTE_ERROR | types::NAME_ERROR | types::UNBOUND_LOCAL_ERROR => &["name", "obj"],
                    types::IMPORT_ERROR | types::MODULE_NOT_FOUND_ERROR => &["name", "path"],
                    _ => &[],
                };
                let attrs: Vec<(u32, Value)> = exception
                    .attrs
                    .iter()
                    .copied()
                    .filter(|attr| {
                        let name = &**cx.heap.names.text(attr.0);
                        name != "__rendered__" && !about.contains(&name)
                    })
                    .collect();
                cx.keyword_dict(&attrs)
            }
            _ => cx.instance_dict(value)?,
        };
        let is_empty =
            matches!(state, Value::Ref(at) if matches!(cx.heap.get(at), Object::Dict(dict) if dict.len() == 0));
        if !is_empty {
            self.tasks.push(Task::Op(op::BUILD));
            self.tasks.push(Task::Save(state));
        }
        self.tasks.push(Task::Memoize(at));
        if let Object::Exception(exception) = cx.heap.get(at) {
            let args = exception.args;
            self.tasks.push(Task::Op(op::REDUCE));
            self.tasks.push(Task::Save(args));
        } else {
            self.tasks.push(Task::Op(op::NEWOBJ));
            self.tasks.push(Task::Op(op::EMPTY_TUPLE));
        }
        self.tasks.push(Task::Save(Value::Ref(class)));
        Ok(())
    }

    /// What an object said: (callable, arguments, state, items, pairs, is it a new instance), or a name.
    fn reduce(&mut self, cx: &mut Cx<'_>, at: Ref, how: Value) -> Out<()> {
        let Value::Ref(place) = how else { return Ok(()) };
        let parts = match cx.heap.get(place) {
            Object::Tuple(parts) => parts.clone(),
            _ => {
                let (name, class) = (cx.text(how).unwrap_or_default(), cx.type_of(Value::Ref(at)));
                let module = cx.class(class).module.clone();
                return self.named(cx, at, &module, &name);
            }
        };
        let [callable, args, state, items, pairs, new] = parts[..] else {
            return cx.type_error("six parts, no others");
        };
        if !state.is_none() {
            self.tasks.push(Task::Op(op::BUILD));
            self.tasks.push(Task::Save(state));
        }
        let list =
            |cx: &mut Cx<'_>, value: Value| -> Out<Vec<Value>> { Ok(cx.native_items(value)?.unwrap_or_default()) };
        let pairs = if pairs.is_none() { Vec::new() } else { list(cx, pairs)? };
        self.batches(&pairs, 2, Some(op::SETITEM), op::SETITEMS);
        let items = if items.is_none() { Vec::new() } else { list(cx, items)? };
        self.batches(&items, 1, Some(op::APPEND), op::APPENDS);
        self.tasks.push(Task::Memoize(at));
        self.tasks.push(Task::Op(if cx.truth(new)? { op::NEWOBJ } else { op::REDUCE }));
        self.tasks.push(Task::Save(args));
        self.tasks.push(Task::Save(callable));
        Ok(())
    }
}
