//! The loop that executes bytecode, all of it. One large function by design, and so a large file: what it works on, the
//! program counter, the registers' window and the fuel, is at hand only while the compiler sees one function. What most
//! time goes into is executed by the small loop in [`super::fast`], which this one calls before each instruction; all that
//! is rare is in the files beside it.

use super::Next;
use super::call::{call, call_at, import, keywords, late_method};
use super::fast;
use super::fault::{attribute_place, item_place, local_name, name_error, not_callable, recursion};
use super::generator::{resume_for, send, yield_value};
use super::leave::{finish, leave};
use super::memory::collect;
use super::unwind::unwind;
use crate::python::code::{Bin, Code, Op};
use crate::python::cx::{After, Args, Cx, Exit};
use crate::python::guest::{Access, Limits, Place, ProcessId, Ran, Stop, Visible};
use crate::python::items::Star;
use crate::python::number;
use crate::python::object::Object;
use crate::python::thread::{Frame, RECURSION_LIMIT, Ret, Thread, WINDOW};
use crate::python::types;
use crate::python::value::Value;

/// Runs the thread until a limit or until it stops by itself.
pub fn run(cx: &mut Cx<'_>, thread: &mut Thread, limits: &Limits) -> (Ran, Option<Value>) {
    let program = cx.program.clone();
    let cost_ns = u64::from(cx.world.options.instruction_ns.max(1));
    let to_instructions = |ns: u64| i64::try_from(ns.div_ceil(cost_ns)).unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
    let budget = to_instructions(limits.budget_ns);
    let most = i64::try_from(limits.max_instructions).unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
    // Counts down to 0. Work beyond instructions is taken off too and counted in `extra`.
    let start = budget.min(most);
    let mut fuel = start;
    let mut extra = 0_i64;
    let shared_floor = if limits.shared_after_ns == u64::MAX {
        i64::MIN
    } else {
        start.saturating_sub(to_instructions(limits.shared_after_ns))
    };
    let woke_watch = limits.at_wake;
    cx.world.woke = false;
    let switch_floor = if limits.at_switch_point { i64::MAX } else { i64::MIN };
    cx.handling = thread.handling;
    cx.cpu_ns = 0;
    cx.now_ns = limits.now_ns;

    let cuts = fast::Cuts { shared_floor, at_switch_point: limits.at_switch_point };

    let mut code: &Code;
    let mut pc: usize;
    let mut base: usize;
    let mut regs: &mut [Value; WINDOW];

    let (stop, result) = 'run: {
        macro_rules! load {
            () => {
                match thread.frames.last() {
                    Some(frame) => pc = frame.pc as usize,
                    None => break 'run (Stop::Exited, None),
                }
            };
        }
        macro_rules! save {
            () => {
                if let Some(frame) = thread.frames.last_mut() {
                    frame.pc = pc as u32;
                }
            };
        }
        macro_rules! clock {
            () => {{
                cx.cpu_ns = (start - fuel) as u64 * cost_ns;
                cx.depth = thread.frames.len();
                if !code.hidden {
                    cx.place = (code.number, pc as u32 - 1);
                }
            }};
        }
        macro_rules! go {
            ($next:expr) => {{
                let next = $next;
                // A type that is called works as a function does.
                if cx.cost != 0 {
                    let more = std::mem::take(&mut cx.cost);
                    fuel -= more;
                    extra += more;
                }
                match next {
                    Next::Go => load!(),
                    Next::Exit(value) => break 'run (Stop::Exited, Some(value)),
                    Next::Uncaught(value) => break 'run (Stop::Uncaught, Some(value)),
                    Next::Park(stop) => break 'run (stop, None),
                }
            }};
        }
        /// Leaves the fast path with what a function written in Rust came to.
        macro_rules! exit {
            ($exit:expr, $ret:expr) => {{
                let exit = $exit;
                save!();
                let next = leave(cx, thread, exit, $ret);
                go!(next);
            }};
        }
        macro_rules! native {
            ($d:expr, $call:expr) => {{
                match $call {
                    Ok(value) => {
                        regs[$d as usize] = value;
                        if cx.cost != 0 {
                            let more = std::mem::take(&mut cx.cost);
                            fuel -= more;
                            extra += more;
                        }
                    }
                    Err(exit) => exit!(exit, Ret::To($d)),
                }
            }};
        }
        macro_rules! raise {
            ($class:expr, $message:expr) => {{
                let exit = match cx.raise::<()>($class, $message) {
                    Err(exit) => exit,
                    Ok(()) => continue,
                };
                exit!(exit, Ret::Drop)
            }};
        }
        macro_rules! shared {
            ($place:expr, $access:expr) => {
                if fuel < shared_floor && fuel + 1 < start {
                    let process = ProcessId(cx.process as u32);
                    let place = $place(process);
                    pc -= 1;
                    fuel += 1;
                    save!();
                    break 'run (Stop::Shared(Visible { place, access: $access }), None);
                }
            };
        }
        macro_rules! switch_point {
            () => {
                if fuel < switch_floor {
                    save!();
                    break 'run (Stop::SwitchPoint, None);
                }
            };
        }
        macro_rules! safe_point {
            () => {
                if cx.heap.fresh > cx.heap.threshold {
                    save!();
                    if collect(cx, thread) {
                        break 'run (Stop::OutOfMemory, None);
                    }
                    load!();
                }
            };
        }

        /// Enters a function whose arguments lie where its first registers will be: nothing is copied.
        macro_rules! enter {
            ($function:expr, $target:expr, $first:expr, $count:expr, $d:expr) => {{
                save!();
                if thread.frames.len() >= RECURSION_LIMIT {
                    let exit = recursion(cx);
                    exit!(exit, Ret::Drop);
                    continue;
                }
                let new_base = base + $first;
                thread.reserve(new_base);
                let window = Thread::window(&mut thread.stack, new_base);
                for local in &mut window[$count..$target.locals.len()] {
                    *local = Value::Undef;
                }
                thread.frames.push(Frame {
                    code: $target.number,
                    pc: 0,
                    base: new_base as u32,
                    ret: Ret::To($d),
                    function: $function,
                    keep: Value::Undef,
                    generator: None,
                    handling: Value::Undef,
                });
                pc = 0;
                safe_point!();
                switch_point!();
                continue;
            }};
        }

        load!();
        loop {
            if woke_watch && cx.world.woke {
                cx.world.woke = false;
                save!();
                break 'run (Stop::Woke, None);
            }
            save!();
            fuel = fast::run(&program, &cx.world.processes[cx.process].caches, &mut cx.heap, thread, cuts, fuel);
            let Some(frame) = thread.frames.last() else { break 'run (Stop::Exited, None) };
            code = &program.codes[frame.code as usize];
            (pc, base) = (frame.pc as usize, frame.base as usize);
            thread.reserve(base);
            regs = Thread::window(&mut thread.stack, base);
            if fuel <= 0 {
                save!();
                // Work counts for both limits. Where both are reached, the time is over: so it is of any smaller piece.
                break 'run (if start - fuel >= budget { Stop::Budget } else { Stop::Instructions }, None);
            }
            fuel -= 1;
            let op = code.ops[pc];
            pc += 1;
            match op {
                Op::Nop => {}
                Op::Move { d, s } => regs[d as usize] = regs[s as usize],
                Op::Const { d, k } => regs[d as usize] = program.consts[k as usize],
                Op::Int { d, i } => regs[d as usize] = Value::Int(i64::from(i)),
                Op::None { d } => regs[d as usize] = Value::None,
                Op::True { d } => regs[d as usize] = Value::Bool(true),
                Op::False { d } => regs[d as usize] = Value::Bool(false),
                Op::LoadGlobal { d, slot } => {
                    if fuel < shared_floor && !program.fixed[slot as usize] {
                        shared!(|process| Place::Global(process, slot), Access::Read);
                    }
                    let value = cx.heap.globals[slot as usize];
                    if value.is_undef() {
                        // Not bound yet, or not any more: what the name means everywhere shows through.
                        let name = cx.heap.names.text(program.slots[slot as usize].0).to_string();
                        match crate::python::world::builtin(&cx.heap, &name) {
                            Some(value) => regs[d as usize] = value,
                            None => {
                                let exit = name_error(cx, &name);
                                exit!(exit, Ret::Drop);
                            }
                        }
                    } else {
                        regs[d as usize] = value;
                    }
                }
                Op::StoreGlobal { s, slot } => {
                    if fuel < shared_floor && !program.fixed[slot as usize] {
                        shared!(|process| Place::Global(process, slot), Access::Write);
                    }
                    cx.heap.globals[slot as usize] = regs[s as usize];
                }
                Op::DelGlobal { slot } => {
                    shared!(|process| Place::Global(process, slot), Access::Write);
                    if cx.heap.globals[slot as usize].is_undef() {
                        let name = cx.heap.names.text(program.slots[slot as usize].0).to_string();
                        let exit = name_error(cx, &name);
                        exit!(exit, Ret::Drop);
                    } else {
                        cx.heap.globals[slot as usize] = Value::Undef;
                    }
                }
                Op::MakeCell { r } => {
                    regs[r as usize] = Value::Ref(cx.heap.alloc(Object::Cell(regs[r as usize])));
                }
                Op::LoadFree { d, i } => {
                    let function = thread.frames.last().map_or(Value::Undef, |frame| frame.function);
                    if let Some(function) = cx.function(function) {
                        regs[d as usize] = function.cells.get(i as usize).copied().unwrap_or_default();
                    }
                }
                Op::LoadCell { d, c } => {
                    let Value::Ref(at) = regs[c as usize] else {
                        raise!(types::SYSTEM_ERROR, "not a cell");
                        continue;
                    };
                    shared!(|process| Place::Cell(process, at.0), Access::Read);
                    let value = match cx.heap.get(at) {
                        Object::Cell(value) => *value,
                        _ => Value::Undef,
                    };
                    if value.is_undef() {
                        let name = local_name(cx, code, c);
                        let free = code.free_names.iter().any(|free| cx.heap.names.text(*free).as_ref() == name);
                        if free {
                            raise!(
                                types::NAME_ERROR,
                                format!(
                                    "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
                                )
                            );
                        } else {
                            raise!(
                                types::UNBOUND_LOCAL_ERROR,
                                format!(
                                    "cannot access local variable '{name}' where it is not associated with a value"
                                )
                            );
                        }
                    } else {
                        regs[d as usize] = value;
                    }
                }
                Op::StoreCell { s, c } => {
                    if let Value::Ref(at) = regs[c as usize] {
                        shared!(|process| Place::Cell(process, at.0), Access::Write);
                        cx.heap.put(at, Object::Cell(regs[s as usize]));
                    }
                }
                Op::DelCell { c } => {
                    if let Value::Ref(at) = regs[c as usize] {
                        cx.heap.put(at, Object::Cell(Value::Undef));
                    }
                }
                Op::CheckLocal { r } => {
                    if regs[r as usize].is_undef() {
                        let name = local_name(cx, code, r);
                        raise!(
                            types::UNBOUND_LOCAL_ERROR,
                            format!("cannot access local variable '{name}' where it is not associated with a value")
                        );
                    }
                }
                Op::DelLocal { r } => {
                    if regs[r as usize].is_undef() {
                        let name = local_name(cx, code, r);
                        raise!(
                            types::UNBOUND_LOCAL_ERROR,
                            format!("cannot access local variable '{name}' where it is not associated with a value")
                        );
                    } else {
                        regs[r as usize] = Value::Undef;
                    }
                }
                Op::LoadName { d, c, k } => {
                    let key = program.consts[k as usize];
                    let cell = (c != 255).then(|| regs[c as usize]);
                    let fallback = regs[d as usize];
                    let found = cx.dict_get(regs[0], key);
                    match found {
                        Ok(Some(value)) => regs[d as usize] = value,
                        Ok(None) => {
                            let value = match cell {
                                Some(Value::Ref(at)) => match cx.heap.get(at) {
                                    Object::Cell(value) => *value,
                                    _ => Value::Undef,
                                },
                                _ => fallback,
                            };
                            if value.is_undef() {
                                let name = cx.text(key).unwrap_or_default();
                                let exit = name_error(cx, &name);
                                exit!(exit, Ret::Drop);
                            } else {
                                regs[d as usize] = value;
                            }
                        }
                        Err(exit) => exit!(exit, Ret::Drop),
                    }
                }
                Op::StoreName { s, k } => {
                    let key = program.consts[k as usize];
                    if let Err(exit) = cx.set_item(regs[0], key, regs[s as usize]) {
                        exit!(exit, Ret::Drop);
                    }
                }
                Op::DelName { k } => {
                    let key = program.consts[k as usize];
                    if let Err(exit) = cx.del_item(regs[0], key) {
                        exit!(exit, Ret::Drop);
                    }
                }
                Op::Add { d, a, b } => match (regs[a as usize], regs[b as usize]) {
                    (Value::Int(x), Value::Int(y)) => match x.checked_add(y) {
                        Some(sum) => regs[d as usize] = Value::Int(sum),
                        None => native!(d, cx.binary(Bin::Add, Value::Int(x), Value::Int(y))),
                    },
                    (Value::Float(x), Value::Float(y)) => regs[d as usize] = Value::Float(x + y),
                    (x, y) => native!(d, cx.binary(Bin::Add, x, y)),
                },
                Op::Sub { d, a, b } => match (regs[a as usize], regs[b as usize]) {
                    (Value::Int(x), Value::Int(y)) => match x.checked_sub(y) {
                        Some(sum) => regs[d as usize] = Value::Int(sum),
                        None => native!(d, cx.binary(Bin::Sub, Value::Int(x), Value::Int(y))),
                    },
                    (Value::Float(x), Value::Float(y)) => regs[d as usize] = Value::Float(x - y),
                    (x, y) => native!(d, cx.binary(Bin::Sub, x, y)),
                },
                Op::Mul { d, a, b } => match (regs[a as usize], regs[b as usize]) {
                    (Value::Int(x), Value::Int(y)) => match x.checked_mul(y) {
                        Some(sum) => regs[d as usize] = Value::Int(sum),
                        None => native!(d, cx.binary(Bin::Mul, Value::Int(x), Value::Int(y))),
                    },
                    (Value::Float(x), Value::Float(y)) => regs[d as usize] = Value::Float(x * y),
                    (x, y) => native!(d, cx.binary(Bin::Mul, x, y)),
                },
                Op::AddI { d, a, i } => match regs[a as usize] {
                    Value::Int(x) => match x.checked_add(i64::from(i)) {
                        Some(sum) => regs[d as usize] = Value::Int(sum),
                        None => native!(d, cx.binary(Bin::Add, Value::Int(x), Value::Int(i64::from(i)))),
                    },
                    x => native!(d, cx.binary(Bin::Add, x, Value::Int(i64::from(i)))),
                },
                Op::SubI { d, a, i } => match regs[a as usize] {
                    Value::Int(x) => match x.checked_sub(i64::from(i)) {
                        Some(sum) => regs[d as usize] = Value::Int(sum),
                        None => native!(d, cx.binary(Bin::Sub, Value::Int(x), Value::Int(i64::from(i)))),
                    },
                    x => native!(d, cx.binary(Bin::Sub, x, Value::Int(i64::from(i)))),
                },
                Op::Binary { op, d, a, b } => {
                    let (x, y) = (regs[a as usize], regs[b as usize]);
                    match number::fast(op, x, y) {
                        Some(value) => regs[d as usize] = value,
                        None => native!(d, cx.binary(op, x, y)),
                    }
                }
                Op::InPlace { op, d, a, b } => {
                    let (x, y) = (regs[a as usize], regs[b as usize]);
                    match number::fast(op, x, y) {
                        Some(value) => regs[d as usize] = value,
                        None => native!(d, cx.in_place(op, x, y)),
                    }
                }
                Op::Compare { op, d, a, b } => match (regs[a as usize], regs[b as usize]) {
                    (Value::Int(x), Value::Int(y)) => regs[d as usize] = Value::Bool(op.holds(x, y)),
                    (Value::Float(x), Value::Float(y)) => regs[d as usize] = Value::Bool(op.holds(x, y)),
                    (x, y) => native!(d, cx.compare(op, x, y)),
                },
                Op::CompareJump { op, d, a, b } => {
                    let holds = match (regs[a as usize], regs[b as usize]) {
                        (Value::Int(x), Value::Int(y)) => op.holds(x, y),
                        (Value::Float(x), Value::Float(y)) => op.holds(x, y),
                        (x, y) => {
                            native!(d, cx.compare(op, x, y));
                            continue;
                        }
                    };
                    match code.ops[pc] {
                        Op::JumpIf { t, .. } => pc = if holds { t as usize } else { pc + 1 },
                        Op::JumpIfNot { t, .. } => pc = if holds { pc + 1 } else { t as usize },
                        _ => regs[d as usize] = Value::Bool(holds),
                    }
                }
                Op::CompareJumpI { op, d, a, i } => {
                    let holds = match regs[a as usize] {
                        Value::Int(x) => op.holds(x, i64::from(i)),
                        x => {
                            native!(d, cx.compare(op, x, Value::Int(i64::from(i))));
                            continue;
                        }
                    };
                    match code.ops[pc] {
                        Op::JumpIf { t, .. } => pc = if holds { t as usize } else { pc + 1 },
                        Op::JumpIfNot { t, .. } => pc = if holds { pc + 1 } else { t as usize },
                        _ => regs[d as usize] = Value::Bool(holds),
                    }
                }
                Op::Is { d, a, b, not } => {
                    regs[d as usize] = Value::Bool(regs[a as usize].same(regs[b as usize]) != not);
                }
                Op::In { d, a, b, not } => {
                    let (item, of) = (regs[a as usize], regs[b as usize]);
                    shared!(|process| item_place(process, of), Access::Read);
                    match cx.contains(of, item) {
                        Ok(found) => {
                            regs[d as usize] = Value::Bool(found != not);
                            fuel -= cx.cost;
                            extra += std::mem::take(&mut cx.cost);
                        }
                        Err(Exit::Call(mut call)) => {
                            call.after = if not { After::Untruth } else { After::Truth };
                            exit!(Exit::Call(call), Ret::To(d));
                        }
                        Err(exit) => exit!(exit, Ret::To(d)),
                    }
                }
                Op::Not { d, s } => match cx.truth(regs[s as usize]) {
                    Ok(truth) => regs[d as usize] = Value::Bool(!truth),
                    Err(Exit::Call(mut call)) => {
                        call.after = After::Untruth;
                        exit!(Exit::Call(call), Ret::To(d));
                    }
                    Err(exit) => exit!(exit, Ret::To(d)),
                },
                Op::Unary { op, d, s } => {
                    let value = regs[s as usize];
                    native!(d, cx.unary(op, value));
                }
                Op::Jump { t } => pc = t as usize,
                Op::Loop { t } => {
                    pc = t as usize;
                    safe_point!();
                    switch_point!();
                }
                Op::JumpIf { r, t } => match regs[r as usize] {
                    Value::Bool(truth) => {
                        if truth {
                            pc = t as usize;
                        }
                    }
                    value => match cx.truth(value) {
                        Ok(truth) => {
                            if truth {
                                pc = t as usize;
                            }
                        }
                        Err(exit) => exit!(exit, Ret::Branch { when: true, t }),
                    },
                },
                Op::JumpIfNot { r, t } => match regs[r as usize] {
                    Value::Bool(truth) => {
                        if !truth {
                            pc = t as usize;
                        }
                    }
                    value => match cx.truth(value) {
                        Ok(truth) => {
                            if !truth {
                                pc = t as usize;
                            }
                        }
                        Err(exit) => exit!(exit, Ret::Branch { when: false, t }),
                    },
                },
                Op::GetIter { d, s } => {
                    let value = regs[s as usize];
                    native!(d, cx.iter(value));
                }
                Op::ForPrep { it, s } => {
                    let value = regs[s as usize];
                    let at = it as usize;
                    let mut fast = false;
                    if let Value::Ref(of) = value {
                        match cx.heap.get(of) {
                            Object::Range { start, stop, step } => {
                                regs[at] = Value::RangeAt(*start);
                                regs[at + 1] = Value::Int(*stop);
                                regs[at + 2] = Value::Int(*step);
                                fast = true;
                            }
                            Object::List(_) => {
                                regs[at] = Value::ListAt(0);
                                regs[at + 1] = value;
                                fast = true;
                            }
                            Object::Tuple(_) => {
                                regs[at] = Value::TupleAt(0);
                                regs[at + 1] = value;
                                fast = true;
                            }
                            _ => {}
                        }
                    }
                    if !fast {
                        native!(it, cx.iter(value));
                    }
                }
                Op::ForNext { it, d, t } => {
                    let at = it as usize;
                    match regs[at] {
                        Value::RangeAt(next) => {
                            let (Value::Int(stop), Value::Int(step)) = (regs[at + 1], regs[at + 2]) else { continue };
                            if if step > 0 { next < stop } else { next > stop } {
                                regs[d as usize] = Value::Int(next);
                                regs[at] = match next.checked_add(step) {
                                    Some(after) => Value::RangeAt(after),
                                    None => Value::RangeAt(stop),
                                };
                                pc = t as usize;
                            }
                        }
                        Value::ListAt(next) => {
                            if let Value::Ref(of) = regs[at + 1] {
                                shared!(|process| Place::Item(process, of.0), Access::Read);
                                if let Object::List(items) = cx.heap.get(of)
                                    && let Some(item) = items.get(next as usize)
                                {
                                    regs[d as usize] = *item;
                                    regs[at] = Value::ListAt(next + 1);
                                    pc = t as usize;
                                } else {
                                    // Once over, it stays over.
                                    regs[at] = Value::ListAt(u32::MAX - 1);
                                }
                            }
                        }
                        Value::TupleAt(next) => {
                            if let Value::Ref(of) = regs[at + 1]
                                && let Object::Tuple(items) = cx.heap.get(of)
                                && let Some(item) = items.get(next as usize)
                            {
                                regs[d as usize] = *item;
                                regs[at] = Value::TupleAt(next + 1);
                                pc = t as usize;
                            }
                        }
                        iterator => {
                            clock!();
                            match resume_for(cx, thread, iterator, Ret::ForNext { d, t }, pc) {
                                Some(next) => {
                                    go!(next);
                                }
                                None => {
                                    regs = Thread::window(&mut thread.stack, base);
                                    match cx.next(iterator) {
                                        Ok(Some(value)) => {
                                            regs[d as usize] = value;
                                            pc = t as usize;
                                            if cx.cost != 0 {
                                                let more = std::mem::take(&mut cx.cost);
                                                fuel -= more;
                                                extra += more;
                                            }
                                        }
                                        Ok(None) => {}
                                        Err(exit) => exit!(exit, Ret::ForNext { d, t }),
                                    }
                                }
                            }
                        }
                    }
                    safe_point!();
                    switch_point!();
                }
                Op::GetItem { d, a, b } => {
                    let (of, key) = (regs[a as usize], regs[b as usize]);
                    shared!(|process| item_place(process, of), Access::Read);
                    if let (Value::Ref(at), Value::Int(index)) = (of, key)
                        && let Object::List(items) = cx.heap.get(at)
                    {
                        let index = if index < 0 { index + items.len() as i64 } else { index };
                        if let Some(item) = usize::try_from(index).ok().and_then(|index| items.get(index)) {
                            regs[d as usize] = *item;
                            continue;
                        }
                    }
                    clock!();
                    native!(d, cx.get_item(of, key));
                }
                Op::SetItem { a, b, s } => {
                    let (of, key, value) = (regs[a as usize], regs[b as usize], regs[s as usize]);
                    shared!(|process| item_place(process, of), Access::Write);
                    if let (Value::Ref(at), Value::Int(index)) = (of, key)
                        && let Object::List(items) = cx.heap.get_mut(at)
                    {
                        let index = if index < 0 { index + items.len() as i64 } else { index };
                        if let Some(item) = usize::try_from(index).ok().and_then(|index| items.get_mut(index)) {
                            *item = value;
                            continue;
                        }
                    }
                    if let Err(exit) = cx.set_item(of, key, value) {
                        exit!(exit, Ret::Drop);
                    }
                }
                Op::DelItem { a, b } => {
                    let (of, key) = (regs[a as usize], regs[b as usize]);
                    shared!(|process| item_place(process, of), Access::Write);
                    if let Err(exit) = cx.del_item(of, key) {
                        exit!(exit, Ret::Drop);
                    }
                }
                Op::LoadAttr { d, o, site } => {
                    let of = regs[o as usize];
                    if let Value::Ref(at) = of
                        && let Object::Instance(instance) = cx.heap.get(at)
                    {
                        let cache = &cx.world.processes[cx.process].caches[site as usize];
                        if cache.key == instance.shape && cache.epoch == cx.heap.epoch && cache.slot != u32::MAX {
                            shared!(
                                |process| Place::Attribute(process, at.0, program.sites[site as usize]),
                                Access::Read
                            );
                            regs[d as usize] = instance.slots[cache.slot as usize];
                            continue;
                        }
                    }
                    shared!(|process| attribute_place(process, of, program.sites[site as usize]), Access::Read);
                    clock!();
                    native!(d, cx.load_attr(of, site));
                }
                Op::StoreAttr { o, s, site } => {
                    let (of, value) = (regs[o as usize], regs[s as usize]);
                    shared!(|process| attribute_place(process, of, program.sites[site as usize]), Access::Write);
                    let epoch = cx.heap.epoch;
                    if let Value::Ref(at) = of
                        && let Object::Instance(instance) = cx.heap.get_mut(at)
                    {
                        let cache = &cx.world.processes[cx.process].caches[site as usize];
                        if cache.key == instance.shape && cache.epoch == epoch && cache.slot != u32::MAX {
                            instance.slots[cache.slot as usize] = value;
                            continue;
                        }
                    }
                    if let Err(exit) = cx.store_attr(of, site, value) {
                        exit!(exit, Ret::Drop);
                    }
                }
                Op::DelAttr { o, site } => {
                    let of = regs[o as usize];
                    shared!(|process| attribute_place(process, of, program.sites[site as usize]), Access::Write);
                    if let Err(exit) = cx.del_attr(of, program.sites[site as usize]) {
                        exit!(exit, Ret::Drop);
                    }
                }
                Op::Call { d, f, n } => {
                    let callee = regs[f as usize];
                    match callee {
                        Value::Ref(at) => {
                            if let Object::Function(function) = cx.heap.get(at) {
                                let target = &program.codes[function.code as usize];
                                if target.simple && target.positional == n {
                                    enter!(callee, target, f as usize + 1, n as usize, d);
                                }
                            }
                            save!();
                            let first = base + f as usize + 1;
                            let next = call_at(cx, thread, callee, first, n as usize, Ret::To(d));
                            go!(next);
                            safe_point!();
                            switch_point!();
                        }
                        Value::Native(number) => {
                            clock!();
                            let args = Args { pos: &regs[f as usize + 1..f as usize + 1 + n as usize], kw: &[] };
                            if fuel < shared_floor
                                && let Some(visible) = cx.visible_call(number, &args)
                            {
                                shared!(|_| visible.place, visible.access);
                            }
                            native!(d, (cx.natives[number as usize].run)(cx, &args));
                            switch_point!();
                        }
                        _ => {
                            save!();
                            let exit = not_callable(cx, callee);
                            exit!(exit, Ret::Drop);
                        }
                    }
                }
                Op::CallKw { d, f, n, names } => {
                    save!();
                    clock!();
                    let names = &code.kw_names[names as usize];
                    let first = f as usize + 1;
                    let split = first + n as usize - names.len();
                    let args = regs[first..split].to_vec();
                    let kw = names.iter().copied().zip(regs[split..].iter().copied()).collect();
                    let callee = regs[f as usize];
                    let next = call(cx, thread, callee, args, kw, Ret::To(d));
                    fuel -= cx.cost;
                    extra += std::mem::take(&mut cx.cost);
                    go!(next);
                    safe_point!();
                    switch_point!();
                }
                Op::CallEx { d, f } => {
                    save!();
                    clock!();
                    let (callee, list, dict) = (regs[f as usize], regs[f as usize + 1], regs[f as usize + 2]);
                    let args = match list {
                        Value::Ref(at) => match cx.heap.get(at) {
                            Object::List(items) => items.clone(),
                            _ => Vec::new(),
                        },
                        _ => Vec::new(),
                    };
                    let kw = keywords(cx, dict);
                    let next = call(cx, thread, callee, args, kw, Ret::To(d));
                    fuel -= cx.cost;
                    extra += std::mem::take(&mut cx.cost);
                    go!(next);
                    safe_point!();
                    switch_point!();
                }
                Op::CallMethod { d, b, n, site } => {
                    let this = regs[b as usize + 1];
                    let mut found = Value::Undef;
                    if let Value::Ref(at) = this {
                        let key = match cx.heap.get(at) {
                            Object::Instance(instance) => instance.shape,
                            Object::List(_) => types::LIST.0 | 1 << 31,
                            Object::Dict(_) => types::DICT.0 | 1 << 31,
                            Object::Str(_) => types::STR.0 | 1 << 31,
                            Object::Set(_) => types::SET.0 | 1 << 31,
                            Object::Deque(_) => types::DEQUE.0 | 1 << 31,
                            Object::Module(module) => module.number | 1 << 30,
                            _ => u32::MAX,
                        };
                        let cache = &cx.world.processes[cx.process].caches[site as usize];
                        if cache.key == key && cache.epoch == cx.heap.epoch && cache.slot == u32::MAX {
                            found = cache.value;
                        }
                    }
                    let mut bound = true;
                    if found.is_undef() {
                        match cx.load_method(this, site) {
                            Ok((value, is_method)) => {
                                found = value;
                                bound = is_method;
                            }
                            Err(exit) => {
                                // The attribute's value comes from Python: get it first, then call it.
                                save!();
                                clock!();
                                let next = late_method(cx, thread, exit, b, n, d);
                                go!(next);
                                continue;
                            }
                        }
                    } else if let Value::Ref(at) = this
                        && matches!(cx.heap.get(at), Object::Module(_))
                    {
                        bound = false;
                    }
                    let first = b as usize + 1 + usize::from(!bound);
                    let count = n as usize + usize::from(bound);
                    match found {
                        Value::Ref(at) => {
                            if let Object::Function(function) = cx.heap.get(at) {
                                let target = &program.codes[function.code as usize];
                                if target.simple && target.positional as usize == count {
                                    enter!(found, target, first, count, d);
                                }
                            }
                            save!();
                            clock!();
                            let next = call_at(cx, thread, found, base + first, count, Ret::To(d));
                            fuel -= cx.cost;
                            extra += std::mem::take(&mut cx.cost);
                            go!(next);
                            safe_point!();
                            switch_point!();
                        }
                        Value::Native(number) => {
                            clock!();
                            let args = Args { pos: &regs[first..first + count], kw: &[] };
                            if fuel < shared_floor
                                && let Some(visible) = cx.visible_call(number, &args)
                            {
                                shared!(|_| visible.place, visible.access);
                            }
                            native!(d, (cx.natives[number as usize].run)(cx, &args));
                            switch_point!();
                        }
                        _ => {
                            save!();
                            let exit = not_callable(cx, found);
                            exit!(exit, Ret::Drop);
                        }
                    }
                }
                Op::Return { s } => {
                    let value = regs[s as usize];
                    let Some(frame) = thread.frames.pop() else { break 'run (Stop::Exited, None) };
                    if frame.generator.is_none()
                        && let Ret::To(d) = frame.ret
                        && let Some(below) = thread.frames.last()
                    {
                        pc = below.pc as usize;
                        Thread::window(&mut thread.stack, below.base as usize)[d as usize] = value;
                        continue;
                    }
                    let next = finish(cx, thread, frame, value);
                    go!(next);
                }
                Op::Yield { d, s } => {
                    let value = regs[s as usize];
                    let _ = d;
                    save!();
                    let next = yield_value(cx, thread, value, Value::Undef);
                    go!(next);
                }
                Op::YieldFrom { d, it } => {
                    let value = regs[d as usize];
                    let awaiting = regs[it as usize];
                    save!();
                    let next = yield_value(cx, thread, value, awaiting);
                    go!(next);
                }
                Op::GetAwaitable { d, s } => {
                    let value = regs[s as usize];
                    native!(d, cx.awaitable(value));
                }
                Op::GetYieldFrom { d, s } => {
                    let value = regs[s as usize];
                    if let Value::Ref(at) = value
                        && matches!(cx.heap.get(at), Object::Generator(_))
                    {
                        regs[d as usize] = value;
                    } else {
                        native!(d, cx.iter(value));
                    }
                }
                Op::GetAiter { d, s } => {
                    let value = regs[s as usize];
                    native!(d, cx.aiter(value));
                }
                Op::Send { d, it, t } => {
                    save!();
                    clock!();
                    let (iterator, value) = (regs[it as usize], regs[d as usize]);
                    let next = send(cx, thread, iterator, value, Ret::Send { d, t });
                    go!(next);
                }
                Op::BuildList { d, s, n } => {
                    let items = regs[s as usize..s as usize + n as usize].to_vec();
                    regs[d as usize] = cx.heap.list(items);
                }
                Op::BuildTuple { d, s, n } => {
                    let items = regs[s as usize..s as usize + n as usize].to_vec();
                    regs[d as usize] = cx.heap.tuple(items);
                }
                Op::BuildSet { d } => regs[d as usize] = cx.heap.set(crate::python::set::Set::default()),
                Op::BuildDict { d } => regs[d as usize] = cx.heap.dict(crate::python::dict::Dict::default()),
                Op::BuildString { d, s, n } => {
                    native!(d, cx.joined(&regs[s as usize..s as usize + n as usize]));
                }
                Op::BuildSlice { d, s } => {
                    let s = s as usize;
                    let parts = [regs[s], regs[s + 1], regs[s + 2]];
                    regs[d as usize] = cx.heap.value(Object::Slice(Box::new(parts)));
                }
                Op::ListAppend { l, s } => {
                    let value = regs[s as usize];
                    if let Value::Ref(at) = regs[l as usize] {
                        let mut grew = 0;
                        if let Object::List(items) = cx.heap.get_mut(at) {
                            if items.len() == items.capacity() {
                                grew = items.len() * 16;
                            }
                            items.push(value);
                        }
                        if grew > 0 {
                            cx.heap.grew(grew);
                        }
                    }
                }
                Op::ListExtend { l, s, call } => {
                    let (list, value) = (regs[l as usize], regs[s as usize]);
                    let star = if call { Star::Call(regs[l as usize - 1]) } else { Star::Display };
                    if let Err(exit) = cx.extend(list, value, star) {
                        exit!(exit, Ret::Drop);
                    }
                }
                Op::SetAdd { l, s } => {
                    let (set, value) = (regs[l as usize], regs[s as usize]);
                    if let Err(exit) = cx.set_add(set, value) {
                        exit!(exit, Ret::Drop);
                    }
                }
                Op::SetUpdate { l, s } => {
                    let (set, value) = (regs[l as usize], regs[s as usize]);
                    if let Err(exit) = cx.set_update(set, value) {
                        exit!(exit, Ret::Drop);
                    }
                }
                Op::DictMerge { l, s, call } => {
                    let (dict, value) = (regs[l as usize], regs[s as usize]);
                    let merged = match call {
                        true => cx.dict_merge(dict, value, Some(regs[l as usize - 2])),
                        false => cx.dict_spread(dict, value),
                    };
                    if let Err(exit) = merged {
                        exit!(exit, Ret::Drop);
                    }
                }
                Op::ListToTuple { d, s } => {
                    if let Value::Ref(at) = regs[s as usize]
                        && let Object::List(items) = cx.heap.get(at)
                    {
                        let items = items.clone();
                        regs[d as usize] = cx.heap.tuple(items);
                    }
                }
                Op::Format { d, s, conversion, spec } => {
                    let value = regs[s as usize];
                    let spec = if spec == 255 { Value::Undef } else { regs[spec as usize] };
                    native!(d, cx.format_value(value, conversion, spec));
                }
                Op::MakeFunction { d, s, code: number } => {
                    let defaults = regs[s as usize];
                    let keyword = regs[s as usize + 1];
                    let target = &program.codes[number as usize];
                    let cells = target.captures.iter().map(|r| regs[*r as usize]).collect();
                    regs[d as usize] = cx.make_function(target, defaults, keyword, cells);
                }
                Op::Unpack { s, d, n } => {
                    let value = regs[s as usize];
                    let items: Option<&[Value]> = match value {
                        Value::Ref(at) => match cx.heap.get(at) {
                            Object::Tuple(items) => Some(items),
                            Object::List(items) => Some(items),
                            _ => None,
                        },
                        _ => None,
                    };
                    if let Some(items) = items
                        && items.len() == n as usize
                    {
                        regs[d as usize..d as usize + items.len()].copy_from_slice(items);
                    } else {
                        // Made a list of the right length first, then tried again.
                        match cx.unpackable(value, n as usize, None) {
                            Ok(items) => {
                                regs[d as usize..d as usize + items.len()].copy_from_slice(&items);
                            }
                            Err(Exit::Call(call)) => {
                                pc -= 1;
                                exit!(Exit::Call(call), Ret::To(s));
                            }
                            Err(exit) => exit!(exit, Ret::Drop),
                        }
                    }
                }
                Op::UnpackEx { s, d, before, after } => {
                    let value = regs[s as usize];
                    match cx.unpackable(value, (before + after) as usize, Some(before as usize)) {
                        Ok(items) => {
                            regs[d as usize..d as usize + items.len()].copy_from_slice(&items);
                        }
                        Err(Exit::Call(call)) => {
                            pc -= 1;
                            exit!(Exit::Call(call), Ret::To(s));
                        }
                        Err(exit) => exit!(exit, Ret::Drop),
                    }
                }
                Op::Raise { s, cause } => {
                    let value = regs[s as usize];
                    let cause = if cause == 255 { Value::Undef } else { regs[cause as usize] };
                    clock!();
                    match cx.raisable(value, cause) {
                        Ok(exception) => exit!(Exit::Raise(exception), Ret::Drop),
                        Err(Exit::Call(call)) => {
                            // The class makes an instance; then it is raised.
                            pc -= 1;
                            exit!(Exit::Call(call), Ret::To(s));
                        }
                        Err(exit) => exit!(exit, Ret::Drop),
                    }
                }
                Op::Reraise { s } => {
                    let value = regs[s as usize];
                    save!();
                    let next = unwind(cx, thread, value, true);
                    go!(next);
                }
                Op::PushHandling { d, s } => {
                    regs[d as usize] = cx.handling;
                    cx.handling = regs[s as usize];
                }
                Op::PopHandling { s } => cx.handling = regs[s as usize],
                Op::MatchException { d, e, s } => {
                    let (exception, class) = (regs[e as usize], regs[s as usize]);
                    match cx.matches(exception, class) {
                        Ok(matches) => regs[d as usize] = Value::Bool(matches),
                        Err(exit) => exit!(exit, Ret::Drop),
                    }
                }
                Op::LoadSpecial { d, o, site } => {
                    let of = regs[o as usize];
                    native!(d, cx.load_special(of, program.sites[site as usize]));
                }
                Op::Import { d, module } => {
                    save!();
                    let next = import(cx, thread, module, d);
                    go!(next);
                }
                Op::ImportFrom { d, s, site } => {
                    let of = regs[s as usize];
                    native!(d, cx.import_from(of, program.sites[site as usize]));
                }
                Op::Intrinsic { d, s, n, f } => {
                    clock!();
                    let args = Args { pos: &regs[s as usize..s as usize + n as usize], kw: &[] };
                    native!(d, (cx.natives[f as usize].run)(cx, &args));
                }
            }
        }
    };
    if let Some(frame) = thread.frames.last()
        && matches!(stop, Stop::Exited)
    {
        debug_assert!(frame.pc < u32::MAX);
    }
    thread.handling = cx.handling;
    // Not every instruction takes off at once what its work costs; none of it is to depend on where a run is cut.
    let more = std::mem::take(&mut cx.cost);
    fuel -= more;
    extra += more;
    let used = (start - fuel).max(0) as u64;
    let (instructions, work) = ((start - fuel - extra).max(0) as u64, extra.max(0) as u64);
    let ran = Ran { cpu_ns: used * cost_ns, instructions, work, stop };
    (ran, result)
}
