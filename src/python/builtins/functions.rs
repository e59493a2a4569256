//! `len`, `print`, `isinstance` and their like.

use num_traits::Zero;

use crate::python::code::{Bin, Cmp};
use crate::python::cx::{Args, Cx, Exit, NativeFn, Out, Resume};
use crate::python::guest::EventKind;
use crate::python::number;
use crate::python::object::{Iter, Object, View};
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("abs", abs),
    ("ascii", |cx, a| {
        a.expect(cx, "ascii", 1, 1)?;
        cx.ascii(a.get(0))
    }),
    ("bin", |cx, a| radix(cx, a, "bin", 2, "0b")),
    ("callable", callable),
    ("chr", chr),
    ("delattr", |cx, a| {
        a.expect(cx, "delattr", 2, 2)?;
        let name = name_arg(cx, a.get(1))?;
        cx.del_attr(a.get(0), name)?;
        Ok(Value::None)
    }),
    ("divmod", divmod),
    ("format", |cx, a| {
        a.expect(cx, "format", 1, 2)?;
        let spec = a.get(1).or(cx.heap.empty_str);
        cx.format(a.get(0), spec)
    }),
    ("getattr", getattr),
    ("globals", globals),
    ("hasattr", hasattr),
    ("hash", |cx, a| {
        a.expect(cx, "hash", 1, 1)?;
        let hash = cx.hash(a.get(0), 0)?;
        Ok(Value::Int(hash as i64))
    }),
    ("hex", |cx, a| radix(cx, a, "hex", 16, "0x")),
    ("id", |_, a| {
        Ok(Value::Int(match a.get(0) {
            Value::Ref(at) => 0x7f00_0000_0000 + i64::from(at.0) * 48,
            Value::Int(i) => 0x5500_0000_0000_i64.wrapping_add(i.wrapping_mul(32)),
            Value::None => 0x5600_0000_1000,
            Value::Bool(b) => 0x5600_0000_2000 + i64::from(b) * 32,
            Value::Native(n) => 0x5600_0001_0000 + i64::from(n) * 64,
            Value::Float(f) => (f.to_bits() >> 8) as i64,
            _ => 0x5600_0000_3000,
        }))
    }),
    ("isinstance", isinstance),
    ("issubclass", issubclass),
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
    ("oct", |cx, a| radix(cx, a, "oct", 8, "0o")),
    ("ord", ord),
    ("pow", pow),
    ("print", print),
    ("repr", |cx, a| {
        a.expect(cx, "repr", 1, 1)?;
        cx.repr(a.get(0))
    }),
    ("reversed", reversed),
    ("round", round),
    ("setattr", |cx, a| {
        a.expect(cx, "setattr", 3, 3)?;
        let name = name_arg(cx, a.get(1))?;
        cx.set_attr(a.get(0), name, a.get(2))?;
        Ok(Value::None)
    }),
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
                super::lists::sort(cx, list, key, reverse, true)
            }
            None => {
                let reverse = reverse.or(Value::Bool(false));
                cx.prelude("_sorted", vec![a.get(0), key.or(Value::None), reverse])
            }
        }
    }),
    ("all", |cx, a| quantify(cx, a, "all")),
    ("any", |cx, a| quantify(cx, a, "any")),
    ("vars", |cx, a| {
        a.expect(cx, "vars", 1, 1)?;
        cx.instance_dict(a.get(0))
    }),
    ("dir", |cx, a| {
        a.expect(cx, "dir", 1, 1)?;
        dir(cx, a.get(0))
    }),
];

pub fn name_arg(cx: &mut Cx<'_>, value: Value) -> Out<u32> {
    match cx.text(value) {
        Some(text) => Ok(cx.heap.intern(&text)),
        None => {
            let name = cx.type_name(value);
            cx.type_error(format!("attribute name must be string, not '{name}'"))
        }
    }
}

