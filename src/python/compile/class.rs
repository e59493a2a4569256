//! `class`.

use ruff_python_ast::{Expr, Stmt, StmtClassDef};
use ruff_text_size::{Ranged, TextRange};

use super::{Compiled, Compiler, start};
use crate::python::code::{Op, Reg};

impl<'a> Compiler<'a, '_, '_> {
    /// Calls decorators, which lie in the registers before `d`, from the last to the first; the result lies in the first.
    pub(super) fn decorate(&mut self, decorators: &[(Reg, TextRange)], _d: Reg) {
        for (f, range) in decorators.iter().rev() {
            self.at(*range);
            self.emit(Op::Call { d: *f, f: *f, n: 1 });
        }
    }

    pub(super) fn class(&mut self, class: &'a StmtClassDef) -> Compiled<()> {
        let mark = self.mark();
        let at = class.range;
        let mut decorators = Vec::new();
        for decorator in &class.decorator_list {
            let f = self.temp(start(decorator))?;
            self.expr_to(&decorator.expression, f)?;
            decorators.push((f, decorator.expression.range()));
        }
        let d = self.temp(at.start())?;
        let arguments = self.temp(at.start())?;
        let keywords = self.temp(at.start())?;
        // The body: a function of the namespace.
        let body = self.temp(at.start())?;
        let name = self.temp(at.start())?;
        let s = self.temp(at.start())?;
        let none = self.temp(at.start())?;
        self.emit(Op::None { d: s });
        self.emit(Op::None { d: none });
        let scope = self.scopes.find(at);
        let captures = self.captures_of(scope);
        let qualname = self.qualname(&class.name);
        let line = self.lines.place(class.name.range.start()).0;
        self.open(scope, &class.name, &qualname, line);
        self.f().is_class = true;
        self.f().code.captures = captures;
        self.f().code.positional = 1;
        self.f().code.hidden = self.library;
        let namespace = self.temp(at.start())?;
        let interned = self.name(".namespace");
        self.f().code.locals.push(interned);
        self.f().code.cell_locals.push(false);
        let here = &self.scopes.all[scope];
        let has_cell = here.cells.contains("__class__");
        if has_cell {
            let r = self.temp(at.start())?;
            let interned = self.name("__class__");
            self.f().locals.insert("__class__".into(), r);
            self.f().code.locals.push(interned);
            self.f().code.cell_locals.push(true);
            self.emit(Op::MakeCell { r });
        }
        for (i, free) in here.free.iter().enumerate() {
            let r = self.temp(at.start())?;
            let interned = self.name(free);
            self.f().locals.insert(free.clone(), r);
            self.f().code.locals.push(interned);
            self.f().code.cell_locals.push(true);
            self.f().code.free_names.push(interned);
            self.emit(Op::LoadFree { d: r, i: i as u32 });
        }
        let r = self.temp(at.start())?;
        self.load_str(r, &qualname);
        let k = self.str_const("__qualname__");
        self.emit(Op::StoreName { s: r, k });
        self.load_global(r, "__name__");
        let k = self.str_const("__module__");
        self.emit(Op::StoreName { s: r, k });
        if let Some(Stmt::Expr(statement)) = class.body.first()
            && let Expr::StringLiteral(text) = &*statement.value
        {
            self.load_str(r, text.value.to_str());
            let k = self.str_const("__doc__");
            self.emit(Op::StoreName { s: r, k });
        }
        let _ = namespace;
        self.statements(&class.body)?;
        let result = if has_cell {
            self.f().locals.get("__class__").copied().unwrap_or(r)
        } else {
            self.emit(Op::None { d: r });
            r
        };
        self.emit(Op::Return { s: result });
        let code = self.close();
        self.at(at);
        self.emit(Op::MakeFunction { d: body, s, code });
        self.load_str(name, &class.name);
        // Errors about the arguments name it.
        self.load_builtin(d, "__build_class__");
        self.emit(Op::BuildList { d: arguments, s: body, n: 2 });
        self.emit(Op::BuildDict { d: keywords });
        if let Some(given) = &class.arguments {
            self.arguments_into([arguments, keywords], &given.args, &given.keywords, false)?;
        }
        self.emit(Op::CallEx { d, f: d });
        self.decorate(&decorators, d);
        self.store(&class.name, if let Some(first) = decorators.first() { first.0 } else { d });
        self.release(mark);
        Ok(())
    }
}
