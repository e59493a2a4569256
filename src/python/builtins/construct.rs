//! Calling a type written in Rust.

use num_bigint::BigInt;
use num_traits::FromPrimitive;

use crate::python::cx::{Args, Cx, Exit, Out};
use crate::python::dict::Dict;
use crate::python::number;
use crate::python::object::{Deque, Iter, Object};
use crate::python::set::Set;
use crate::python::types;
use crate::python::value::{Ref, Value};

pub fn native(cx: &mut Cx<'_>, class: Ref, args: &mut [Value], kw: &[(u32, Value)]) -> Out {
    let a = &Args { pos: args, kw };
    match class {
        types::INT => int(cx, a),
        types::BOOL => {
            a.expect(cx, "bool", 0, 1)?;
            match cx.truth(a.get(0)) {
                Ok(truth) => Ok(Value::Bool(truth)),
                Err(Exit::Call(mut request)) => {
                    request.after = crate::python::cx::After::Truth;
                    Err(Exit::Call(request))
                }
                Err(exit) => Err(exit),
            }
        }
        types::FLOAT => float(cx, a),
        types::COMPLEX => {
            let real = number::float(&cx.heap, a.named(cx, 0, "real").or(Value::Int(0))).unwrap_or(0.0);
            let imaginary = number::float(&cx.heap, a.named(cx, 1, "imag").or(Value::Int(0))).unwrap_or(0.0);
            Ok(cx.heap.value(Object::Complex(Box::new((real, imaginary)))))
        }
        types::STR => {
            let value = a.named(cx, 0, "object");
            if value.is_undef() {
                return Ok(cx.heap.empty_str);
            }
            if a.len() > 1 || !a.keyword(cx, "encoding").is_undef() {
                let bytes = cx.bytes_of(value)?;
                return cx.checked_string(String::from_utf8_lossy(&bytes).into_owned());
            }
            cx.str_of(value)
        }
        types::BYTES => {
            let bytes = bytes(cx, a)?;
            Ok(cx.heap.bytes(bytes))
        }
        types::BYTEARRAY => {
            let bytes = bytes(cx, a)?;
            Ok(cx.heap.value(Object::ByteArray(bytes)))
        }
        types::LIST => {
            a.expect(cx, "list", 0, 1)?;
            if a.len() == 0 {
                return Ok(cx.heap.list(Vec::new()));
            }
            match cx.native_items(a.get(0))? {
                Some(items) => {
                    cx.cost += items.len() as i64 / 8;
                    Ok(cx.heap.list(items))
                }
                None => {
                    not_iterable(cx, a.get(0))?;
                    cx.prelude("_list", vec![a.get(0)])
                }
            }
        }
        types::TUPLE => {
            a.expect(cx, "tuple", 0, 1)?;
            if a.len() == 0 {
                return Ok(cx.heap.empty_tuple);
            }
            if let Value::Ref(at) = a.get(0)
                && let Object::Tuple(_) = cx.heap.get(at)
            {
                return Ok(a.get(0));
            }
            match cx.native_items(a.get(0))? {
                Some(items) => Ok(cx.heap.tuple(items)),
                None => {
                    not_iterable(cx, a.get(0))?;
                    cx.prelude("_tuple", vec![a.get(0)])
                }
            }
        }
        types::DICT => {
            a_most(cx, a, "dict", 1)?;
            let dict = cx.heap.dict(Dict::default());
            let Value::Ref(at) = dict else { return Ok(dict) };
            if a.len() == 1 {
                let from = a.get(0);
                if cx.dict_ref(from).is_none() || cx.special(from, "keys").is_some() {
                    let named = cx.keyword_dict(kw);
                    return cx.prelude("_dict", vec![dict, from, named]);
                }
                match cx.dict_merge(dict, from, false) {
                    Ok(()) => {}
                    Err(Exit::Call(_)) => {
                        let named = cx.keyword_dict(kw);
                        return cx.prelude("_dict", vec![dict, from, named]);
                    }
                    Err(exit) => return Err(exit),
                }
            }
            for (name, value) in kw {
                let key = cx.heap.name_str(*name);
                cx.dict_set(at, key, *value)?;
            }
            Ok(dict)
        }
        types::SET | types::FROZENSET => {
            let name = if class == types::SET { "set" } else { "frozenset" };
            a.expect(cx, name, 0, 1)?;
            let set = cx.heap.set(Set::default());
            if a.len() == 1 {
                if class == types::FROZENSET
                    && let Value::Ref(at) = a.get(0)
                    && let Object::FrozenSet(_) = cx.heap.get(at)
                {
                    return Ok(a.get(0));
                }
                not_iterable(cx, a.get(0))?;
                match cx.set_update(set, a.get(0)) {
                    Ok(()) => {}
                    Err(Exit::Call(_)) => {
                        return cx.prelude(if class == types::SET { "_set" } else { "_frozenset" }, vec![a.get(0)]);
                    }
                    Err(exit) => return Err(exit),
                }
            }
            Ok(if class == types::FROZENSET { super::sets::freeze(cx, set) } else { set })
        }
        types::RANGE => {
            a.expect(cx, "range", 1, 3)?;
            let mut parts = [0; 3];
            for (part, given) in parts.iter_mut().zip(a.pos) {
                if let Some(method) = cx.special(*given, "__index__") {
                    let _ = method;
                }
                *part = cx.int_arg(*given)?;
            }
            let (start, stop, step) = match a.len() {
                1 => (0, parts[0], 1),
                2 => (parts[0], parts[1], 1),
                _ => (parts[0], parts[1], parts[2]),
            };
            if step == 0 {
                return cx.value_error("range() arg 3 must not be zero");
            }
            Ok(Value::Ref(cx.heap.alloc(Object::Range { start, stop, step })))
        }
        types::SLICE => {
            a.expect(cx, "slice", 1, 3)?;
            let parts = match a.pos {
                [stop] => [Value::None, *stop, Value::None],
                [start, stop] => [*start, *stop, Value::None],
                [start, stop, step, ..] => [*start, *stop, *step],
                [] => [Value::None; 3],
            };
            Ok(cx.heap.value(Object::Slice(Box::new(parts))))
        }
        types::PROPERTY => {
            let parts = ["fget", "fset", "fdel", "doc"].map(|name| name);
            let mut values = [Value::None; 4];
            for (at, name) in parts.iter().enumerate() {
                values[at] = a.named(cx, at, name).or(Value::None);
            }
            Ok(cx.heap.value(Object::Property(Box::new(values))))
        }
        types::STATICMETHOD => Ok(cx.heap.value(Object::StaticMethod(a.get(0)))),
        types::CLASSMETHOD => Ok(cx.heap.value(Object::ClassMethod(a.get(0)))),
        types::SUPER => match (a.get(0), a.get(1)) {
            (Value::Ref(class), this) if !this.is_undef() => Ok(cx.heap.value(Object::Super(Box::new((class, this))))),
            _ => cx.raise(types::RUNTIME_ERROR, "super(): no arguments"),
        },
        types::ENUMERATE => {
            let start = a.named(cx, 1, "start").or(Value::Int(0));
            let next = cx.int_arg(start)?;
            match cx.iter(a.named(cx, 0, "iterable")) {
                Ok(of) => Ok(cx.make_iter(Iter::Enumerate { of, next })),
                Err(Exit::Call(_)) => cx.prelude("_enumerate", vec![a.get(0), start]),
                Err(exit) => Err(exit),
            }
        }
        types::ZIP => {
            let strict = a.keyword(cx, "strict");
            let strict = !strict.is_undef() && cx.truth(strict)?;
            let mut of = Vec::new();
            for (number, each) in a.pos.iter().enumerate() {
                match cx.iter(*each) {
                    Ok(iterator) => of.push(iterator),
                    Err(Exit::Call(_)) => {
                        let items = cx.heap.list(a.pos.to_vec());
                        return cx.prelude("_zip", vec![items, Value::Bool(strict)]);
                    }
                    Err(Exit::Raise(_)) => {
                        let name = cx.type_name(*each);
                        let _ = number;
                        return cx.type_error(format!("'{name}' object is not iterable"));
                    }
                    Err(exit) => return Err(exit),
                }
            }
            Ok(cx.make_iter(Iter::Zip { of, strict }))
        }
        types::COUNT => {
            let (next, step) = (a.named(cx, 0, "start").or(Value::Int(0)), a.named(cx, 1, "step").or(Value::Int(1)));
            Ok(cx.make_iter(Iter::Count { next, step }))
        }
        types::REPEAT => {
            let times = a.named(cx, 1, "times");
            let left = if times.is_undef() { None } else { Some(cx.int_arg(times)?.max(0) as u64) };
            Ok(cx.make_iter(Iter::Repeat { value: a.get(0), left }))
        }
        types::DEQUE => {
            let limit = a.named(cx, 1, "maxlen");
            let limit =
                if limit.is_undef() || limit.is_none() { None } else { Some(cx.int_arg(limit)?.max(0) as usize) };
            let given = a.named(cx, 0, "iterable");
            let mut items = std::collections::VecDeque::new();
            if !given.is_undef() {
                match cx.native_items(given)? {
                    Some(given) => items.extend(given),
                    None => {
                        not_iterable(cx, given)?;
                        let limit = a.named(cx, 1, "maxlen").or(Value::None);
                        return cx.prelude("_deque", vec![given, limit]);
                    }
                }
            }
            if let Some(limit) = limit {
                while items.len() > limit {
                    items.pop_front();
                }
            }
            Ok(cx.heap.value(Object::Deque(Box::new(Deque { items, limit, version: 0 }))))
        }
        types::TWISTER => {
            let state = crate::python::library::twister::Twister::seeded(cx.world.options.seed);
            Ok(cx.heap.value(Object::Twister(Box::new(state))))
        }
        types::TYPE => cx.type_error("type() takes 1 or 3 arguments"),
        types::OBJECT => {
            if !a.pos.is_empty() {
                return cx.type_error("object() takes no arguments");
            }
            Ok(cx.new_instance(types::OBJECT, Value::None))
        }
        types::NONE_TYPE => Ok(Value::None),
        types::METHOD => Ok(cx.heap.value(Object::Method(Box::new((a.get(0), a.get(1)))))),
        types::MODULE => cx.type_error("modules cannot be made here"),
        types::MAPPING_PROXY => match cx.dict_ref(a.get(0)) {
            Some(of) => Ok(cx.heap.value(Object::View { kind: crate::python::object::View::Proxy, of })),
            None => cx.type_error("mappingproxy() argument must be a mapping"),
        },
        _ => {
            let name = cx.class_name(class);
            cx.type_error(format!("cannot create '{name}' instances"))
        }
    }
}

