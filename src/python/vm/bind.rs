//! Binding a call's arguments to a function's parameters, with CPython's messages where they do not fit.

use crate::python::code::Code;
use crate::python::cx::{Cx, Out};
use crate::python::object::Object;
use crate::python::value::{Ref, Value};

/// Puts arguments where the function's parameters are.
pub(super) fn bind(
    cx: &mut Cx<'_>,
    at: Ref,
    code: &Code,
    args: &[Value],
    kw: &[(u32, Value)],
    locals: &mut [Value],
) -> Out<()> {
    let Object::Function(function) = cx.heap.get(at) else { return Ok(()) };
    let positional = code.positional as usize;
    let keyword_only = code.keyword_only as usize;
    let taken = args.len().min(positional);
    locals[..taken].copy_from_slice(&args[..taken]);
    let mut extra: Vec<(u32, Value)> = Vec::new();
    for (name, value) in kw {
        let first = code.positional_only as usize;
        let found = code.locals[first..positional + keyword_only].iter().position(|local| local == name);
        match found {
            Some(found) => {
                if !locals[first + found].is_undef() {
                    let text = cx.heap.names.text(*name).to_string();
                    let function = qualname(cx, at);
                    return cx.type_error(format!("{function}() got multiple values for argument '{text}'"));
                }
                locals[first + found] = *value;
            }
            None if code.var_kwargs => extra.push((*name, *value)),
            None => {
                let text = cx.heap.names.text(*name).to_string();
                let function = qualname(cx, at);
                if code.locals[..first].contains(name) {
                    return cx.type_error(format!(
                        "{function}() got some positional-only arguments passed as keyword arguments: '{text}'"
                    ));
                }
                return cx.type_error(format!("{function}() got an unexpected keyword argument '{text}'"));
            }
        }
    }
    // Defaults belong to the last parameters.
    let defaults = &function.defaults;
    let without = positional.saturating_sub(defaults.len());
    for (number, default) in defaults.iter().enumerate() {
        if let Some(local) = locals.get_mut(without + number)
            && local.is_undef()
        {
            *local = *default;
        }
    }
    if args.len() > positional && !code.var_args {
        return too_many(cx, at, code, args.len(), locals);
    }
    for (number, default) in function.kw_defaults.iter().enumerate() {
        let local = &mut locals[positional + number];
        if local.is_undef() {
            *local = *default;
        }
    }
    let missing: Vec<usize> = (0..positional).filter(|at| locals[*at].is_undef()).collect();
    if !missing.is_empty() {
        return missing_arguments(cx, at, code, &missing, "positional argument");
    }
    let missing: Vec<usize> = (positional..positional + keyword_only).filter(|at| locals[*at].is_undef()).collect();
    if !missing.is_empty() {
        return missing_arguments(cx, at, code, &missing, "keyword-only argument");
    }
    let mut next = positional + keyword_only;
    if code.var_args {
        locals[next] = cx.heap.tuple(args[taken..].to_vec());
        next += 1;
    }
    if code.var_kwargs {
        locals[next] = cx.keyword_dict(&extra);
    }
    Ok(())
}

pub(super) fn qualname(cx: &Cx<'_>, at: Ref) -> String {
    match cx.heap.get(at) {
        Object::Function(function) => cx.text(function.qualname).unwrap_or_default().to_string(),
        _ => "?".into(),
    }
}

#[cold]
fn too_many<T>(cx: &mut Cx<'_>, at: Ref, code: &Code, given: usize, locals: &[Value]) -> Out<T> {
    let name = qualname(cx, at);
    let positional = code.positional as usize;
    let Object::Function(function) = cx.heap.get(at) else { return cx.type_error("too many arguments") };
    let least = positional - function.defaults.len().min(positional);
    let takes = if least == positional {
        format!("{positional} positional argument{}", if positional == 1 { "" } else { "s" })
    } else {
        format!("from {least} to {positional} positional arguments")
    };
    let keyword = (positional..positional + code.keyword_only as usize).filter(|at| !locals[*at].is_undef()).count();
    let were = if keyword > 0 {
        format!(
            "{given} positional argument{} (and {keyword} keyword-only argument{}) were given",
            if given == 1 { "" } else { "s" },
            if keyword == 1 { "" } else { "s" }
        )
    } else {
        format!("{given} {} given", if given == 1 { "was" } else { "were" })
    };
    cx.type_error(format!("{name}() takes {takes} but {were}"))
}

#[cold]
fn missing_arguments<T>(cx: &mut Cx<'_>, at: Ref, code: &Code, missing: &[usize], what: &str) -> Out<T> {
    let name = qualname(cx, at);
    let names: Vec<String> = missing.iter().map(|at| format!("'{}'", cx.heap.names.text(code.locals[*at]))).collect();
    let list = match names.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
        [] => String::new(),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    cx.type_error(format!("{name}() missing {} required {what}{plural}: {list}", names.len()))
}
