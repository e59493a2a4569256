//! Generators and coroutines: pausing, going on, and handing values and exceptions in.

use super::Next;
use super::fault::recursion;
use super::leave::{deliver, finish, leave};
use super::unwind::unwind;
use crate::python::code::Op;
use crate::python::cx::{After, Call, Cx, Exit};
use crate::python::object::{GeneratorKind, GeneratorState, Object};
use crate::python::thread::{Frame, RECURSION_LIMIT, Ret, Thread};
use crate::python::types;
use crate::python::value::{Ref, Value};

/// Where the iterator is a generator: resumes it.
pub(super) fn resume_for(cx: &mut Cx<'_>, thread: &mut Thread, iterator: Value, ret: Ret, pc: usize) -> Option<Next> {
    let Value::Ref(at) = iterator else { return None };
    match cx.heap.get(at) {
        Object::Generator(generator) if generator.kind == GeneratorKind::Generator => {
            if let Some(frame) = thread.frames.last_mut() {
                frame.pc = pc as u32;
            }
            Some(resume(cx, thread, at, Value::None, ret))
        }
        _ => None,
    }
}

/// The running generator pauses with a value.
pub(super) fn yield_value(cx: &mut Cx<'_>, thread: &mut Thread, value: Value, awaiting: Value) -> Next {
    let Some(frame) = thread.frames.pop() else { return Next::Exit(value) };
    let Some(at) = frame.generator else {
        let text = cx.heap.str("yield outside a generator");
        let exception = cx.exception(types::RUNTIME_ERROR, vec![text]);
        return unwind(cx, thread, exception, false);
    };
    let base = frame.base as usize;
    let handling = cx.handling;
    let mut is_async = false;
    if let Object::Generator(generator) = cx.heap.get_mut(at) {
        let length = generator.registers.len();
        generator.registers.copy_from_slice(&thread.stack[base..base + length]);
        generator.pc = frame.pc;
        generator.state = GeneratorState::Suspended;
        generator.awaiting = awaiting;
        generator.handling = handling;
        is_async = generator.kind == GeneratorKind::AsyncGenerator && awaiting.is_undef();
    }
    cx.handling = frame.handling;
    if is_async {
        // What an asynchronous generator yields is told apart from what it awaits.
        let wrapped = cx.heap.value(Object::Alias(Box::new((Value::Undef, value))));
        return deliver(cx, thread, frame.ret, wrapped, frame.keep);
    }
    deliver(cx, thread, frame.ret, value, frame.keep)
}

/// Lets a generator go on, with the value that its `yield` gives.
pub(super) fn resume(cx: &mut Cx<'_>, thread: &mut Thread, at: Ref, sent: Value, ret: Ret) -> Next {
    let program = cx.program.clone();
    let base = thread
        .frames
        .last()
        .map_or(0, |frame| frame.base as usize + program.codes[frame.code as usize].registers as usize);
    if thread.frames.len() >= RECURSION_LIMIT {
        let exit = recursion(cx);
        return leave(cx, thread, exit, Ret::Drop);
    }
    thread.reserve(base);
    let before = cx.handling;
    let Object::Generator(generator) = cx.heap.get_mut(at) else { return Next::Go };
    match generator.state {
        GeneratorState::Done => {
            let kind = generator.kind;
            if kind == GeneratorKind::Coroutine {
                let text = cx.heap.str("cannot reuse already awaited coroutine");
                let exception = cx.exception(types::RUNTIME_ERROR, vec![text]);
                return unwind(cx, thread, exception, false);
            }
            let frame = Frame {
                code: 0,
                pc: 0,
                base: base as u32,
                ret,
                function: Value::Undef,
                keep: Value::None,
                generator: Some(at),
                handling: before,
            };
            return finish(cx, thread, frame, Value::None);
        }
        GeneratorState::Running => {
            let what = match generator.kind {
                GeneratorKind::Coroutine => "coroutine already being awaited",
                _ => "generator already executing",
            };
            let class =
                if generator.kind == GeneratorKind::Coroutine { types::RUNTIME_ERROR } else { types::VALUE_ERROR };
            let text = cx.heap.str(what);
            let exception = cx.exception(class, vec![text]);
            return unwind(cx, thread, exception, false);
        }
        GeneratorState::Created if !sent.is_none() => {
            let what = match generator.kind {
                GeneratorKind::Coroutine => "can't send non-None value to a just-started coroutine",
                GeneratorKind::AsyncGenerator => "can't send non-None value to a just-started async generator",
                GeneratorKind::Generator => "can't send non-None value to a just-started generator",
            };
            let text = cx.heap.str(what);
            let exception = cx.exception(types::TYPE_ERROR, vec![text]);
            return unwind(cx, thread, exception, false);
        }
        GeneratorState::Created | GeneratorState::Suspended => {}
    }
    let created = generator.state == GeneratorState::Created;
    generator.state = GeneratorState::Running;
    generator.awaiting = Value::Undef;
    let code = &program.codes[generator.code as usize];
    let pc = generator.pc;
    let function = generator.function;
    if !generator.handling.is_undef() {
        cx.handling = generator.handling;
    }
    thread.stack[base..base + generator.registers.len()].copy_from_slice(&generator.registers);
    if !created && let Some(Op::Yield { d, .. } | Op::YieldFrom { d, .. }) = code.ops.get(pc as usize - 1) {
        thread.stack[base + *d as usize] = sent;
    }
    thread.frames.push(Frame {
        code: code.number,
        pc,
        base: base as u32,
        ret,
        function,
        keep: Value::Undef,
        generator: Some(at),
        handling: before,
    });
    Next::Go
}