fn a_most(cx: &mut Cx<'_>, a: &Args<'_>, name: &str, most: usize) -> Out<()> {
    if a.len() > most {
        let given = a.len();
        return cx.type_error(format!("{name} expected at most {most} argument, got {given}"));
    }
    Ok(())
}

/// An error at once for what cannot be iterated.
fn not_iterable(cx: &mut Cx<'_>, value: Value) -> Out<()> {
    match cx.iter(value) {
        Err(Exit::Raise(error)) => Err(Exit::Raise(error)),
        _ => Ok(()),
    }
}

fn int(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a_most(cx, a, "int", 2)?;
    if a.len() == 0 {
        return Ok(Value::Int(0));
    }
    let value = a.get(0);
    let base = a.named(cx, 1, "base");
    let inner = cx.heap.unwrap(value);
    if let Some(text) = cx.text(inner) {
        let radix = if base.is_undef() { 10 } else { cx.int_arg(base)? };
        return match parse_int(&text, radix) {
            Some(big) => {
                if text.len() > 4300 && radix == 10 {
                    let digits = text.len();
                    return cx.value_error(format!(
                        "Exceeds the limit (4300 digits) for integer string conversion: value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit"
                    ));
                }
                Ok(cx.heap.int(big))
            }
            None => cx.value_error(format!(
                "invalid literal for int() with base {radix}: {}",
                crate::python::format::quote(&text)
            )),
        };
    }
    if !base.is_undef() {
        return cx.type_error("int() can't convert non-string with explicit base");
    }
    match inner {
        Value::Int(_) => Ok(inner),
        Value::Bool(b) => Ok(Value::Int(i64::from(b))),
        Value::Float(f) => {
            if f.is_nan() {
                return cx.value_error("cannot convert float NaN to integer");
            }
            if f.is_infinite() {
                return cx.raise(types::OVERFLOW_ERROR, "cannot convert float infinity to integer");
            }
            let big = BigInt::from_f64(f.trunc()).unwrap_or_default();
            Ok(cx.heap.int(big))
        }
        _ => {
            if number::is_int(&cx.heap, inner) {
                return Ok(inner);
            }
            for method in ["__int__", "__index__", "__trunc__"] {
                if let Some(method) = cx.special(value, method) {
                    return cx.call(method, vec![value]);
                }
            }
            if let Value::Ref(at) = inner
                && let Object::Bytes(bytes) = cx.heap.get(at)
                && let Some(big) = parse_int(&String::from_utf8_lossy(bytes), 10)
            {
                return Ok(cx.heap.int(big));
            }
            let name = cx.type_name(value);
            cx.type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
            ))
        }
    }
}

