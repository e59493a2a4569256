//! Bytes as a value: a machine with a stack, which stops where something has to be called.

use num_bigint::BigInt;

use super::{names, op};
use crate::python::cx::{Args, Cx, Out};
use crate::python::dict::Dict;
use crate::python::object::{Layout, Object};
use crate::python::types;
use crate::python::value::{Ref, Value};

struct Load<'a> {
    bytes: &'a [u8],
    at: usize,
    stack: Vec<Value>,
    memo: Vec<Value>,
    marks: Vec<Value>,
}

/// What has to be called before it can go on: a function of `pickle.py` by its name, or something of the program.
enum Step {
    On,
    Done,
    Call(Value, Vec<Value>),
    CallWith(Value, Value),
}

/// `(bytes, stack, memo, marks, place)`: None when all is read and the value lies on the stack; otherwise the place to go
/// on at, what to call, and its arguments: the result is to be put on the stack.
pub fn run(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let data = match a.get(0) {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Bytes(bytes) => bytes.clone(),
            Object::ByteArray(bytes) => bytes.clone().into(),
            _ => return cx.type_error("a bytes-like object is required"),
        },
        _ => return cx.type_error("a bytes-like object is required"),
    };
    let at = cx.int_arg(a.get(4))? as usize;
    let mut load =
        Load { bytes: &data, at, stack: take(cx, a.get(1)), memo: take(cx, a.get(2)), marks: take(cx, a.get(3)) };
    let begin = load.at;
    let step = load.run(cx);
    cx.cost += ((load.at - begin) / 32) as i64;
    let at = load.at;
    let (stack, memo, marks) = (load.stack, load.memo, load.marks);
    for (list, items) in [(a.get(1), stack), (a.get(2), memo), (a.get(3), marks)] {
        give(cx, list, items);
    }
    match step? {
        Step::Done | Step::On => Ok(Value::None),
        Step::Call(callable, args) => {
            let args = cx.heap.tuple(args);
            Ok(cx.heap.tuple(vec![Value::Int(at as i64), callable, args]))
        }
        Step::CallWith(callable, args) => Ok(cx.heap.tuple(vec![Value::Int(at as i64), callable, args])),
    }
}

