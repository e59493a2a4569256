//! The instructions that most of a program's time goes into, as long as nothing unusual happens to them.
//!
//! This loop is a part of the one in [`super::run`] that a compiler can keep in registers: that one is so large that
//! WebAssembly engines keep its whole state in memory, and move all of it about with each instruction. Either an
//! instruction is executed here to its end, with the same effect as there, or nothing of it is and the loop ends before
//! it: where it allocates, calls a function written in Rust, raises, reaches a limit, or may be where a run is cut.

use crate::python::code::{Op, Program};
use crate::python::cx::Cache;
use crate::python::heap::Heap;
use crate::python::number;
use crate::python::object::Object;
use crate::python::thread::{Frame, RECURSION_LIMIT, Ret, Thread};
use crate::python::value::Value;

/// Where a run is cut.
#[derive(Clone, Copy)]
pub struct Cuts {
    /// With so much fuel left or less, before each visible access.
    pub shared_floor: i64,
    /// At each point where CPython would give up the GIL.
    pub at_switch_point: bool,
}

/// Executes the thread's top frame, and those that it calls, up to an instruction that is not for this loop. `fuel` is
/// how many instructions may be executed; returned is what is left of it. All else is where it would be if the loop in
/// [`super::run`] had executed them, with the program counter in the thread's last frame.
pub fn run(
    program: &Program,
    caches: &[Cache],
    heap: &mut Heap,
    thread: &mut Thread,
    cuts: Cuts,
    mut fuel: i64,
) -> i64 {
    // Nothing allocates here: if it is not time to collect now, it will not be.
    let goes_on = !cuts.at_switch_point && heap.fresh <= heap.threshold;
    'frames: loop {
        let Some(frame) = thread.frames.last() else { return fuel };
        let code = &program.codes[frame.code as usize];
        let (mut pc, base) = (frame.pc as usize, frame.base as usize);
        let ops = code.ops.as_slice();
        thread.reserve(base);
        let regs = Thread::window(&mut thread.stack, base);
        /// Enters a function whose arguments lie where its first registers will be.
        macro_rules! enter {
            ($callee:expr, $target:expr, $first:expr, $count:expr, $d:expr) => {{
                let (target, count) = ($target, $count);
                if !goes_on || thread.frames.len() >= RECURSION_LIMIT {
                    break;
                }
                let new_base = base + $first;
                thread.reserve(new_base);
                for local in &mut Thread::window(&mut thread.stack, new_base)[count..target.locals.len()] {
                    *local = Value::Undef;
                }
                if let Some(frame) = thread.frames.last_mut() {
                    frame.pc = pc as u32 + 1;
                }
                thread.frames.push(Frame {
                    code: target.number,
                    pc: 0,
                    base: new_base as u32,
                    ret: Ret::To($d),
                    function: $callee,
                    keep: Value::Undef,
                    generator: None,
                    handling: Value::Undef,
                });
                fuel -= 1;
                continue 'frames;
            }};
        }
        while fuel > 0 {
            let is_shared = fuel <= cuts.shared_floor;
            pc = match ops[pc] {
                Op::Move { d, s } => {
                    regs[d as usize] = regs[s as usize];
                    pc + 1
                }
                Op::Const { d, k } => {
                    regs[d as usize] = program.consts[k as usize];
                    pc + 1
                }
                Op::Int { d, i } => {
                    regs[d as usize] = Value::Int(i64::from(i));
                    pc + 1
                }
                Op::None { d } => {
                    regs[d as usize] = Value::None;
                    pc + 1
                }
                Op::LoadGlobal { d, slot } => {
                    let value = heap.globals[slot as usize];
                    if value.is_undef() || is_shared && !program.fixed[slot as usize] {
                        break;
                    }
                    regs[d as usize] = value;
                    pc + 1
                }
                Op::StoreGlobal { s, slot } => {
                    if is_shared {
                        break;
                    }
                    heap.globals[slot as usize] = regs[s as usize];
                    pc + 1
                }
                Op::CheckLocal { r } => {
                    if regs[r as usize].is_undef() {
                        break;
                    }
                    pc + 1
                }
                Op::Add { d, a, b } => {
                    regs[d as usize] = match (regs[a as usize], regs[b as usize]) {
                        (Value::Int(x), Value::Int(y)) => match x.checked_add(y) {
                            Some(sum) => Value::Int(sum),
                            None => break,
                        },
                        (Value::Float(x), Value::Float(y)) => Value::Float(x + y),
                        _ => break,
                    };
                    pc + 1
                }
                Op::Sub { d, a, b } => {
                    regs[d as usize] = match (regs[a as usize], regs[b as usize]) {
                        (Value::Int(x), Value::Int(y)) => match x.checked_sub(y) {
                            Some(sum) => Value::Int(sum),
                            None => break,
                        },
                        (Value::Float(x), Value::Float(y)) => Value::Float(x - y),
                        _ => break,
                    };
                    pc + 1
                }
                Op::Mul { d, a, b } => {
                    regs[d as usize] = match (regs[a as usize], regs[b as usize]) {
                        (Value::Int(x), Value::Int(y)) => match number::product(x, y) {
                            Some(product) => Value::Int(product),
                            None => break,
                        },
                        (Value::Float(x), Value::Float(y)) => Value::Float(x * y),
                        _ => break,
                    };
                    pc + 1
                }
                Op::AddI { d, a, i } => {
                    let Value::Int(x) = regs[a as usize] else { break };
                    let Some(sum) = x.checked_add(i64::from(i)) else { break };
                    regs[d as usize] = Value::Int(sum);
                    pc + 1
                }
                Op::SubI { d, a, i } => {
                    let Value::Int(x) = regs[a as usize] else { break };
                    let Some(sum) = x.checked_sub(i64::from(i)) else { break };
                    regs[d as usize] = Value::Int(sum);
                    pc + 1
                }
                Op::Binary { op, d, a, b } | Op::InPlace { op, d, a, b } => {
                    let Some(value) = number::fast(op, regs[a as usize], regs[b as usize]) else { break };
                    regs[d as usize] = value;
                    pc + 1
                }
                Op::Compare { op, d, a, b } => {
                    let holds = match (regs[a as usize], regs[b as usize]) {
                        (Value::Int(x), Value::Int(y)) => op.holds(x, y),
                        (Value::Float(x), Value::Float(y)) => op.holds(x, y),
                        _ => break,
                    };
                    regs[d as usize] = Value::Bool(holds);
                    pc + 1
                }
                Op::CompareJump { op, d, a, b } => {
                    let holds = match (regs[a as usize], regs[b as usize]) {
                        (Value::Int(x), Value::Int(y)) => op.holds(x, y),
                        (Value::Float(x), Value::Float(y)) => op.holds(x, y),
                        _ => break,
                    };
                    match ops[pc + 1] {
                        Op::JumpIf { t, .. } if holds => t as usize,
                        Op::JumpIfNot { t, .. } if !holds => t as usize,
                        Op::JumpIf { .. } | Op::JumpIfNot { .. } => pc + 2,
                        _ => {
                            regs[d as usize] = Value::Bool(holds);
                            pc + 1
                        }
                    }
                }
                Op::CompareJumpI { op, d, a, i } => {
                    let Value::Int(x) = regs[a as usize] else { break };
                    let holds = op.holds(x, i64::from(i));
                    match ops[pc + 1] {
                        Op::JumpIf { t, .. } if holds => t as usize,
                        Op::JumpIfNot { t, .. } if !holds => t as usize,
                        Op::JumpIf { .. } | Op::JumpIfNot { .. } => pc + 2,
                        _ => {
                            regs[d as usize] = Value::Bool(holds);
                            pc + 1
                        }
                    }
                }
                Op::Jump { t } => t as usize,
                Op::Loop { t } => {
                    if !goes_on {
                        break;
                    }
                    t as usize
                }
                Op::JumpIf { r, t } => match regs[r as usize] {
                    Value::Bool(true) => t as usize,
                    Value::Bool(false) | Value::None => pc + 1,
                    _ => break,
                },
                Op::JumpIfNot { r, t } => match regs[r as usize] {
                    Value::Bool(true) => pc + 1,
                    Value::Bool(false) | Value::None => t as usize,
                    _ => break,
                },
                Op::ForNext { it, d, t } if goes_on => {
                    let at = it as usize;
                    match regs[at] {
                        Value::RangeAt(next) => {
                            let (Value::Int(stop), Value::Int(step)) = (regs[at + 1], regs[at + 2]) else { break };
                            if if step > 0 { next < stop } else { next > stop } {
                                regs[d as usize] = Value::Int(next);
                                regs[at] = Value::RangeAt(next.checked_add(step).unwrap_or(stop));
                                t as usize
                            } else {
                                pc + 1
                            }
                        }
                        Value::ListAt(next) if !is_shared => {
                            let Value::Ref(of) = regs[at + 1] else { break };
                            let Object::List(items) = heap.get(of) else { break };
                            let Some(item) = items.get(next as usize) else { break };
                            regs[d as usize] = *item;
                            regs[at] = Value::ListAt(next + 1);
                            t as usize
                        }
                        Value::TupleAt(next) => {
                            let Value::Ref(of) = regs[at + 1] else { break };
                            let Object::Tuple(items) = heap.get(of) else { break };
                            let Some(item) = items.get(next as usize) else { break };
                            regs[d as usize] = *item;
                            regs[at] = Value::TupleAt(next + 1);
                            t as usize
                        }
                        _ => break,
                    }
                }
                Op::GetItem { d, a, b } if !is_shared => {
                    let (Value::Ref(at), Value::Int(index)) = (regs[a as usize], regs[b as usize]) else { break };
                    let Object::List(items) = heap.get(at) else { break };
                    let index = if index < 0 { index + items.len() as i64 } else { index };
                    let Some(item) = usize::try_from(index).ok().and_then(|index| items.get(index)) else { break };
                    regs[d as usize] = *item;
                    pc + 1
                }
                Op::SetItem { a, b, s } if !is_shared => {
                    let (Value::Ref(at), Value::Int(index)) = (regs[a as usize], regs[b as usize]) else { break };
                    let Object::List(items) = heap.get_mut(at) else { break };
                    let index = if index < 0 { index + items.len() as i64 } else { index };
                    let Some(item) = usize::try_from(index).ok().and_then(|index| items.get_mut(index)) else { break };
                    *item = regs[s as usize];
                    pc + 1
                }
                Op::LoadAttr { d, o, site } if !is_shared => {
                    let Value::Ref(at) = regs[o as usize] else { break };
                    let Object::Instance(instance) = heap.get(at) else { break };
                    let cache = &caches[site as usize];
                    if cache.key != instance.shape || cache.epoch != heap.epoch || cache.slot == u32::MAX {
                        break;
                    }
                    regs[d as usize] = instance.slots[cache.slot as usize];
                    pc + 1
                }
                Op::StoreAttr { o, s, site } if !is_shared => {
                    let Value::Ref(at) = regs[o as usize] else { break };
                    let epoch = heap.epoch;
                    let Object::Instance(instance) = heap.get_mut(at) else { break };
                    let cache = &caches[site as usize];
                    if cache.key != instance.shape || cache.epoch != epoch || cache.slot == u32::MAX {
                        break;
                    }
                    instance.slots[cache.slot as usize] = regs[s as usize];
                    pc + 1
                }
                Op::Call { d, f, n } => {
                    let callee = regs[f as usize];
                    let Value::Ref(at) = callee else { break };
                    let Object::Function(function) = heap.get(at) else { break };
                    let target = &program.codes[function.code as usize];
                    if !target.simple || target.positional != n {
                        break;
                    }
                    enter!(callee, target, f as usize + 1, n as usize, d);
                }
                Op::CallMethod { d, b, n, site } => {
                    let Value::Ref(at) = regs[b as usize + 1] else { break };
                    let Object::Instance(instance) = heap.get(at) else { break };
                    let cache = &caches[site as usize];
                    if cache.key != instance.shape || cache.epoch != heap.epoch || cache.slot != u32::MAX {
                        break;
                    }
                    let callee = cache.value;
                    let Value::Ref(at) = callee else { break };
                    let Object::Function(function) = heap.get(at) else { break };
                    let target = &program.codes[function.code as usize];
                    if !target.simple || target.positional as usize != n as usize + 1 {
                        break;
                    }
                    enter!(callee, target, b as usize + 1, n as usize + 1, d);
                }
                Op::Return { s } => {
                    let value = regs[s as usize];
                    let [.., below, top] = thread.frames.as_slice() else { break };
                    let (None, Ret::To(d)) = (top.generator, top.ret) else { break };
                    let below = below.base as usize;
                    Thread::window(&mut thread.stack, below)[d as usize] = value;
                    thread.frames.pop();
                    fuel -= 1;
                    continue 'frames;
                }
                _ => break,
            };
            fuel -= 1;
        }
        if let Some(frame) = thread.frames.last_mut() {
            frame.pc = pc as u32;
        }
        return fuel;
    }
}