fn abs(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "abs", 1, 1)?;
    let value = a.get(0);
    if let Some(method) = cx.special(value, "__abs__") {
        return cx.call(method, vec![value]);
    }
    match cx.heap.unwrap(value) {
        Value::Int(i) if i != i64::MIN => Ok(Value::Int(i.abs())),
        Value::Bool(b) => Ok(Value::Int(i64::from(b))),
        Value::Float(f) => Ok(Value::Float(f.abs())),
        inner => {
            if let Some(big) = number::big(&cx.heap, inner) {
                return Ok(cx.heap.int(num_traits::Signed::abs(&big)));
            }
            if let Value::Ref(at) = inner
                && let Object::Complex(parts) = cx.heap.get(at)
            {
                return Ok(Value::Float(parts.0.hypot(parts.1)));
            }
            let name = cx.type_name(value);
            cx.type_error(format!("bad operand type for abs(): '{name}'"))
        }
    }
}

fn radix(cx: &mut Cx<'_>, a: &Args<'_>, name: &str, radix: u32, prefix: &str) -> Out {
    a.expect(cx, name, 1, 1)?;
    let Some(big) = number::big(&cx.heap, a.get(0)) else {
        let name = cx.type_name(a.get(0));
        return cx.type_error(format!("'{name}' object cannot be interpreted as an integer"));
    };
    let sign = if big.sign() == num_bigint::Sign::Minus { "-" } else { "" };
    let digits = big.magnitude().to_str_radix(radix);
    cx.checked_string(format!("{sign}{prefix}{digits}"))
}

fn callable(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "callable", 1, 1)?;
    let value = a.get(0);
    Ok(Value::Bool(match value {
        Value::Native(_) => true,
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Function(_) | Object::Method(_) | Object::NativeMethod { .. } | Object::Class(_) => true,
            Object::Instance(_) => cx.special(value, "__call__").is_some(),
            _ => false,
        },
        _ => false,
    }))
}

fn chr(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "chr", 1, 1)?;
    let code = cx.int_arg(a.get(0))?;
    match u32::try_from(code).ok().and_then(char::from_u32) {
        Some(c) => Ok(cx.char(c)),
        None => cx.value_error("chr() arg not in range(0x110000)"),
    }
}

fn ord(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "ord", 1, 1)?;
    match cx.text(a.get(0)) {
        Some(text) => {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Ok(Value::Int(i64::from(c as u32))),
                _ => {
                    let count = text.chars().count();
                    cx.type_error(format!("ord() expected a character, but string of length {count} found"))
                }
            }
        }
        None => {
            let name = cx.type_name(a.get(0));
            cx.type_error(format!("ord() expected string of length 1, but {name} found"))
        }
    }
}

fn divmod(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "divmod", 2, 2)?;
    let (x, y) = (a.get(0), a.get(1));
    if number::float(&cx.heap, x).is_none() || number::float(&cx.heap, y).is_none() {
        return cx.prelude("_divmod", vec![x, y]);
    }
    let quotient = cx.binary(Bin::FloorDiv, x, y)?;
    let rest = cx.binary(Bin::Mod, x, y)?;
    Ok(cx.heap.tuple(vec![quotient, rest]))
}

fn getattr(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "getattr", 2, 3)?;
    let name = name_arg(cx, a.get(1))?;
    match cx.get_attr(a.get(0), name) {
        Err(Exit::Raise(error)) if a.len() == 3 && cx.is_instance(error, types::ATTRIBUTE_ERROR) => Ok(a.get(2)),
        Err(Exit::Call(request)) if a.len() == 3 => {
            let args = cx.heap.list(request.args);
            cx.prelude("_getattr_or", vec![request.callee, args, a.get(2)])
        }
        other => other,
    }
}

fn hasattr(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "hasattr", 2, 2)?;
    let name = name_arg(cx, a.get(1))?;
    match cx.get_attr(a.get(0), name) {
        Ok(_) => Ok(Value::Bool(true)),
        Err(Exit::Raise(error)) if cx.is_instance(error, types::ATTRIBUTE_ERROR) => Ok(Value::Bool(false)),
        Err(Exit::Call(request)) => {
            let args = cx.heap.list(request.args);
            cx.prelude("_hasattr_slow", vec![request.callee, args])
        }
        Err(exit) => Err(exit),
    }
}