fn parse_int(text: &str, radix: i64) -> Option<BigInt> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = digits.to_ascii_lowercase();
    let (digits, radix) = match (radix, lower.get(..2)) {
        (0 | 16, Some("0x")) => (&lower[2..], 16),
        (0 | 8, Some("0o")) => (&lower[2..], 8),
        (0 | 2, Some("0b")) => (&lower[2..], 2),
        (0, _) => (lower.as_str(), 10),
        (radix, _) => (lower.as_str(), radix),
    };
    if digits.is_empty()
        || digits.starts_with('_')
        || digits.ends_with('_')
        || digits.contains("__")
        || !(2..=36).contains(&radix)
    {
        return None;
    }
    let digits = digits.replace('_', "");
    if digits.starts_with(['+', '-']) {
        return None;
    }
    if digits.len() > 100_000 {
        return None;
    }
    let big = BigInt::parse_bytes(digits.as_bytes(), radix as u32)?;
    Some(if negative { -big } else { big })
}

fn float(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "float", 0, 1)?;
    if a.len() == 0 {
        return Ok(Value::Float(0.0));
    }
    let value = a.get(0);
    if let Some(text) = cx.text(value) {
        let trimmed = text.trim().to_ascii_lowercase();
        let (sign, rest) = match trimmed.strip_prefix('-') {
            Some(rest) => (-1.0, rest),
            None => (1.0, trimmed.strip_prefix('+').unwrap_or(&trimmed)),
        };
        let parsed = match rest {
            "inf" | "infinity" => Some(f64::INFINITY),
            "nan" => Some(f64::NAN),
            _ if rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') && !rest.contains("__") => {
                rest.replace('_', "").parse().ok()
            }
            _ => None,
        };
        return match parsed {
            Some(parsed) => Ok(Value::Float(sign * parsed)),
            None => {
                cx.value_error(format!("could not convert string to float: {}", crate::python::format::quote(&text)))
            }
        };
    }
    for method in ["__float__", "__index__"] {
        if let Some(method) = cx.special(value, method) {
            return cx.call(method, vec![value]);
        }
    }
    match number::float(&cx.heap, value) {
        Some(float) if float.is_infinite() && number::is_int(&cx.heap, value) => {
            cx.raise(types::OVERFLOW_ERROR, "int too large to convert to float")
        }
        Some(float) => Ok(Value::Float(float)),
        None => {
            let name = cx.type_name(value);
            cx.type_error(format!("float() argument must be a string or a real number, not '{name}'"))
        }
    }
}

