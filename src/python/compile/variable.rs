//! Variables: local, of an enclosing function, global, of a class body; and which are certainly bound.

use super::{Block, Bound, Builtin, Compiler, Key};
use crate::python::code::{Op, Reg};
use crate::python::scope::Meaning;
use crate::python::value::Value;

impl<'a> Compiler<'a, '_, '_> {
    /// Globals that functions write, or that are written more than once, are shared mutable state.
    pub(super) fn note_written_globals(&mut self) {
        for scope in self.scopes.all.iter().skip(1) {
            for name in &scope.globals {
                if let Some(slot) = self.globals.get(name) {
                    self.cx.program.fixed[*slot as usize] = false;
                }
            }
        }
    }

    fn is_bound(&mut self, r: Reg) -> bool {
        self.f().bound[r as usize / 64] & (1 << (r % 64)) != 0
    }

    pub(super) fn set_bound(&mut self, r: Reg, bound: bool) {
        let word = &mut self.f().bound[r as usize / 64];
        if bound {
            *word |= 1 << (r % 64);
        } else {
            *word &= !(1 << (r % 64));
        }
    }

    pub(super) fn meet(a: Bound, b: Bound) -> Bound {
        std::array::from_fn(|at| a[at] & b[at])
    }

    pub(super) fn register_of(&mut self, owner: usize, name: &str) -> Option<Reg> {
        let function = self.f();
        if let Some(overlay) = function.overlays.iter().rev().find(|overlay| overlay.0 == owner) {
            return overlay.1.get(name).copied();
        }
        function.locals.get(name).copied()
    }

    /// The register of the cell that this name lives in.
    pub(super) fn cell_register(&mut self, name: &str) -> Option<Reg> {
        let scope = self.scope_now();
        match self.scopes.meaning(scope, name) {
            Meaning::Cell(owner) => self.register_of(owner, name),
            Meaning::Free | Meaning::ClassName { free: true } => self.f().locals.get(name).copied(),
            _ => self.f().locals.get(name).copied(),
        }
    }

    pub(super) fn global_slot(&mut self, name: &str) -> u32 {
        if let Some(slot) = self.globals.get(name) {
            return *slot;
        }
        let interned = self.name(name);
        let slot = self.cx.program.slots.len() as u32;
        self.cx.program.slots.push((interned, self.module));
        self.cx.program.fixed.push(true);
        self.globals.insert(name.to_owned(), slot);
        slot
    }

    pub(super) fn load_global(&mut self, d: Reg, name: &str) {
        if !self.globals.contains_key(name) {
            if self.library
                && let Some(native) = self.cx.natives.get(name).copied()
                && name.starts_with("_rt_")
            {
                let k = self.constant(Key::Native(native), |_| Value::Native(native));
                self.emit(Op::Const { d, k });
                return;
            }
            match self.cx.builtins.get(name).copied() {
                Some(Builtin::Value(value)) => {
                    let k = match value {
                        Value::Native(native) => self.constant(Key::Native(native), |_| value),
                        Value::Ref(at) => self.constant(Key::Ref(at.0), |_| value),
                        _ => self.constant(Key::Value("builtin"), |_| value),
                    };
                    self.emit(Op::Const { d, k });
                    return;
                }
                Some(Builtin::Slot(slot)) => {
                    self.emit(Op::LoadGlobal { d, slot });
                    return;
                }
                None => {}
            }
        }
        let slot = self.global_slot(name);
        self.emit(Op::LoadGlobal { d, slot });
    }

    /// The register where the variable lies, if it is a plain local that is surely bound.
    pub(super) fn in_place(&mut self, name: &str) -> Option<Reg> {
        let scope = self.scope_now();
        let mangled = self.mangle(name);
        match self.scopes.meaning(scope, name) {
            Meaning::Local(owner) => {
                let r = self.register_of(owner, &mangled).or_else(|| self.register_of(owner, name))?;
                if !self.is_bound(r) || self.scopes.all[owner].deleted.contains(name) {
                    self.emit(Op::CheckLocal { r });
                    if !self.scopes.all[owner].deleted.contains(name) {
                        self.set_bound(r, true);
                    }
                }
                Some(r)
            }
            _ => None,
        }
    }