/// `yield from` and `await`: one value to the iterator.
pub(super) fn send(cx: &mut Cx<'_>, thread: &mut Thread, iterator: Value, value: Value, ret: Ret) -> Next {
    let Ret::Send { d, t } = ret else { return Next::Go };
    if let Value::Ref(at) = iterator
        && let Object::Generator(_) = cx.heap.get(at)
    {
        return resume(cx, thread, at, value, ret);
    }
    let request = if value.is_none() {
        match cx.next(iterator) {
            Ok(Some(value)) => return deliver(cx, thread, ret, value, Value::Undef),
            Ok(None) => {
                if let Some(frame) = thread.frames.last_mut() {
                    thread.stack[frame.base as usize + d as usize] = Value::None;
                    frame.pc = t;
                }
                return Next::Go;
            }
            Err(exit) => exit,
        }
    } else {
        let method = cx.prelude_value("_send_to");
        Exit::Call(Box::new(Call { callee: method, args: vec![iterator, value], kw: Vec::new(), after: After::Result }))
    };
    leave(cx, thread, request, ret)
}

/// Raises an exception where a generator is paused, in the innermost one that it waits for.
pub(super) fn throw(cx: &mut Cx<'_>, thread: &mut Thread, at: Ref, exception: Value, ret: Ret) -> Next {
    let mut at = at;
    let mut ret = ret;
    for _ in 0..RECURSION_LIMIT {
        let Object::Generator(generator) = cx.heap.get_mut(at) else { return Next::Go };
        match generator.state {
            GeneratorState::Created => {
                generator.state = GeneratorState::Done;
                return unwind(cx, thread, exception, false);
            }
            GeneratorState::Done => return unwind(cx, thread, exception, false),
            GeneratorState::Running => return resume(cx, thread, at, Value::None, ret),
            GeneratorState::Suspended => {}
        }
        let (awaiting, code) = (generator.awaiting, generator.code);
        if let next @ (Next::Exit(_) | Next::Uncaught(_) | Next::Park(_)) = resume(cx, thread, at, Value::None, ret) {
            return next;
        }
        let Value::Ref(inner) = awaiting else { break };
        if !matches!(cx.heap.get(inner), Object::Generator(_)) {
            break;
        }
        let program = cx.program.clone();
        let Some(frame) = thread.frames.last_mut() else { break };
        let ops = &program.codes[code as usize].ops;
        // `Send` stands right before the `YieldFrom` where it paused.
        let Some(Op::Send { d, t, .. }) = (frame.pc as usize).checked_sub(2).and_then(|send| ops.get(send)) else {
            break;
        };
        frame.pc -= 1;
        ret = Ret::Send { d: *d, t: *t };
        at = inner;
    }
    unwind(cx, thread, exception, false)
}
