//! Calls: of Python functions, which push a frame, of classes, of bound methods, of functions written in Rust.

use super::Next;
use super::bind::bind;
use super::fault::{not_callable, recursion};
use super::leave::{deliver, leave};
use crate::python::cx::{After, Args, Cx, Exit};
use crate::python::guest::Stop;
use crate::python::object::{Generator, GeneratorState, Object};
use crate::python::thread::{Frame, RECURSION_LIMIT, Ret, Thread};
use crate::python::types;
use crate::python::value::{Ref, Value};

/// What a call that is asked for by name comes to: the keyword arguments of a dict.
pub(super) fn keywords(cx: &mut Cx<'_>, dict: Value) -> Vec<(u32, Value)> {
    let mut pairs = Vec::new();
    if let Value::Ref(at) = dict
        && let Object::Dict(dict) = cx.heap.get(at)
    {
        pairs.extend(dict.iter().map(|entry| (entry.key, entry.value)));
    }
    pairs
        .into_iter()
        .filter_map(|(key, value)| {
            let text = cx.text(key)?;
            Some((cx.heap.intern(&text), value))
        })
        .collect()
}

/// Calls something whose arguments lie on the stack.
pub(super) fn call_at(
    cx: &mut Cx<'_>,
    thread: &mut Thread,
    callee: Value,
    first: usize,
    count: usize,
    ret: Ret,
) -> Next {
    let args = thread.stack[first..first + count].to_vec();
    call(cx, thread, callee, args, Vec::new(), ret)
}

/// The method's value comes out of a call: it is made first, and the call that wanted it is `_rt_apply` of it.
pub(super) fn late_method(cx: &mut Cx<'_>, thread: &mut Thread, exit: Exit, b: u8, n: u8, d: u8) -> Next {
    match exit {
        Exit::Call(request) => {
            let base = thread.frames.last().map_or(0, |frame| frame.base as usize);
            let first = base + b as usize + 2;
            let args = thread.stack[first..first + n as usize].to_vec();
            let list = cx.heap.list(args);
            let wanted = cx.heap.list(request.args.clone());
            let apply = cx.prelude_value("_apply_late");
            call(cx, thread, apply, vec![request.callee, wanted, list], Vec::new(), Ret::To(d))
        }
        exit => leave(cx, thread, exit, Ret::Drop),
    }
}

/// Calls anything.
pub(super) fn call(
    cx: &mut Cx<'_>,
    thread: &mut Thread,
    callee: Value,
    mut args: Vec<Value>,
    mut kw: Vec<(u32, Value)>,
    mut ret: Ret,
) -> Next {
    let mut callee = callee;
    // What is kept is what `__init__` initialises, or a default.
    let mut keep = Value::Undef;
    for _ in 0..64 {
        let Value::Ref(at) = callee else {
            if let Value::Native(number) = callee {
                let given = Args { pos: &args, kw: &kw };
                return match (cx.natives[number as usize].run)(cx, &given) {
                    Ok(value) => deliver(cx, thread, ret, value, keep),
                    Err(Exit::Call(request)) => {
                        if let (After::Truth | After::Untruth, Ret::To(d)) = (request.after, ret) {
                            ret = Ret::Truth(d, request.after == After::Untruth);
                        }
                        if request.after == After::Keep
                            && let Ret::To(d) = ret
                        {
                            ret = Ret::Init(d);
                            keep = request.args.first().copied().unwrap_or_default();
                        }
                        callee = request.callee;
                        args = request.args;
                        kw = request.kw;
                        continue;
                    }
                    Err(exit) => leave(cx, thread, exit, ret),
                };
            }
            let exit = not_callable(cx, callee);
            return leave(cx, thread, exit, ret);
        };
        match cx.heap.get(at) {
            Object::Function(_) => return enter(cx, thread, at, &args, &kw, ret, keep),
            Object::Method(pair) => {
                args.insert(0, pair.1);
                callee = pair.0;
            }
            Object::NativeMethod { native, this } => {
                args.insert(0, *this);
                callee = Value::Native(*native);
            }
            Object::StaticMethod(function) => callee = *function,
            Object::Class(class) => {
                // A metaclass of the program's own may take over.
                let meta = class.meta;
                if meta != types::TYPE
                    && let Some(own) = cx.lookup_text(meta, "__call__").filter(|own| cx.function(*own).is_some())
                {
                    args.insert(0, callee);
                    callee = own;
                    continue;
                }
                match cx.instantiate(at, &mut args, &kw) {
                    Ok((value, None)) => return deliver(cx, thread, ret, value, keep),
                    Ok((value, Some(init))) => {
                        args.insert(0, value);
                        callee = init;
                        if let Ret::To(d) = ret {
                            ret = Ret::Init(d);
                            keep = value;
                        } else {
                            // A rare place for a constructor: through a function that is written in Python.
                            let make = cx.prelude_value("_construct");
                            let rest = cx.heap.list(args.split_off(1));
                            let named = cx.keyword_dict(&kw);
                            args = vec![value, init, rest, named];
                            kw = Vec::new();
                            callee = make;
                        }
                    }
                    Err(Exit::Call(request)) => {
                        callee = request.callee;
                        args = request.args;
                        kw = request.kw;
                    }
                    Err(exit) => return leave(cx, thread, exit, ret),
                }
            }
            Object::Alias(pair) => callee = pair.0,
            _ => match cx.special(callee, "__call__") {
                Some(method) => {
                    args.insert(0, callee);
                    callee = method;
                }
                None => {
                    let exit = not_callable(cx, callee);
                    return leave(cx, thread, exit, ret);
                }
            },
        }
    }
    let exit = recursion(cx);
    leave(cx, thread, exit, ret)
}

