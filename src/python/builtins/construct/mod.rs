//! Calling a type written in Rust.

mod bytes;
mod text;

use crate::python::cx::{Args, Cx, Exit, Out};
use crate::python::dict::Dict;
use crate::python::number;
use crate::python::object::{Deque, Iter, Object};
use crate::python::set::Set;
use crate::python::types;
use crate::python::value::{Ref, Value};
use bytes::bytes;
use text::{float, int};

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
                match cx.dict_merge(dict, from, None) {
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
