//! Functions of what can be iterated.

use crate::python::code::{Bin, Cmp};
use crate::python::cx::{Args, Cx, Exit, NativeFn, Out, Resume};
use crate::python::number;
use crate::python::object::{Iter, Object, View};
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("iter", |cx, a| {
        a.expect(cx, "iter", 1, 2)?;
        if a.len() == 2 {
            return cx.prelude("_callable_iterator", vec![a.get(0), a.get(1)]);
        }
        cx.iter(a.get(0))
    }),
    ("len", |cx, a| {
        a.expect(cx, "len", 1, 1)?;
        cx.len(a.get(0)).map(|len| Value::Int(len as i64))
    }),
    ("next", next),
    ("reversed", reversed),
    ("sum", sum),
    ("max", |cx, a| extreme(cx, a, Cmp::Gt, "max")),
    ("min", |cx, a| extreme(cx, a, Cmp::Lt, "min")),
    ("sorted", |cx, a| {
        if a.len() != 1 {
            let given = a.len();
            return cx.type_error(format!("sorted expected 1 argument, got {given}"));
        }
        let items = cx.native_items(a.get(0))?;
        let (key, reverse) = (a.keyword(cx, "key"), a.keyword(cx, "reverse"));
        match items {
            Some(items) => {
                let list = cx.heap.list(items);
                crate::python::builtins::lists::sort(cx, list, key, reverse, true)
            }
            None => {
                let reverse = reverse.or(Value::Bool(false));
                cx.prelude("_sorted", vec![a.get(0), key.or(Value::None), reverse])
            }
        }
    }),
    ("all", |cx, a| quantify(cx, a, "all")),
    ("any", |cx, a| quantify(cx, a, "any")),
];

pub(super) fn next(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "next", 1, 2)?;
    let iterator = a.get(0);
    if let Value::Ref(at) = iterator
        && let Object::Generator(_) = cx.heap.get(at)
    {
        let resume = Resume { generator: at, value: Value::None, throws: false, default: a.get(1) };
        return Err(Exit::Resume(Box::new(resume)));
    }
    match cx.next(iterator) {
        Ok(Some(value)) => Ok(value),
        Ok(None) if a.len() == 2 => Ok(a.get(1)),
        Ok(None) => {
            let exception = cx.exception(types::STOP_ITERATION, Vec::new());
            Err(Exit::Raise(exception))
        }
        Err(Exit::Call(request)) if a.len() == 2 => {
            let args = cx.heap.list(request.args);
            cx.prelude("_next_or", vec![request.callee, args, a.get(1)])
        }
        Err(exit) => Err(exit),
    }
}

fn reversed(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "reversed", 1, 1)?;
    let value = a.get(0);
    if let Some(method) = cx.special(value, "__reversed__") {
        return cx.call(method, vec![value]);
    }
    if cx.special(value, "__getitem__").is_some() {
        return cx.prelude("_reversed_sequence", vec![value]);
    }
    let inner = cx.heap.unwrap(value);
    if let Value::Ref(at) = inner {
        match cx.heap.get(at) {
            Object::List(items) => {
                let next = items.len();
                return Ok(cx.make_iter(Iter::Reversed { of: at, next }));
            }
            Object::Range { start, step, .. } => {
                let (start, step) = (*start, *step);
                let length = cx.len(inner)? as i64;
                let last = start.saturating_add((length - 1).saturating_mul(step));
                let (stop, step) = (start.saturating_sub(step), step.saturating_neg());
                return Ok(cx.make_iter(Iter::Range { next: last, stop, step }));
            }
            Object::Dict(dict) => {
                let version = dict.len() as u32;
                return Ok(cx.make_iter(Iter::Dict { of: at, next: 0, version, kind: View::Keys, reversed: true }));
            }
            Object::View { kind, of } => {
                let (kind, of) = (*kind, *of);
                let version = cx.len(Value::Ref(of))? as u32;
                return Ok(cx.make_iter(Iter::Dict { of, next: 0, version, kind, reversed: true }));
            }
            Object::Deque(deque) => {
                let version = deque.version;
                return Ok(cx.make_iter(Iter::Deque { of: at, next: 0, version, reversed: true }));
            }
            Object::Tuple(_) | Object::Str(_) | Object::Bytes(_) | Object::ByteArray(_) => {
                let items = cx.native_items(inner)?.unwrap_or_default();
                let next = items.len();
                let Value::Ref(of) = cx.heap.list(items) else { return Ok(Value::None) };
                return Ok(cx.make_iter(Iter::Reversed { of, next }));
            }
            _ => {}
        }
    }
    let name = cx.type_name(value);
    cx.type_error(format!("'{name}' object is not reversible"))
}

