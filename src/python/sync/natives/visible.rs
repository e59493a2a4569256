//! What a call would do that other threads notice.

use crate::python::cx::{Args, Cx};
use crate::python::guest::{Access, Place, ThreadId, ThreadStatus, Visible};
use crate::python::object::Object;
use crate::python::value::Value;

impl Cx<'_> {
    /// What a call of a function written in Rust makes visible to other threads.
    pub fn visible_call(&mut self, number: u32, args: &Args<'_>) -> Option<Visible> {
        let name = self.natives[number as usize].name;
        let process = crate::python::guest::ProcessId(self.process as u32);
        let first = args.get(0);
        if let Value::Ref(at) = first {
            match self.heap.get(at) {
                Object::Sync(id) => {
                    let access = match name {
                        "_rt_memory_get" => Access::Read,
                        "_rt_memory_set" => Access::Write,
                        _ => Access::Sync,
                    };
                    return Some(Visible { place: Place::Object(*id), access });
                }
                Object::Process(id) => return Some(Visible { place: Place::Process(*id), access: Access::Sync }),
                Object::Thread(id) => return Some(Visible { place: Place::Thread(*id), access: Access::Sync }),
                Object::List(_) | Object::Dict(_) | Object::Set(_) | Object::Deque(_) | Object::ByteArray(_) => {
                    let method = name.split_once('.').map_or("", |parts| parts.1);
                    let reads = matches!(
                        method,
                        "" | "get"
                            | "keys"
                            | "values"
                            | "items"
                            | "copy"
                            | "index"
                            | "count"
                            | "union"
                            | "issubset"
                            | "issuperset"
                            | "intersection"
                            | "difference"
                            | "isdisjoint"
                    );
                    if name.starts_with("_rt_") && method.is_empty() {
                        return None;
                    }
                    let access = if reads { Access::Read } else { Access::Write };
                    return Some(Visible { place: Place::Item(process, at.0), access });
                }
                _ => {}
            }
        }
        (name == "print").then_some(Visible { place: Place::Output, access: Access::Write })
    }

    pub fn status_of(&self, thread: ThreadId) -> ThreadStatus {
        // A thread that a fork left behind is over.
        self.world.metas.get(thread.0 as usize).map_or(ThreadStatus::Ended, |meta| meta.status)
    }
}
