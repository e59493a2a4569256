//! `import` and `from … import`.

use ruff_python_ast::StmtImportFrom;
use ruff_text_size::TextRange;

use super::{Compiled, Compiler, start};
use crate::python::code::Op;
use crate::python::library;

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn find_module(&mut self, name: &str, at: TextRange) -> Compiled<u32> {
        match self.cx.modules.get(name) {
            Some(module) => Ok(*module),
            None => {
                let (message, instead) = library::missing(name);
                self.refuse(at.start(), message, instead)
            }
        }
    }

    /// Where the program is ready for it, a module that is not there is an exception, as where it is not installed.
    pub(super) fn import_fails(&mut self, name: &str, at: TextRange) -> Compiled<bool> {
        if self.f().import_guards == 0 || self.cx.modules.contains_key(name) {
            return Ok(false);
        }
        let f = self.temp(at.start())?;
        let text = self.temp(at.start())?;
        self.load_builtin(f, "ModuleNotFoundError");
        self.load_str(text, &format!("No module named '{name}'"));
        self.at(at);
        self.emit(Op::Call { d: f, f, n: 1 });
        self.emit(Op::Raise { s: f, cause: 255 });
        self.dead();
        Ok(true)
    }

    /// A package is imported before what is in it. Modules of the library do that themselves, in the order that they need.
    pub(super) fn import_packages(&mut self, name: &str, at: TextRange) -> Compiled<()> {
        let ends = name.match_indices('.').map(|(end, _)| end).filter(|_| !self.library).collect::<Vec<_>>();
        for end in ends {
            let module = self.find_module(&name[..end], at)?;
            let mark = self.mark();
            let d = self.temp(at.start())?;
            self.emit(Op::Import { d, module });
            self.release(mark);
        }
        Ok(())
    }

    pub(super) fn import_from(&mut self, inner: &'a StmtImportFrom) -> Compiled<()> {
        let Some(module) = &inner.module else {
            return self.refuse(start(inner), "relative imports are not supported", "put everything into one file");
        };
        if inner.level > 0 {
            return self.refuse(start(inner), "relative imports are not supported", "put everything into one file");
        }
        if module.as_str() == "__future__" {
            return Ok(());
        }
        if self.import_fails(module, inner.range)? {
            return Ok(());
        }
        let number = self.find_module(module, module.range)?;
        self.import_packages(module, inner.range)?;
        let s = self.temp(start(inner))?;
        self.emit(Op::Import { d: s, module: number });
        for alias in &inner.names {
            if alias.name.as_str() == "*" {
                return self.refuse(
                    alias.range.start(),
                    "`import *` is not supported: which names it brings is only known while running",
                    "name what you import",
                );
            }
            let mark = self.mark();
            let d = self.temp(start(inner))?;
            let dotted = format!("{}.{}", module.as_str(), alias.name.as_str());
            if let Some(module) = self.cx.modules.get(&dotted).copied() {
                self.emit(Op::Import { d, module });
            } else {
                if !library::exports(module.as_str(), alias.name.as_str(), self.cx.program, self.cx.heap, number) {
                    let (message, instead) = library::missing_name(module.as_str(), alias.name.as_str());
                    return self.refuse(alias.range.start(), message, instead);
                }
                let site = self.site_plain(&alias.name);
                self.at(inner.range);
                self.emit(Op::ImportFrom { d, s, site });
            }
            self.store(alias.asname.as_ref().unwrap_or(&alias.name), d);
            self.release(mark);
        }
        Ok(())
    }
}