fn globals(cx: &mut Cx<'_>, _: &Args<'_>) -> Out {
    let module = cx.world.main_module;
    let program = cx.program.clone();
    let pairs: Vec<(u32, Value)> = program.modules[module as usize]
        .globals
        .iter()
        .map(|(name, slot)| (*name, cx.heap.globals[*slot as usize]))
        .filter(|pair| !pair.1.is_undef())
        .collect();
    Ok(cx.keyword_dict(&pairs))
}

pub fn is_instance_of(cx: &mut Cx<'_>, value: Value, class: Value, what: &str) -> Out<bool> {
    match class {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Tuple(classes) => {
                for class in classes.to_vec() {
                    if is_instance_of(cx, value, class, what)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Object::Class(_) => Ok(cx.is_instance(value, at)),
            Object::Alias(pair) => {
                let (left, right) = **pair;
                // A union; of a parametrised type only the type counts.
                if matches!(left, Value::Ref(at) if matches!(cx.heap.get(at), Object::Class(_) | Object::Alias(_)))
                    && is_instance_of(cx, value, left, what)?
                {
                    return Ok(true);
                }
                if right.is_none() {
                    return Ok(value.is_none());
                }
                if matches!(right, Value::Ref(at) if matches!(cx.heap.get(at), Object::Class(_) | Object::Alias(_))) {
                    return is_instance_of(cx, value, right, what);
                }
                Ok(false)
            }
            _ => cx.type_error(format!("{what} arg 2 must be a type, a tuple of types, or a union")),
        },
        Value::None => Ok(value.is_none()),
        _ => cx.type_error(format!("{what} arg 2 must be a type, a tuple of types, or a union")),
    }
}

fn isinstance(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "isinstance", 2, 2)?;
    if let Some(method) = cx.special(a.get(1), "__instancecheck__") {
        return cx.call_then(method, vec![a.get(1), a.get(0)], crate::python::cx::After::Truth);
    }
    is_instance_of(cx, a.get(0), a.get(1), "isinstance()").map(Value::Bool)
}

fn issubclass(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "issubclass", 2, 2)?;
    let Value::Ref(class) = a.get(0) else { return cx.type_error("issubclass() arg 1 must be a class") };
    if !matches!(cx.heap.get(class), Object::Class(_)) {
        return cx.type_error("issubclass() arg 1 must be a class");
    }
    let bases = match a.get(1) {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Tuple(items) => items.to_vec(),
            _ => vec![a.get(1)],
        },
        _ => return cx.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"),
    };
    Ok(Value::Bool(bases.iter().any(|base| matches!(base, Value::Ref(base) if cx.is_subclass(class, *base)))))
}

fn next(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
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

fn pow(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let (base, exponent, modulus) = (a.named(cx, 0, "base"), a.named(cx, 1, "exp"), a.named(cx, 2, "mod"));
    if modulus.is_undef() || modulus.is_none() {
        return cx.binary(Bin::Pow, base, exponent);
    }
    let all = (number::big(&cx.heap, base), number::big(&cx.heap, exponent), number::big(&cx.heap, modulus));
    let (Some(base), Some(exponent), Some(modulus)) = all else {
        return cx.type_error("pow() 3rd argument not allowed unless all arguments are integers");
    };
    if modulus.is_zero() {
        return cx.value_error("pow() 3rd argument cannot be 0");
    }
    let (base, exponent) = if exponent.sign() == num_bigint::Sign::Minus {
        match base.modinv(&modulus) {
            Some(inverse) => (inverse, -exponent),
            None => return cx.value_error("base is not invertible for the given modulus"),
        }
    } else {
        (base, exponent)
    };
    let words = (modulus.bits() / 64 + 1) as i64;
    cx.cost += exponent.bits() as i64 * words * words / 16;
    let result = base.modpow(&exponent, &modulus);
    Ok(cx.heap.int(result))
}

fn print(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let (sep, end, file) = (a.keyword(cx, "sep"), a.keyword(cx, "end"), a.keyword(cx, "file"));
    for (name, _) in a.kw {
        let name = cx.heap.names.text(*name).to_string();
        if !["sep", "end", "file", "flush"].contains(&name.as_str()) {
            return cx.type_error(format!("'{name}' is an invalid keyword argument for print()"));
        }
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
                return cx.prelude("_print_slow", vec![items, sep, end, file.or(Value::None)]);
            }
            Err(exit) => return Err(exit),
        }
    }
    text.push_str(&ending);
    if !file.is_undef() && !file.is_none() {
        let text = cx.heap.string(text);
        return cx.prelude("_write_to", vec![file, text]);
    }
    write(cx, false, &text)?;
    Ok(Value::None)
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
    target.extend_from_slice(text.as_bytes());
    cx.event(EventKind::Output { error, bytes: text.len() as u32 });
    Ok(())
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
                let last = start + (length - 1) * step;
                return Ok(cx.make_iter(Iter::Range { next: last, stop: start - step, step: -step }));
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

