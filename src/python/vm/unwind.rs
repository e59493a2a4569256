//! Raising: finding who catches an exception.

use super::Next;
use crate::python::cx::Cx;
use crate::python::object::{GeneratorKind, GeneratorState, Object};
use crate::python::thread::{Ret, Thread};
use crate::python::types;
use crate::python::value::Value;

/// Raises: finds who catches it. `again` is for an exception that was caught and goes on.
pub(super) fn unwind(cx: &mut Cx<'_>, thread: &mut Thread, exception: Value, again: bool) -> Next {
    let program = cx.program.clone();
    let Value::Ref(at) = exception else { return Next::Uncaught(exception) };
    let handling = cx.handling;
    if let Object::Exception(inner) = cx.heap.get_mut(at)
        && !again
        && inner.context.is_undef()
        && !handling.same(exception)
        && !handling.is_undef()
        && !handling.is_none()
    {
        inner.context = handling;
    }
    let mut first = true;
    while let Some(frame) = thread.frames.last_mut() {
        let code = &program.codes[frame.code as usize];
        // The frame's place is after the instruction that raised.
        let pc = frame.pc.saturating_sub(1);
        if !(again && first)
            && let Object::Exception(inner) = cx.heap.get_mut(at)
            && inner.trace.len() < 4000
        {
            inner.trace.push(crate::python::object::Trace { code: frame.code, at: pc });
        }
        first = false;
        let base = frame.base as usize;
        if let Some(guard) = code.guards.iter().find(|guard| guard.start <= pc && pc < guard.end) {
            frame.pc = guard.target;
            thread.stack[base + guard.reg as usize] = exception;
            return Next::Go;
        }
        let Some(frame) = thread.frames.pop() else { break };
        let mut raised = exception;
        if let Some(generator) = frame.generator {
            cx.handling = frame.handling;
            let mut kind = GeneratorKind::Generator;
            if let Object::Generator(inner) = cx.heap.get_mut(generator) {
                inner.state = GeneratorState::Done;
                inner.registers = Vec::new();
                kind = inner.kind;
            }
            let stop = cx.is_instance(raised, types::STOP_ITERATION);
            let async_stop =
                kind == GeneratorKind::AsyncGenerator && cx.is_instance(raised, types::STOP_ASYNC_ITERATION);
            if stop || async_stop {
                let what = match kind {
                    GeneratorKind::Generator => "generator raised StopIteration",
                    GeneratorKind::Coroutine => "coroutine raised StopIteration",
                    GeneratorKind::AsyncGenerator if stop => "async generator raised StopIteration",
                    GeneratorKind::AsyncGenerator => "async generator raised StopAsyncIteration",
                };
                let text = cx.heap.str(what);
                raised = cx.exception(types::RUNTIME_ERROR, vec![text]);
                if let Value::Ref(new) = raised
                    && let Object::Exception(inner) = cx.heap.get_mut(new)
                {
                    inner.cause = exception;
                    inner.context = exception;
                    inner.suppress = true;
                }
                return unwind(cx, thread, raised, false);
            }
        }
        // Some of those that wait for a result take StopIteration as one.
        if matches!(frame.ret, Ret::ForNext { .. } | Ret::Send { .. } | Ret::NextOr(_))
            && cx.is_instance(raised, types::STOP_ITERATION)
            && let Some(below) = thread.frames.last_mut()
        {
            match frame.ret {
                Ret::Send { d, t } => {
                    let value = stop_value(cx, raised);
                    thread.stack[below.base as usize + d as usize] = value;
                    below.pc = t;
                }
                Ret::NextOr(d) => thread.stack[below.base as usize + d as usize] = frame.keep,
                _ => {}
            }
            return Next::Go;
        }
    }
    Next::Uncaught(exception)
}

fn stop_value(cx: &Cx<'_>, exception: Value) -> Value {
    if let Value::Ref(at) = exception
        && let Object::Exception(inner) = cx.heap.get(at)
        && let Value::Ref(args) = inner.args
        && let Object::Tuple(args) = cx.heap.get(args)
    {
        return args.first().copied().unwrap_or(Value::None);
    }
    Value::None
}
