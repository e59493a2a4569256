//! Names and constants.

use super::{Compiler, Key};
use crate::python::code::{Op, Reg};
use crate::python::heap::Heap;
use crate::python::object::Name;
use crate::python::value::Value;

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn name(&mut self, text: &str) -> Name {
        self.cx.heap.intern(text)
    }

    pub(super) fn site(&mut self, text: &str) -> u32 {
        let mangled = self.mangle(text);
        let name = self.name(&mangled);
        self.cx.program.sites.push(name);
        self.cx.program.sites.len() as u32 - 1
    }

    /// `__name` inside a class belongs to the class.
    pub(super) fn mangle(&self, text: &str) -> String {
        if text.starts_with("__") && !text.ends_with("__") {
            for function in self.stack.iter().rev() {
                if function.is_class {
                    let class = function.code.name.trim_start_matches('_');
                    if class.is_empty() {
                        break;
                    }
                    return format!("_{class}{text}");
                }
            }
        }
        text.to_owned()
    }

    pub(super) fn constant(&mut self, key: Key, make: impl FnOnce(&mut Heap) -> Value) -> u32 {
        if let Some(known) = self.cx.constants.get(&key) {
            return *known;
        }
        let value = make(self.cx.heap);
        self.cx.program.consts.push(value);
        let k = self.cx.program.consts.len() as u32 - 1;
        self.cx.constants.insert(key, k);
        k
    }

    pub(super) fn str_const(&mut self, text: &str) -> u32 {
        self.constant(Key::Str(text.to_owned()), |heap| heap.str(text))
    }

    pub(super) fn load_str(&mut self, d: Reg, text: &str) {
        let k = self.str_const(text);
        self.emit(Op::Const { d, k });
    }

    pub(super) fn native(&mut self, name: &str) -> u32 {
        self.cx.natives.get(name).copied().unwrap_or_else(|| panic!("no native function {name}"))
    }

    /// Calls one of the interpreter's own functions on `n` registers from `s` on.
    pub(super) fn intrinsic(&mut self, d: Reg, name: &str, s: Reg, n: u8) {
        let f = self.native(name);
        self.emit(Op::Intrinsic { d, s, n, f });
    }
}