fn take(cx: &mut Cx<'_>, list: Value) -> Vec<Value> {
    match list {
        Value::Ref(at) => match cx.heap.get_mut(at) {
            Object::List(items) => std::mem::take(items),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn give(cx: &mut Cx<'_>, list: Value, items: Vec<Value>) {
    if let Value::Ref(at) = list
        && let Object::List(place) = cx.heap.get_mut(at)
    {
        *place = items;
    }
}

impl Load<'_> {
    fn run(&mut self, cx: &mut Cx<'_>) -> Out<Step> {
        loop {
            match self.step(cx)? {
                Step::On => {}
                step => return Ok(step),
            }
        }
    }

    fn broken<T>(&self, cx: &mut Cx<'_>, why: &str) -> Out<T> {
        match names::number(cx, "pickle").and_then(|number| names::meaning(cx, number, "UnpicklingError")) {
            Some(Value::Ref(class)) => {
                let message = cx.heap.str(why);
                let exception = cx.exception(class, vec![message]);
                Err(crate::python::cx::Exit::Raise(exception))
            }
            _ => cx.value_error(why),
        }
    }

    fn bytes(&mut self, cx: &mut Cx<'_>, count: usize) -> Out<&[u8]> {
        if count > self.bytes.len() - self.at {
            return cx.raise(types::EOF_ERROR, "Ran out of input");
        }
        let from = self.at;
        self.at += count;
        Ok(&self.bytes[from..from + count])
    }

    /// A number of so many bytes, the lowest first.
    fn number(&mut self, cx: &mut Cx<'_>, count: usize) -> Out<u64> {
        let bytes = self.bytes(cx, count)?;
        Ok(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn pop(&mut self, cx: &mut Cx<'_>) -> Out {
        match self.stack.pop() {
            Some(value) => Ok(value),
            None => self.broken(cx, "unpickling stack underflow"),
        }
    }

    fn top(&self, cx: &mut Cx<'_>) -> Out {
        match self.stack.last() {
            Some(value) => Ok(*value),
            None => self.broken(cx, "unpickling stack underflow"),
        }
    }

    /// What lies above the last mark.
    fn marked(&mut self, cx: &mut Cx<'_>) -> Out<Vec<Value>> {
        match self.marks.pop() {
            Some(Value::Int(at)) if at as usize <= self.stack.len() => Ok(self.stack.split_off(at as usize)),
            _ => self.broken(cx, "could not find MARK"),
        }
    }

    fn last(&mut self, cx: &mut Cx<'_>, count: usize) -> Out<Vec<Value>> {
        if count > self.stack.len() {
            return self.broken(cx, "unpickling stack underflow");
        }
        Ok(self.stack.split_off(self.stack.len() - count))
    }

    fn step(&mut self, cx: &mut Cx<'_>) -> Out<Step> {
        let code = self.bytes(cx, 1)?[0];
        let value = match code {
            op::PROTO => {
                self.bytes(cx, 1)?;
                return Ok(Step::On);
            }
            op::FRAME => {
                self.bytes(cx, 8)?;
                return Ok(Step::On);
            }
            op::STOP => return Ok(Step::Done),
            op::MARK => {
                self.marks.push(Value::Int(self.stack.len() as i64));
                return Ok(Step::On);
            }
            op::POP => {
                self.pop(cx)?;
                return Ok(Step::On);
            }
            op::POP_MARK => {
                self.marked(cx)?;
                return Ok(Step::On);
            }
            op::NONE => Value::None,
            op::TRUE => Value::Bool(true),
            op::FALSE => Value::Bool(false),
            op::BININT1 => Value::Int(self.number(cx, 1)? as i64),
            op::BININT2 => Value::Int(self.number(cx, 2)? as i64),
            op::BININT => Value::Int(i64::from(self.number(cx, 4)? as u32 as i32)),
            op::LONG1 | op::LONG4 => {
                let count = self.number(cx, if code == op::LONG1 { 1 } else { 4 })? as usize;
                let number = BigInt::from_signed_bytes_le(self.bytes(cx, count)?);
                cx.heap.int(number)
            }
            op::BINFLOAT => {
                let bytes = self.number(cx, 8)?.swap_bytes();
                Value::Float(f64::from_bits(bytes))
            }
            op::SHORT_BINUNICODE | op::BINUNICODE => {
                let count = self.number(cx, if code == op::SHORT_BINUNICODE { 1 } else { 4 })? as usize;
                let text = String::from_utf8_lossy(self.bytes(cx, count)?).into_owned();
                cx.heap.string(text)
            }
            op::SHORT_BINBYTES | op::BINBYTES => {
                let count = self.number(cx, if code == op::SHORT_BINBYTES { 1 } else { 4 })? as usize;
                let bytes = self.bytes(cx, count)?.to_vec();
                cx.heap.bytes(bytes)
            }
            op::EMPTY_LIST => cx.heap.list(Vec::new()),
            op::EMPTY_DICT => cx.heap.dict(Dict::default()),
            op::EMPTY_SET => cx.heap.set(crate::python::set::Set::default()),
            op::EMPTY_TUPLE => cx.heap.tuple(Vec::new()),
            op::TUPLE1 | op::TUPLE2 | op::TUPLE3 => {
                let items = self.last(cx, usize::from(code - op::TUPLE1) + 1)?;
                cx.heap.tuple(items)
            }
            op::TUPLE => {
                let items = self.marked(cx)?;
                cx.heap.tuple(items)
            }
            op::MEMOIZE => {
                let value = self.top(cx)?;
                self.memo.push(value);
                return Ok(Step::On);
            }
            op::BINGET | op::LONG_BINGET => {
                let place = self.number(cx, if code == op::BINGET { 1 } else { 4 })? as usize;
                match self.memo.get(place) {
                    Some(value) => *value,
                    None => return self.broken(cx, "Memo value not found"),
                }
            }
            op::FROZENSET => {
                let items = self.marked(cx)?;
                let set = cx.heap.set(crate::python::set::Set::default());
                for item in &items {
                    if cx.set_add(set, *item).is_err() {
                        return Ok(self.named(cx, "_frozenset", items));
                    }
                }
                crate::python::builtins::sets::freeze(cx, set)
            }
            op::APPEND => {
                let items = self.last(cx, 1)?;
                return self.append(cx, items);
            }
            op::APPENDS => {
                let items = self.marked(cx)?;
                return self.append(cx, items);
            }
            op::ADDITEMS => {
                let items = self.marked(cx)?;
                let set = self.pop(cx)?;
                for item in &items {
                    if cx.set_add(set, *item).is_err() {
                        let items = cx.heap.list(items);
                        return Ok(self.named(cx, "_add_items", vec![set, items]));
                    }
                }
                set
            }
            op::SETITEM => {
                let pair = self.last(cx, 2)?;
                return self.set_items(cx, pair);
            }
            op::SETITEMS => {
                let pairs = self.marked(cx)?;
                return self.set_items(cx, pairs);
            }
            op::STACK_GLOBAL => {
                let parts = self.last(cx, 2)?;
                let (module, name) = (cx.text(parts[0]).unwrap_or_default(), cx.text(parts[1]).unwrap_or_default());
                let number = names::number(cx, &module).filter(|number| names::is_started(cx, *number));
                match number.and_then(|number| names::meaning(cx, number, &name)) {
                    Some(value) => value,
                    None => return Ok(self.named(cx, "_find_global", parts)),
                }
            }
            op::NEWOBJ => {
                let args = self.pop(cx)?;
                let class = self.pop(cx)?;
                match self.plain_class(cx, class, args) {
                    Some(class) => cx.new_instance(class, Value::Undef),
                    None => return Ok(self.named(cx, "_new", vec![class, args])),
                }
            }
            op::REDUCE => {
                let args = self.pop(cx)?;
                let callable = self.pop(cx)?;
                return Ok(Step::CallWith(callable, args));
            }
            op::BUILD => {
                let state = self.pop(cx)?;
                let object = self.pop(cx)?;
                return self.build(cx, object, state);
            }
            _ => return self.broken(cx, &format!("invalid load key, '\\x{code:02x}'.")),
        };
        self.stack.push(value);
        Ok(Step::On)
    }

    /// A call of a function of `pickle.py`.
    fn named(&self, cx: &mut Cx<'_>, name: &str, args: Vec<Value>) -> Step {
        Step::Call(cx.heap.str(name), args)
    }

    fn append(&mut self, cx: &mut Cx<'_>, items: Vec<Value>) -> Out<Step> {
        let list = self.top(cx)?;
        if let Value::Ref(at) = list {
            cx.heap.grew(items.len() * 16);
            match cx.heap.get_mut(at) {
                Object::List(list) => {
                    list.extend(items);
                    return Ok(Step::On);
                }
                Object::Deque(deque) => {
                    deque.items.extend(items);
                    return Ok(Step::On);
                }
                _ => {}
            }
        }
        self.pop(cx)?;
        let items = cx.heap.list(items);
        Ok(self.named(cx, "_extend", vec![list, items]))
    }

    fn set_items(&mut self, cx: &mut Cx<'_>, pairs: Vec<Value>) -> Out<Step> {
        let dict = self.top(cx)?;
        if let Value::Ref(at) = dict
            && matches!(cx.heap.get(at), Object::Dict(_))
            && pairs.chunks_exact(2).all(|pair| is_plain_key(cx, pair[0]))
        {
            for pair in pairs.chunks_exact(2) {
                cx.dict_set(at, pair[0], pair[1])?;
            }
            return Ok(Step::On);
        }
        self.pop(cx)?;
        let pairs = cx.heap.list(pairs);
        Ok(self.named(cx, "_set_items", vec![dict, pairs]))
    }

    /// A class whose instances need nothing called to be made.
    fn plain_class(&self, cx: &mut Cx<'_>, class: Value, args: Value) -> Option<Ref> {
        let Value::Ref(at) = class else { return None };
        let Object::Class(info) = cx.heap.get(at) else { return None };
        let no_args =
            matches!(args, Value::Ref(args) if matches!(cx.heap.get(args), Object::Tuple(args) if args.is_empty()));
        let is_plain = info.layout == Layout::Object && at != types::OBJECT && no_args;
        let new = cx.lookup_text(at, "__new__");
        (is_plain && new.is_none_or(|new| matches!(new, Value::Native(_)) || !is_function(cx, new))).then_some(at)
    }

    fn build(&mut self, cx: &mut Cx<'_>, object: Value, state: Value) -> Out<Step> {
        let Value::Ref(at) = object else { return self.broken(cx, "BUILD of nothing") };
        let pairs: Option<Vec<(Value, Value)>> = match state {
            Value::Ref(state) => match cx.heap.get(state) {
                Object::Dict(dict) => Some(dict.iter().map(|entry| (entry.key, entry.value)).collect()),
                _ => None,
            },
            _ => None,
        };
        if let Some(pairs) = pairs
            && matches!(cx.heap.get(at), Object::Instance(_))
            && cx.special(object, "__setstate__").is_none()
        {
            for (name, value) in pairs {
                let Some(name) = cx.text(name) else { continue };
                let name = cx.heap.intern(&name);
                cx.set_slot(at, name, value);
            }
            self.stack.push(object);
            return Ok(Step::On);
        }
        Ok(self.named(cx, "_build", vec![object, state]))
    }
}

fn is_function(cx: &Cx<'_>, value: Value) -> bool {
    let value = match value {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::StaticMethod(inner) => *inner,
            _ => value,
        },
        _ => value,
    };
    cx.function(value).is_some()
}

/// A key that no method of the program has a say in.
fn is_plain_key(cx: &Cx<'_>, key: Value) -> bool {
    match key {
        Value::Ref(at) => matches!(cx.heap.get(at), Object::Str(_) | Object::Bytes(_) | Object::Big(_)),
        _ => true,
    }
}