fn round(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let (value, digits) = (a.named(cx, 0, "number"), a.named(cx, 1, "ndigits"));
    if let Some(method) = cx.special(value, "__round__") {
        let args = if digits.is_undef() { vec![value] } else { vec![value, digits] };
        return cx.call(method, args);
    }
    match cx.heap.unwrap(value) {
        Value::Float(f) => {
            if digits.is_undef() || digits.is_none() {
                if f.is_nan() {
                    return cx.value_error("cannot convert float NaN to integer");
                }
                if f.is_infinite() {
                    return cx.raise(types::OVERFLOW_ERROR, "cannot convert float infinity to integer");
                }
                let rounded = f.round_ties_even();
                let big: num_bigint::BigInt = num_traits::FromPrimitive::from_f64(rounded).unwrap_or_default();
                return Ok(cx.heap.int(big));
            }
            let digits = cx.int_arg(digits)?;
            if !f.is_finite() || digits > 330 {
                return Ok(Value::Float(f));
            }
            if digits < -330 {
                return Ok(Value::Float(0.0_f64.copysign(f)));
            }
            if digits >= 0 {
                // Rust's text rounds correctly, as CPython's does.
                let text = format!("{f:.*}", digits as usize);
                return Ok(Value::Float(text.parse().unwrap_or(f)));
            }
            let scale = 10.0_f64.powi(-digits as i32);
            Ok(Value::Float((f / scale).round_ties_even() * scale))
        }
        inner if number::is_int(&cx.heap, inner) => {
            let digits = if digits.is_undef() || digits.is_none() { 0 } else { cx.int_arg(digits)? };
            if digits >= 0 {
                return Ok(if let Value::Bool(b) = inner { Value::Int(i64::from(b)) } else { inner });
            }
            let Some(big) = number::big(&cx.heap, inner) else { return Ok(inner) };
            if digits < -5000 {
                return Ok(Value::Int(0));
            }
            let scale = num_traits::pow::Pow::pow(num_bigint::BigInt::from(10), (-digits) as u32);
            let half = &scale / 2;
            let (quotient, rest) = num_integer::Integer::div_mod_floor(&big, &scale);
            let up = rest > half || rest == half && num_integer::Integer::is_odd(&quotient);
            let result = (quotient + i32::from(up)) * scale;
            Ok(cx.heap.int(result))
        }
        _ => {
            let name = cx.type_name(value);
            cx.type_error(format!("type {name} doesn't define __round__ method"))
        }
    }
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

fn dir(cx: &mut Cx<'_>, value: Value) -> Out {
    let mut names: Vec<String> = Vec::new();
    let class = match value {
        Value::Ref(at) if matches!(cx.heap.get(at), Object::Class(_)) => at,
        _ => cx.type_of(value),
    };
    for base in &cx.class(class).mro {
        names.extend(cx.class(*base).attrs.iter().map(|attr| cx.heap.names.text(attr.0).to_string()));
    }
    let own = cx.instance_dict(value)?;
    for key in cx.native_items(own)?.unwrap_or_default() {
        names.extend(cx.text(key).map(|text| text.to_string()));
    }
    if let Value::Ref(at) = value
        && let Object::Module(module) = cx.heap.get(at)
    {
        let program = cx.program.clone();
        for (name, slot) in &program.modules[module.number as usize].globals {
            if !cx.heap.globals[*slot as usize].is_undef() {
                names.push(cx.heap.names.text(*name).to_string());
            }
        }
    }
    names.sort();
    names.dedup();
    let items = names.iter().map(|name| cx.heap.str(name)).collect();
    Ok(cx.heap.list(items))
}
