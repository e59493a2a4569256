//! What a scheduler asks: who can run, what each would do next, who waits for whom.

use super::World;
use crate::python::cx::Args;
use crate::python::guest::{Access, BlockedOn, Place, ThreadId, ThreadStatus, Visible, Waits};
use crate::python::value::Value;

impl World {
    /// What a blocked thread waits for, and who could end that.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn blocked_on(&self, thread: ThreadId) -> Option<BlockedOn> {
        let ThreadStatus::Blocked(on) = self.status(thread) else { return None };
        let (name, holders) = match on {
            Waits::Object(object) => {
                let info = self.object(object);
                (info.name, info.holders)
            }
            Waits::Thread(other) => (self.thread_name(other).to_owned(), vec![other]),
            Waits::Process(process) => {
                let inner = &self.processes[process.0 as usize];
                (inner.name.clone(), vec![inner.main_thread])
            }
        };
        Some(BlockedOn { on, name, holders, line: self.line(thread) })
    }

    /// Would the thread go on if it were run now? Ready threads would; of blocked ones those whose wait is over.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn is_enabled(&self, thread: ThreadId) -> bool {
        matches!(self.status(thread), ThreadStatus::Ready | ThreadStatus::Requesting)
    }

    /// The visible operation that a ready thread stands before, if it stands before one.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn next_visible(&mut self, thread: ThreadId) -> Option<Visible> {
        // Run on a copy until the first visible operation, for no instruction at all.
        let inner = self.threads[thread.0 as usize].as_ref()?;
        let frame = inner.frames.last()?;
        let op = *self.program.codes[frame.code as usize].ops.get(frame.pc as usize)?;
        let process = self.metas[thread.0 as usize].process;
        let base = frame.base as usize;
        let stack = inner.stack.clone();
        let register = |r: u8| stack[base + r as usize];
        let reference = |value: Value| if let Value::Ref(at) = value { at.0 } else { u32::MAX };
        use crate::python::code::Op;
        let (place, access) = match op {
            Op::LoadGlobal { slot, .. } if !self.program.fixed[slot as usize] => {
                (Place::Global(process, slot), Access::Read)
            }
            Op::StoreGlobal { slot, .. } if !self.program.fixed[slot as usize] => {
                (Place::Global(process, slot), Access::Write)
            }
            Op::LoadCell { c, .. } => (Place::Cell(process, reference(register(c))), Access::Read),
            Op::StoreCell { c, .. } => (Place::Cell(process, reference(register(c))), Access::Write),
            Op::GetItem { a, .. } => (Place::Item(process, reference(register(a))), Access::Read),
            Op::SetItem { a, .. } | Op::DelItem { a, .. } => {
                (Place::Item(process, reference(register(a))), Access::Write)
            }
            Op::LoadAttr { o, site, .. } => {
                (Place::Attribute(process, reference(register(o)), self.program.sites[site as usize]), Access::Read)
            }
            Op::StoreAttr { o, site, .. } => {
                (Place::Attribute(process, reference(register(o)), self.program.sites[site as usize]), Access::Write)
            }
            Op::Call { f, n, .. } => {
                let Value::Native(number) = register(f) else { return None };
                let args: Vec<Value> = (0..n).map(|at| register(f + 1 + at)).collect();
                return self.with_cx(thread, |cx| cx.visible_call(number, &Args { pos: &args, kw: &[] }));
            }
            Op::CallMethod { b, n, site, .. } => {
                let args: Vec<Value> = (0..=n).map(|at| register(b + 1 + at)).collect();
                return self.with_cx(thread, |cx| {
                    let (found, _) = cx.load_method(args[0], site).ok()?;
                    let Value::Native(number) = found else { return None };
                    cx.visible_call(number, &Args { pos: &args, kw: &[] })
                });
            }
            _ => return None,
        };
        Some(Visible { place, access })
    }
}
