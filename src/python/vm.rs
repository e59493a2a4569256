//! The loop that executes bytecode. One large function by design: its state lives in registers of the host.
//!
//! It never calls itself. A call of a Python function pushes a frame; what a function written in Rust wants of Python
//! it asks for by returning (`Exit::Call`), and gets through the new frame's `Ret`.

use super::code::{Bin, Code, Op};
use super::cx::{After, Args, Call, Cx, Exit, Out, Resume};
use super::guest::{Access, Limits, Place, ProcessId, Ran, Stop, Visible};
use super::number;
use super::object::{Generator, GeneratorKind, GeneratorState, Object};
use super::thread::{Frame, RECURSION_LIMIT, Ret, Thread, WINDOW};
use super::types;
use super::value::{Ref, Value};

/// What a step that leaves the fast path comes to.
enum Next {
    /// Go on in the thread's top frame.
    Go,
    /// The thread's last frame returned.
    Exit(Value),
    /// Nobody caught this exception.
    Uncaught(Value),
    Park(Stop),
}

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

    let mut code: &Code;
    let mut pc: usize;
    let mut base: usize;
    let mut regs: &mut [Value; WINDOW];

    let (stop, result) = 'run: {
        macro_rules! load {
            () => {{
                match thread.frames.last() {
                    Some(frame) => {
                        code = &program.codes[frame.code as usize];
                        pc = frame.pc as usize;
                        base = frame.base as usize;
                    }
                    None => break 'run (Stop::Exited, None),
                }
                thread.reserve(base);
                regs = Thread::window(&mut thread.stack, base);
            }};
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
                match $next {
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
                let more = std::mem::take(&mut cx.cost);
                fuel -= more;
                extra += more;
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

        load!();
        loop {
            if woke_watch && cx.world.woke {
                cx.world.woke = false;
                save!();
                break 'run (Stop::Woke, None);
            }
            if fuel <= 0 {
                save!();
                break 'run (if start - fuel - extra >= most { Stop::Instructions } else { Stop::Budget }, None);
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
                    if shared_floor != i64::MIN && !program.fixed[slot as usize] {
                        shared!(|process| Place::Global(process, slot), Access::Read);
                    }
                    let value = cx.heap.globals[slot as usize];
                    if value.is_undef() {
                        // Not bound yet, or not any more: what the name means everywhere shows through.
                        let name = cx.heap.names.text(program.slots[slot as usize].0).to_string();
                        match super::world::builtin(&cx.heap, &name) {
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
                    if shared_floor != i64::MIN && !program.fixed[slot as usize] {
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
                    let cell = cx.heap.alloc(Object::Cell(regs[r as usize]));
                    regs[r as usize] = Value::Ref(cell);
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
                        *cx.heap.get_mut(at) = Object::Cell(regs[s as usize]);
                    }
                }
                Op::DelCell { c } => {
                    if let Value::Ref(at) = regs[c as usize] {
                        *cx.heap.get_mut(at) = Object::Cell(Value::Undef);
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
                                    save!();
                                    if thread.frames.len() >= RECURSION_LIMIT {
                                        let exit = recursion(cx);
                                        exit!(exit, Ret::Drop);
                                        continue;
                                    }
                                    let new_base = base + f as usize + 1;
                                    thread.reserve(new_base);
                                    let window = Thread::window(&mut thread.stack, new_base);
                                    for local in &mut window[n as usize..target.locals.len()] {
                                        *local = Value::Undef;
                                    }
                                    thread.frames.push(Frame {
                                        code: target.number,
                                        pc: 0,
                                        base: new_base as u32,
                                        ret: Ret::To(d),
                                        function: callee,
                                        keep: Value::Undef,
                                        generator: None,
                                        handling: Value::Undef,
                                    });
                                    code = target;
                                    pc = 0;
                                    base = new_base;
                                    regs = Thread::window(&mut thread.stack, base);
                                    safe_point!();
                                    switch_point!();
                                    continue;
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
                            if shared_floor != i64::MIN
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
                                    save!();
                                    if thread.frames.len() >= RECURSION_LIMIT {
                                        let exit = recursion(cx);
                                        exit!(exit, Ret::Drop);
                                        continue;
                                    }
                                    let new_base = base + first;
                                    thread.reserve(new_base);
                                    let window = Thread::window(&mut thread.stack, new_base);
                                    for local in &mut window[count..target.locals.len()] {
                                        *local = Value::Undef;
                                    }
                                    thread.frames.push(Frame {
                                        code: target.number,
                                        pc: 0,
                                        base: new_base as u32,
                                        ret: Ret::To(d),
                                        function: found,
                                        keep: Value::Undef,
                                        generator: None,
                                        handling: Value::Undef,
                                    });
                                    code = target;
                                    pc = 0;
                                    base = new_base;
                                    regs = Thread::window(&mut thread.stack, base);
                                    safe_point!();
                                    switch_point!();
                                    continue;
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
                            if shared_floor != i64::MIN
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
                        code = &program.codes[below.code as usize];
                        pc = below.pc as usize;
                        base = below.base as usize;
                        regs = Thread::window(&mut thread.stack, base);
                        regs[d as usize] = value;
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
                Op::BuildSet { d } => regs[d as usize] = cx.heap.set(super::set::Set::default()),
                Op::BuildDict { d } => regs[d as usize] = cx.heap.dict(super::dict::Dict::default()),
                Op::BuildString { d, s, n } => {
                    let mut text = String::new();
                    for part in &regs[s as usize..s as usize + n as usize] {
                        if let Some(part) = cx.heap.as_str(*part) {
                            text.push_str(&part.text);
                        }
                    }
                    native!(d, cx.checked_string(text));
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
                Op::ListExtend { l, s } => {
                    let (list, value) = (regs[l as usize], regs[s as usize]);
                    if let Err(exit) = cx.extend(list, value, true) {
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
                    if let Err(exit) = cx.dict_merge(dict, value, call) {
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
    let used = (start - fuel).max(0) as u64;
    let ran = Ran { cpu_ns: used * cost_ns, instructions: (start - fuel - extra).max(0) as u64, stop };
    (ran, result)
}

fn item_place(process: ProcessId, of: Value) -> Place {
    match of {
        Value::Ref(at) => Place::Item(process, at.0),
        _ => Place::Item(process, u32::MAX),
    }
}

fn attribute_place(process: ProcessId, of: Value, name: u32) -> Place {
    match of {
        Value::Ref(at) => Place::Attribute(process, at.0, name),
        _ => Place::Attribute(process, u32::MAX, name),
    }
}

fn local_name(cx: &Cx<'_>, code: &Code, register: u8) -> String {
    match code.locals.get(register as usize) {
        Some(name) => cx.heap.names.text(*name).to_string(),
        None => "?".into(),
    }
}

#[cold]
fn name_error(cx: &mut Cx<'_>, name: &str) -> Exit {
    let text = cx.heap.string(format!("name '{name}' is not defined"));
    Exit::Raise(cx.exception(types::NAME_ERROR, vec![text]))
}

#[cold]
fn recursion(cx: &mut Cx<'_>) -> Exit {
    let text = cx.heap.str("maximum recursion depth exceeded");
    Exit::Raise(cx.exception(types::RECURSION_ERROR, vec![text]))
}

#[cold]
fn not_callable(cx: &mut Cx<'_>, value: Value) -> Exit {
    let text = format!("'{}' object is not callable", cx.type_name(value));
    let text = cx.heap.string(text);
    Exit::Raise(cx.exception(types::TYPE_ERROR, vec![text]))
}

/// Frees memory that nothing refers to. Whether there is still too much of it.
#[cold]
fn collect(cx: &mut Cx<'_>, thread: &Thread) -> bool {
    let program = cx.program.clone();
    let registers = |code: u32| program.codes[code as usize].registers as usize;
    let mut roots: Vec<Value> = thread.roots(registers).collect();
    roots.push(cx.handling);
    cx.world.roots(cx.process, &mut roots);
    cx.heap.collect(roots.into_iter());
    // Sweeping costs the host time, not the program: CPython frees as it goes.
    let all: usize = cx.world.processes.iter().map(|process| process.heap.alive).sum::<usize>() + cx.heap.alive;
    let limit = cx.world.options.max_memory as usize;
    cx.heap.threshold = cx.heap.threshold.min(limit.saturating_sub(all).max(1 << 20));
    all > limit
}

/// Where the iterator is a generator: resumes it.
fn resume_for(cx: &mut Cx<'_>, thread: &mut Thread, iterator: Value, ret: Ret, pc: usize) -> Option<Next> {
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

/// What a call that is asked for by name comes to: the keyword arguments of a dict.
fn keywords(cx: &mut Cx<'_>, dict: Value) -> Vec<(u32, Value)> {
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

/// Carries out what a function written in Rust wants.
fn leave(cx: &mut Cx<'_>, thread: &mut Thread, exit: Exit, ret: Ret) -> Next {
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

/// Calls something whose arguments lie on the stack.
fn call_at(cx: &mut Cx<'_>, thread: &mut Thread, callee: Value, first: usize, count: usize, ret: Ret) -> Next {
    let args = thread.stack[first..first + count].to_vec();
    call(cx, thread, callee, args, Vec::new(), ret)
}

/// The method's value comes out of a call: it is made first, and the call that wanted it is `_rt_apply` of it.
fn late_method(cx: &mut Cx<'_>, thread: &mut Thread, exit: Exit, b: u8, n: u8, d: u8) -> Next {
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
fn call(
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

/// Puts arguments where the function's parameters are.
fn bind(cx: &mut Cx<'_>, at: Ref, code: &Code, args: &[Value], kw: &[(u32, Value)], locals: &mut [Value]) -> Out<()> {
    let Object::Function(function) = cx.heap.get(at) else { return Ok(()) };
    let positional = code.positional as usize;
    let keyword_only = code.keyword_only as usize;
    let taken = args.len().min(positional);
    locals[..taken].copy_from_slice(&args[..taken]);
    let mut extra: Vec<(u32, Value)> = Vec::new();
    for (name, value) in kw {
        let first = code.positional_only as usize;
        let found = code.locals[first..positional + keyword_only].iter().position(|local| local == name);
        match found {
            Some(found) => {
                if !locals[first + found].is_undef() {
                    let text = cx.heap.names.text(*name).to_string();
                    let function = qualname(cx, at);
                    return cx.type_error(format!("{function}() got multiple values for argument '{text}'"));
                }
                locals[first + found] = *value;
            }
            None if code.var_kwargs => extra.push((*name, *value)),
            None => {
                let text = cx.heap.names.text(*name).to_string();
                let function = qualname(cx, at);
                if code.locals[..first].contains(name) {
                    return cx.type_error(format!(
                        "{function}() got some positional-only arguments passed as keyword arguments: '{text}'"
                    ));
                }
                return cx.type_error(format!("{function}() got an unexpected keyword argument '{text}'"));
            }
        }
    }
    // Defaults belong to the last parameters.
    let defaults = &function.defaults;
    let without = positional.saturating_sub(defaults.len());
    for (number, default) in defaults.iter().enumerate() {
        if let Some(local) = locals.get_mut(without + number)
            && local.is_undef()
        {
            *local = *default;
        }
    }
    for (number, default) in function.kw_defaults.iter().enumerate() {
        let local = &mut locals[positional + number];
        if local.is_undef() {
            *local = *default;
        }
    }
    if args.len() > positional && !code.var_args {
        return too_many(cx, at, code, args.len(), locals);
    }
    let missing: Vec<usize> = (0..positional).filter(|at| locals[*at].is_undef()).collect();
    if !missing.is_empty() {
        return missing_arguments(cx, at, code, &missing, "positional argument");
    }
    let missing: Vec<usize> = (positional..positional + keyword_only).filter(|at| locals[*at].is_undef()).collect();
    if !missing.is_empty() {
        return missing_arguments(cx, at, code, &missing, "keyword-only argument");
    }
    let mut next = positional + keyword_only;
    if code.var_args {
        locals[next] = cx.heap.tuple(args[taken..].to_vec());
        next += 1;
    }
    if code.var_kwargs {
        locals[next] = cx.keyword_dict(&extra);
    }
    Ok(())
}

fn qualname(cx: &Cx<'_>, at: Ref) -> String {
    match cx.heap.get(at) {
        Object::Function(function) => cx.text(function.qualname).unwrap_or_default().to_string(),
        _ => "?".into(),
    }
}

#[cold]
fn too_many<T>(cx: &mut Cx<'_>, at: Ref, code: &Code, given: usize, locals: &[Value]) -> Out<T> {
    let name = qualname(cx, at);
    let positional = code.positional as usize;
    let Object::Function(function) = cx.heap.get(at) else { return cx.type_error("too many arguments") };
    let least = positional - function.defaults.len().min(positional);
    let takes = if least == positional {
        format!("{positional} positional argument{}", if positional == 1 { "" } else { "s" })
    } else {
        format!("from {least} to {positional} positional arguments")
    };
    let keyword = (positional..positional + code.keyword_only as usize).filter(|at| !locals[*at].is_undef()).count();
    let were = if keyword > 0 {
        format!(
            "{given} positional argument{} (and {keyword} keyword-only argument{}) were given",
            if given == 1 { "" } else { "s" },
            if keyword == 1 { "" } else { "s" }
        )
    } else {
        format!("{given} {} given", if given == 1 { "was" } else { "were" })
    };
    cx.type_error(format!("{name}() takes {takes} but {were}"))
}

#[cold]
fn missing_arguments<T>(cx: &mut Cx<'_>, at: Ref, code: &Code, missing: &[usize], what: &str) -> Out<T> {
    let name = qualname(cx, at);
    let names: Vec<String> = missing.iter().map(|at| format!("'{}'", cx.heap.names.text(code.locals[*at]))).collect();
    let list = match names.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
        [] => String::new(),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    cx.type_error(format!("{name}() missing {} required {what}{plural}: {list}", names.len()))
}

/// Hands a result to the frame that waits for it.
fn deliver(cx: &mut Cx<'_>, thread: &mut Thread, ret: Ret, value: Value, keep: Value) -> Next {
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
fn finish(cx: &mut Cx<'_>, thread: &mut Thread, frame: Frame, value: Value) -> Next {
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

/// The running generator pauses with a value.
fn yield_value(cx: &mut Cx<'_>, thread: &mut Thread, value: Value, awaiting: Value) -> Next {
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
fn resume(cx: &mut Cx<'_>, thread: &mut Thread, at: Ref, sent: Value, ret: Ret) -> Next {
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
fn send(cx: &mut Cx<'_>, thread: &mut Thread, iterator: Value, value: Value, ret: Ret) -> Next {
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
fn throw(cx: &mut Cx<'_>, thread: &mut Thread, at: Ref, exception: Value, ret: Ret) -> Next {
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

/// Raises: finds who catches it. `again` is for an exception that was caught and goes on.
fn unwind(cx: &mut Cx<'_>, thread: &mut Thread, exception: Value, again: bool) -> Next {
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
            inner.trace.push(super::object::Trace { code: frame.code, at: pc });
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

/// Runs a module's body the first time.
fn import(cx: &mut Cx<'_>, thread: &mut Thread, number: u32, d: u8) -> Next {
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