fn sum(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let start = a.named(cx, 1, "start").or(Value::Int(0));
    if cx.text(start).is_some() {
        return cx.type_error("sum() can't sum strings [use ''.join(seq) instead]");
    }
    let Some(items) = cx.native_items(a.get(0))? else {
        return cx.prelude("_sum", vec![a.get(0), start]);
    };
    cx.cost += items.len() as i64 / 2;
    let mut total = start;
    for (number, item) in items.iter().enumerate() {
        if cx.is_own(total) || cx.is_own(*item) {
            let rest = cx.heap.list(items[number..].to_vec());
            return cx.prelude("_sum", vec![rest, total]);
        }
        total = match number::fast(Bin::Add, total, *item) {
            Some(total) => total,
            None => cx.binary(Bin::Add, total, *item)?,
        };
    }
    Ok(total)
}

fn extreme(cx: &mut Cx<'_>, a: &Args<'_>, op: Cmp, name: &'static str) -> Out {
    let (key, default) = (a.keyword(cx, "key"), a.keyword(cx, "default"));
    let slow = |cx: &mut Cx<'_>, items: Value| -> Out {
        let greater = Value::Bool(op == Cmp::Gt);
        let has_default = Value::Bool(!default.is_undef());
        cx.prelude("_extreme", vec![items, key.or(Value::None), has_default, default.or(Value::None), greater])
    };
    if a.len() == 0 {
        return cx.type_error(format!("{name} expected at least 1 argument, got 0"));
    }
    let items = if a.len() == 1 { cx.native_items(a.get(0))? } else { Some(a.pos.to_vec()) };
    let Some(items) = items else { return slow(cx, a.get(0)) };
    if !key.is_undef() && !key.is_none() {
        let items = cx.heap.list(items);
        return slow(cx, items);
    }
    cx.cost += items.len() as i64 / 2;
    let Some(mut best) = items.first().copied() else {
        if default.is_undef() {
            return cx.value_error(format!("{name}() iterable argument is empty"));
        }
        return Ok(default);
    };
    for item in &items[1..] {
        match cx.native_compare(op, *item, best, 0)? {
            Some(true) => best = *item,
            Some(false) => {}
            None => {
                let items = cx.heap.list(items);
                return slow(cx, items);
            }
        }
    }
    Ok(best)
}

fn quantify(cx: &mut Cx<'_>, a: &Args<'_>, name: &'static str) -> Out {
    a.expect(cx, name, 1, 1)?;
    let all = name == "all";
    let native = !matches!(a.get(0), Value::Ref(at) if matches!(cx.heap.get(at), Object::Iter(_)));
    if native && let Some(items) = cx.native_items(a.get(0))? {
        cx.cost += items.len() as i64 / 64;
        for item in items {
            match cx.truth(item) {
                Ok(truth) if truth != all => return Ok(Value::Bool(truth)),
                Ok(_) => {}
                Err(Exit::Call(_)) => return cx.prelude(if all { "_all" } else { "_any" }, vec![a.get(0)]),
                Err(exit) => return Err(exit),
            }
        }
        return Ok(Value::Bool(all));
    }
    cx.prelude(if all { "_all" } else { "_any" }, vec![a.get(0)])
}