fn bytes(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<Vec<u8>> {
    if a.len() == 0 {
        return Ok(Vec::new());
    }
    let value = a.get(0);
    if let Some(text) = cx.text(value) {
        if a.len() < 2 && a.keyword(cx, "encoding").is_undef() {
            return cx.type_error("string argument without an encoding");
        }
        return Ok(text.as_bytes().to_vec());
    }
    match cx.heap.unwrap(value) {
        Value::Int(count) => {
            if count < 0 {
                return cx.value_error("negative count");
            }
            cx.check_size(count as usize)?;
            Ok(vec![0; count as usize])
        }
        inner => {
            if let Value::Ref(at) = inner
                && matches!(cx.heap.get(at), Object::Bytes(_) | Object::ByteArray(_))
            {
                return cx.bytes_of(inner);
            }
            let Some(items) = cx.native_items(inner)? else {
                let name = cx.type_name(value);
                return cx.type_error(format!("cannot convert '{name}' object to bytes"));
            };
            let mut bytes = Vec::new();
            for item in items {
                let byte = cx.int_arg(item)?;
                match u8::try_from(byte) {
                    Ok(byte) => bytes.push(byte),
                    Err(_) => return cx.value_error("bytes must be in range(0, 256)"),
                }
            }
            Ok(bytes)
        }
    }
}
