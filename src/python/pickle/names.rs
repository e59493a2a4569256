//! Functions, classes and what else is pickled by its name: which name that is, and what a name means.

use crate::python::cx::{Args, Cx, Out};
use crate::python::object::Object;
use crate::python::value::Value;

/// What the program itself is called, in the process that was started first and in those that import it again.
const MAIN: [&str; 3] = ["__main__", "__mp_main__", "<fake __main__>"];

/// The number of a module of the program, by name.
pub fn number(cx: &Cx<'_>, name: &str) -> Option<u32> {
    if MAIN.contains(&name) {
        return Some(cx.world.main_module);
    }
    cx.program.modules.iter().position(|module| &*module.name == name).map(|at| at as u32)
}

/// `(name)`: a module's number and whether it has begun to run; None where the program has no such module.
pub fn find(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let name = cx.text(a.get(0)).unwrap_or_default();
    let Some(number) = number(cx, &name) else { return Ok(Value::None) };
    let started = is_started(cx, number);
    Ok(cx.heap.tuple(vec![Value::Int(i64::from(number)), Value::Bool(started)]))
}

/// `(number)`: the module itself.
pub fn module_of(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let number = cx.int_arg(a.get(0))?;
    Ok(cx.module_value(number as u32))
}

pub fn is_started(cx: &mut Cx<'_>, number: u32) -> bool {
    let module = cx.module_value(number);
    // The interpreter's own module ran before the program began.
    number == 0
        || matches!(module, Value::Ref(at) if matches!(cx.heap.get(at), Object::Module(module) if module.started))
}

/// What `name` (with dots, for what lies in classes) means in a module; None where that cannot be told without running
/// the program's code, or where it means nothing.
pub fn meaning(cx: &mut Cx<'_>, number: u32, name: &str) -> Option<Value> {
    let mut parts = name.split('.');
    let first = parts.next()?;
    let mut value = match (number, global(cx, number, first)) {
        (_, Some(value)) => value,
        (0, None) => crate::python::world::builtin(&cx.heap, first)?,
        _ => return None,
    };
    for part in parts {
        let part = cx.heap.names.get(part)?;
        value = cx.get_attr(value, part).ok()?;
    }
    Some(value)
}

fn global(cx: &Cx<'_>, number: u32, name: &str) -> Option<Value> {
    let module = cx.program.modules.get(number as usize)?;
    let (_, slot) = module.globals.iter().find(|global| &**cx.heap.names.text(global.0) == name)?;
    Some(cx.heap.globals[*slot as usize]).filter(|value| !value.is_undef())
}

/// The module that a value written in Rust is found in: a name that a module gives it.
pub fn where_is(cx: &Cx<'_>, value: Value) -> Option<(String, String)> {
    for module in &cx.program.modules {
        for (name, slot) in &module.globals {
            let name = cx.heap.names.text(*name);
            if cx.heap.globals[*slot as usize].same(value) && !name.starts_with("_rt_") {
                return Some((module.name.to_string(), name.to_string()));
            }
        }
    }
    None
}