/// Pushes a frame for a Python function with its arguments in place.
fn enter(
    cx: &mut Cx<'_>,
    thread: &mut Thread,
    at: Ref,
    args: &[Value],
    kw: &[(u32, Value)],
    ret: Ret,
    keep: Value,
) -> Next {
    let program = cx.program.clone();
    let Object::Function(function) = cx.heap.get(at) else { return Next::Go };
    let code = &program.codes[function.code as usize];
    if thread.frames.len() >= RECURSION_LIMIT {
        let exit = recursion(cx);
        return leave(cx, thread, exit, ret);
    }
    let base = thread
        .frames
        .last()
        .map_or(0, |frame| frame.base as usize + program.codes[frame.code as usize].registers as usize);
    thread.reserve(base);
    let mut locals = vec![Value::Undef; code.locals.len().max(code.parameters())];
    if let Err(exit) = bind(cx, at, code, args, kw, &mut locals) {
        return leave(cx, thread, exit, ret);
    }
    let function = Value::Ref(at);
    if let Some(kind) = code.generator {
        let (name, qualname) = match cx.function(function) {
            Some(function) => (function.name, function.qualname),
            None => (Value::None, Value::None),
        };
        locals.resize(code.registers as usize, Value::Undef);
        let generator = Generator {
            kind,
            state: GeneratorState::Created,
            code: code.number,
            pc: 0,
            function,
            registers: locals,
            handling: Value::Undef,
            awaiting: Value::Undef,
            name,
            qualname,
        };
        let value = cx.heap.value(Object::Generator(Box::new(generator)));
        return deliver(cx, thread, ret, value, keep);
    }
    thread.stack[base..base + locals.len()].copy_from_slice(&locals);
    thread.frames.push(Frame {
        code: code.number,
        pc: 0,
        base: base as u32,
        ret,
        function,
        keep,
        generator: None,
        handling: Value::Undef,
    });
    Next::Go
}

/// Runs a module's body the first time.
pub(super) fn import(cx: &mut Cx<'_>, thread: &mut Thread, number: u32, d: u8) -> Next {
    let module = cx.module_value(number);
    let Value::Ref(at) = module else { return Next::Go };
    if let Object::Module(inner) = cx.heap.get_mut(at)
        && !inner.started
    {
        inner.started = true;
        let code = cx.program.modules[number as usize].code;
        let program = cx.program.clone();
        let function = cx.make_function(&program.codes[code as usize], Value::None, Value::None, Box::default());
        cx.start_module(number);
        if let Value::Ref(function) = function {
            return enter(cx, thread, function, &[], &[], Ret::Keep(d), module);
        }
    }
    deliver(cx, thread, Ret::To(d), module, Value::Undef)
}

/// Puts a thread's first function on its stack.
pub fn begin(cx: &mut Cx<'_>, thread: &mut Thread) -> Option<(Stop, Option<Value>)> {
    let (callee, args, kw) =
        (thread.entry, std::mem::take(&mut thread.entry_args), std::mem::take(&mut thread.entry_kw));
    match call(cx, thread, callee, args, kw, Ret::Drop) {
        Next::Go => None,
        Next::Exit(value) => Some((Stop::Exited, Some(value))),
        Next::Uncaught(value) => Some((Stop::Uncaught, Some(value))),
        Next::Park(stop) => Some((stop, None)),
    }
}
