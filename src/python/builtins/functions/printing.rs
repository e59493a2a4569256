//! `print` and what makes text of a value.

use crate::python::cx::{Args, Cx, Exit, NativeFn, Out};
use crate::python::guest::EventKind;
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("ascii", |cx, a| {
        a.expect(cx, "ascii", 1, 1)?;
        cx.ascii(a.get(0))
    }),
    ("format", |cx, a| {
        a.expect(cx, "format", 1, 2)?;
        let spec = a.get(1).or(cx.heap.empty_str);
        cx.format(a.get(0), spec)
    }),
    ("print", print),
    ("repr", |cx, a| {
        a.expect(cx, "repr", 1, 1)?;
        cx.repr(a.get(0))
    }),
];

fn print(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let (sep, end, file) = (a.keyword(cx, "sep"), a.keyword(cx, "end"), a.keyword(cx, "file"));
    for (name, _) in a.kw {
        let name = cx.heap.names.text(*name).to_string();
        if !["sep", "end", "file", "flush"].contains(&name.as_str()) {
            return cx.type_error(format!("'{name}' is an invalid keyword argument for print()"));
        }
    }
    let file = if file.is_undef() || file.is_none() { redirected(cx) } else { Some(file) };
    if file.is_some_and(Value::is_none) {
        // `sys.stdout` is None.
        return Ok(Value::None);
    }
    let mut text = String::new();
    let text_of = |cx: &mut Cx<'_>, value: Value, what: &str, default: &str| -> Out<String> {
        if value.is_undef() || value.is_none() {
            return Ok(default.to_owned());
        }
        match cx.text(value) {
            Some(text) => Ok(text.to_string()),
            None => {
                let name = cx.type_name(value);
                cx.type_error(format!("{what} must be None or a string, not {name}"))
            }
        }
    };
    let separator = text_of(cx, sep, "sep", " ")?;
    let ending = text_of(cx, end, "end", "\n")?;
    for (number, value) in a.pos.iter().enumerate() {
        if number > 0 {
            text.push_str(&separator);
        }
        match cx.str_of(*value) {
            Ok(part) => match cx.heap.as_str(part) {
                Some(part) => text.push_str(&part.text),
                None => return cx.type_error("__str__ returned non-string"),
            },
            Err(Exit::Call(_)) => {
                let items = cx.heap.list(a.pos.to_vec());
                let (sep, end) = (cx.heap.string(separator), cx.heap.string(ending));
                return cx.prelude("_print_slow", vec![items, sep, end, file.unwrap_or(Value::None)]);
            }
            Err(exit) => return Err(exit),
        }
    }
    text.push_str(&ending);
    if let Some(file) = file {
        let text = cx.heap.string(text);
        return cx.prelude("_write_to", vec![file, text]);
    }
    write(cx, false, &text)?;
    Ok(Value::None)
}

/// What the program has put in the place of `sys.stdout`, if it has.
fn redirected(cx: &Cx<'_>) -> Option<Value> {
    let [now, first] = cx.program.stdout?.map(|slot| cx.heap.globals[slot as usize]);
    (!first.is_undef() && !now.is_undef() && !now.same(first)).then_some(now)
}

/// Writes to standard output or standard error.
pub fn write(cx: &mut Cx<'_>, error: bool, text: &str) -> Out<()> {
    cx.cost += 8 + text.len() as i64 / 16;
    let world = &mut *cx.world;
    let limit = world.options.max_memory as usize / 4;
    if world.output.len() + world.errors.len() + text.len() > limit {
        let exception = cx.exception(types::MEMORY_ERROR, Vec::new());
        return Err(Exit::Raise(exception));
    }
    let target = if error { &mut world.errors } else { &mut world.output };
    std::sync::Arc::make_mut(target).extend_from_slice(text.as_bytes());
    cx.event(EventKind::Output { error, bytes: text.len() as u32 });
    Ok(())
}
