//! Leaving the fast path: what a function written in Rust asked for, and where results go.

use super::Next;
use super::call::call;
use super::generator::{resume, throw};
use super::unwind::unwind;
use crate::python::cx::{After, Call, Cx, Exit, Resume};
use crate::python::object::{GeneratorKind, GeneratorState, Object};
use crate::python::thread::{Frame, Ret, Thread};
use crate::python::types;
use crate::python::value::Value;

/// Carries out what a function written in Rust wants.
pub(super) fn leave(cx: &mut Cx<'_>, thread: &mut Thread, exit: Exit, ret: Ret) -> Next {
    match exit {
        Exit::Raise(exception) => unwind(cx, thread, exception, false),
        Exit::Call(request) => {
            let Call { callee, args, kw, after } = *request;
            let ret = match (after, ret) {
                (After::Truth, Ret::To(d)) => Ret::Truth(d, false),
                (After::Untruth, Ret::To(d)) => Ret::Truth(d, true),
                (_, ret) => ret,
            };
            call(cx, thread, callee, args, kw, ret)
        }
        Exit::Resume(resumed) => {
            let Resume { generator, value, throws, default } = *resumed;
            if throws {
                return throw(cx, thread, generator, value, ret);
            }
            let depth = thread.frames.len();
            let (ret, keep) = match ret {
                Ret::To(d) if !default.is_undef() => (Ret::NextOr(d), default),
                ret => (ret, Value::Undef),
            };
            if let Object::Generator(inner) = cx.heap.get(generator)
                && inner.state == GeneratorState::Done
                && !keep.is_undef()
            {
                return deliver(cx, thread, ret, keep, Value::Undef);
            }
            let next = resume(cx, thread, generator, value, ret);
            if thread.frames.len() > depth
                && let Some(frame) = thread.frames.last_mut()
            {
                frame.keep = keep;
            }
            next
        }
        Exit::Park(park) => {
            if park.again {
                if let Some(frame) = thread.frames.last_mut() {
                    frame.pc -= 1;
                }
            } else {
                match deliver(cx, thread, ret, park.value, Value::Undef) {
                    Next::Go => {}
                    other => return other,
                }
            }
            Next::Park(park.stop)
        }
    }
}

/// Hands a result to the frame that waits for it.
pub(super) fn deliver(cx: &mut Cx<'_>, thread: &mut Thread, ret: Ret, value: Value, keep: Value) -> Next {
    let Some(frame) = thread.frames.last_mut() else { return Next::Exit(value) };
    let base = frame.base as usize;
    match ret {
        Ret::To(d) | Ret::NextOr(d) => thread.stack[base + d as usize] = value,
        Ret::Keep(d) => thread.stack[base + d as usize] = keep,
        Ret::Init(d) => {
            if !value.is_none() {
                let name = cx.type_name(value);
                let text = cx.heap.string(format!("__init__() should return None, not '{name}'"));
                let exception = cx.exception(types::TYPE_ERROR, vec![text]);
                return unwind(cx, thread, exception, false);
            }
            thread.stack[base + d as usize] = keep;
        }
        Ret::Truth(d, negate) => match cx.truth(value) {
            Ok(truth) => thread.stack[base + d as usize] = Value::Bool(truth != negate),
            Err(Exit::Call(request)) => return call(cx, thread, request.callee, request.args, request.kw, ret),
            Err(exit) => return leave(cx, thread, exit, ret),
        },
        Ret::Branch { when, t } => match cx.truth(value) {
            Ok(truth) => {
                if truth == when {
                    frame.pc = t;
                }
            }
            Err(exit) => return leave(cx, thread, exit, ret),
        },
        Ret::ForNext { d, t } => {
            thread.stack[base + d as usize] = value;
            frame.pc = t;
        }
        Ret::Send { d, .. } => thread.stack[base + d as usize] = value,
        Ret::Drop => {}
    }
    Next::Go
}

/// A frame that was popped returned a value.
pub(super) fn finish(cx: &mut Cx<'_>, thread: &mut Thread, frame: Frame, value: Value) -> Next {
    let Some(at) = frame.generator else {
        return deliver(cx, thread, frame.ret, value, frame.keep);
    };
    cx.handling = frame.handling;
    let mut kind = GeneratorKind::Generator;
    if let Object::Generator(generator) = cx.heap.get_mut(at) {
        generator.state = GeneratorState::Done;
        generator.registers = Vec::new();
        kind = generator.kind;
    }
    let Some(below) = thread.frames.last_mut() else { return Next::Exit(value) };
    let base = below.base as usize;
    match frame.ret {
        Ret::ForNext { .. } => Next::Go,
        Ret::Send { d, t } if kind != GeneratorKind::AsyncGenerator => {
            thread.stack[base + d as usize] = value;
            below.pc = t;
            Next::Go
        }
        Ret::NextOr(d) => {
            thread.stack[base + d as usize] = frame.keep;
            Next::Go
        }
        _ => {
            let exception = if kind == GeneratorKind::AsyncGenerator {
                cx.exception(types::STOP_ASYNC_ITERATION, Vec::new())
            } else if value.is_none() {
                cx.exception(types::STOP_ITERATION, Vec::new())
            } else {
                cx.exception(types::STOP_ITERATION, vec![value])
            };
            unwind(cx, thread, exception, false)
        }
    }
}