    pub(super) fn load(&mut self, name: &str, d: Reg) {
        if let Some(s) = self.in_place(name) {
            if s != d {
                self.emit(Op::Move { d, s });
            }
            return;
        }
        let scope = self.scope_now();
        match self.scopes.meaning(scope, name) {
            Meaning::Cell(_) | Meaning::Free => match self.cell_register(name) {
                Some(c) => {
                    self.emit(Op::LoadCell { d, c });
                }
                None => self.load_global(d, name),
            },
            Meaning::ClassName { free } => {
                let mangled = self.mangle(name);
                // Cell, then global: 255 stands for no cell.
                let c = if free { self.cell_register(name).unwrap_or(255) } else { 255 };
                let k = self.str_const(&mangled);
                if c == 255 {
                    self.load_global_or_undef(d, name);
                }
                self.emit(Op::LoadName { d, c, k });
            }
            _ => self.load_global(d, name),
        }
    }

    /// In a class body a name may be the class's own: the global's absence is no error yet.
    fn load_global_or_undef(&mut self, d: Reg, name: &str) {
        if self.globals.contains_key(name) || !self.cx.builtins.contains_key(name) {
            let slot = self.global_slot(name);
            let s = d;
            let k = self.constant(Key::Int(slot.to_string()), |_| Value::Int(i64::from(slot)));
            self.emit(Op::Const { d: s, k });
            self.intrinsic(d, "_rt_global_or_undef", s, 1);
        } else {
            self.load_global(d, name);
        }
    }

    pub(super) fn store(&mut self, name: &str, s: Reg) {
        let scope = self.scope_now();
        let mangled = self.mangle(name);
        match self.scopes.meaning(scope, name) {
            Meaning::Local(owner) => {
                if let Some(d) = self.register_of(owner, name) {
                    if d != s {
                        self.emit(Op::Move { d, s });
                    }
                    self.set_bound(d, true);
                }
            }
            Meaning::Cell(_) | Meaning::Free => {
                if let Some(c) = self.cell_register(name) {
                    self.emit(Op::StoreCell { s, c });
                }
            }
            Meaning::ClassName { .. } => {
                let k = self.str_const(&mangled);
                self.emit(Op::StoreName { s, k });
            }
            Meaning::Global => {
                let slot = self.global_slot(name);
                if self.stack.len() > 1 || self.in_loop() || self.was_stored(slot) {
                    self.cx.program.fixed[slot as usize] = false;
                }
                self.emit(Op::StoreGlobal { s, slot });
            }
        }
    }

    fn in_loop(&mut self) -> bool {
        self.f().blocks.iter().any(|block| matches!(block, Block::Loop { .. }))
    }

    /// Does the module's body store to this global already?
    fn was_stored(&mut self, slot: u32) -> bool {
        let name = self.cx.program.slots[slot as usize].0.to_string();
        !self.future_globals.insert(name)
    }

    pub(super) fn delete(&mut self, name: &str) {
        let scope = self.scope_now();
        match self.scopes.meaning(scope, name) {
            Meaning::Local(owner) => {
                if let Some(r) = self.register_of(owner, name) {
                    self.emit(Op::DelLocal { r });
                    self.set_bound(r, false);
                }
            }
            Meaning::Cell(_) | Meaning::Free => {
                if let Some(c) = self.cell_register(name) {
                    self.emit(Op::DelCell { c });
                }
            }
            Meaning::ClassName { .. } => {
                let mangled = self.mangle(name);
                let k = self.str_const(&mangled);
                self.emit(Op::DelName { k });
            }
            Meaning::Global => {
                let slot = self.global_slot(name);
                self.cx.program.fixed[slot as usize] = false;
                self.emit(Op::DelGlobal { slot });
            }
        }
    }
}
