//! Calls.

use ruff_python_ast::{Expr, ExprCall, Keyword};
use ruff_text_size::{Ranged, TextRange};

use super::{Compiled, Compiler, start};
use crate::python::code::{Op, Reg};

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn call(&mut self, call: &'a ExprCall, d: Reg) -> Compiled<()> {
        let range = call.range();
        let arguments = &call.arguments;
        if let Expr::Name(name) = &*call.func {
            match name.id.as_str() {
                "super" if arguments.is_empty() => return self.zero_super(d, range),
                name => {
                    if let Some((why, instead)) = never(name, arguments.is_empty())
                        && !self.library
                        && !self.globals.contains_key(name)
                        && self.scopes.meaning(self.scope_now(), name) == crate::python::scope::Meaning::Global
                    {
                        return self.refuse(range.start(), format!("`{name}` is not supported: {why}"), instead);
                    }
                }
            }
        }
        if let Expr::Attribute(attribute) = &*call.func
            && attribute.attr.as_str() == "fork"
            && matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == "os")
        {
            let (message, instead) = crate::python::library::missing_name("os", "fork");
            return self.refuse(range.start(), message, instead);
        }
        let plain = !arguments.args.iter().any(Expr::is_starred_expr)
            && arguments.keywords.iter().all(|keyword| keyword.arg.is_some())
            && arguments.args.len() + arguments.keywords.len() <= 60;
        if plain
            && arguments.keywords.is_empty()
            && let Expr::Attribute(attribute) = &*call.func
        {
            let b = self.temp(range.start())?;
            let this = self.temp(range.start())?;
            self.expr_to(&attribute.value, this)?;
            for argument in &arguments.args {
                let r = self.temp(range.start())?;
                self.expr_to(argument, r)?;
            }
            self.at(range);
            let site = self.site(&attribute.attr);
            self.emit(Op::CallMethod { d, b, n: arguments.args.len() as u8, site });
            return Ok(());
        }
        let f = self.temp(range.start())?;
        self.expr_to(&call.func, f)?;
        if plain {
            for argument in &arguments.args {
                let r = self.temp(range.start())?;
                self.expr_to(argument, r)?;
            }
            let mut names = Vec::new();
            for keyword in &arguments.keywords {
                let r = self.temp(range.start())?;
                self.expr_to(&keyword.value, r)?;
                if let Some(name) = &keyword.arg {
                    let name = self.name(name);
                    names.push(name);
                }
            }
            self.at(range);
            let n = (arguments.args.len() + names.len()) as u8;
            if names.is_empty() {
                self.emit(Op::Call { d, f, n });
            } else {
                let kw_names = &mut self.f().code.kw_names;
                kw_names.push(names.into());
                let names = kw_names.len() as u32 - 1;
                self.emit(Op::CallKw { d, f, n, names });
            }
            return Ok(());
        }
        let l = self.temp(range.start())?;
        let k = self.temp(range.start())?;
        self.emit(Op::BuildList { d: l, s: l, n: 0 });
        self.emit(Op::BuildDict { d: k });
        self.arguments_into([l, k], &arguments.args, &arguments.keywords, true)?;
        self.at(range);
        self.emit(Op::CallEx { d, f });
        Ok(())
    }

    /// Arguments of any form into a list and a dict, which lie right behind what is called.
    /// What stands behind stars is a `call`'s, or a class's bases.
    pub(super) fn arguments_into(
        &mut self,
        [l, k]: [Reg; 2],
        args: &'a [Expr],
        keywords: &'a [Keyword],
        call: bool,
    ) -> Compiled<()> {
        for argument in args {
            let mark = self.mark();
            if let Expr::Starred(starred) = argument {
                let s = self.expr(&starred.value)?;
                self.at(argument.range());
                self.emit(Op::ListExtend { l, s, call });
            } else {
                let s = self.expr(argument)?;
                self.emit(Op::ListAppend { l, s });
            }
            self.release(mark);
        }
        for keyword in keywords {
            let mark = self.mark();
            let s = self.expr(&keyword.value)?;
            match &keyword.arg {
                Some(name) => {
                    let b = self.temp(start(keyword))?;
                    self.load_str(b, name);
                    self.emit(Op::SetItem { a: k, b, s });
                }
                None => {
                    self.emit(Op::DictMerge { l: k, s, call: true });
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    fn zero_super(&mut self, d: Reg, range: TextRange) -> Compiled<()> {
        let class = self.temp(range.start())?;
        let this = self.temp(range.start())?;
        let scope = self.scope_now();
        let first = {
            let function = self.f();
            (function.code.positional > 0).then(|| function.code.locals[0])
        };
        let free = !matches!(self.scopes.meaning(scope, "__class__"), crate::python::scope::Meaning::Global);
        let (Some(first), true) = (first, free) else {
            return self.refuse(range.start(), "RuntimeError: super(): no arguments", "call super(Class, self)");
        };
        self.load("__class__", class);
        let first = self.cx.heap.names.text(first).to_string();
        self.load(&first, this);
        self.intrinsic(d, "_rt_super", class, 2);
        Ok(())
    }
}

/// Why calling the builtin of that name can come to nothing on this machine, and what to use instead.
fn never(name: &str, no_arguments: bool) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "exec" | "eval" | "compile" => {
            ("programs are compiled before they run", "write the code in place, or keep values in a dict")
        }
        "locals" => ("variables have no names while a program runs", "name the variables, or keep values in a dict"),
        "vars" if no_arguments => {
            ("variables have no names while a program runs", "name the variables, or keep values in a dict")
        }
        "__import__" => ("modules are found before a program runs", "write an import statement"),
        "breakpoint" => ("there is no debugger inside of the machine", "step through the run in the program view"),
        "help" => ("there is nobody at the machine", "read the documentation"),
        "memoryview" => ("memory is not shared between values", "use slices of bytes or bytearray"),
        "input" => {
            ("nobody types at the simulated machine", "take the lines from a list, and sim.io(seconds) for the wait")
        }
        "open" => (
            "there are no files on the simulated machine",
            "use io.StringIO for text, and sim.io(seconds) for the time it takes",
        ),
        _ => return None,
    })
}
