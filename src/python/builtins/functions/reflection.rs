//! Functions that ask what a value is and has.

use crate::python::cx::{Args, Cx, Exit, NativeFn, Out};
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("callable", callable),
    ("delattr", |cx, a| {
        a.expect(cx, "delattr", 2, 2)?;
        let name = name_arg(cx, a.get(1))?;
        cx.del_attr(a.get(0), name)?;
        Ok(Value::None)
    }),
    ("getattr", getattr),
    ("globals", globals),
    ("hasattr", hasattr),
    ("hash", |cx, a| {
        a.expect(cx, "hash", 1, 1)?;
        let hash = cx.hash(a.get(0), 0)?;
        Ok(Value::Int(hash as i64))
    }),
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
    ("setattr", |cx, a| {
        a.expect(cx, "setattr", 3, 3)?;
        let name = name_arg(cx, a.get(1))?;
        cx.set_attr(a.get(0), name, a.get(2))?;
        Ok(Value::None)
    }),
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
    Ok(module_dict(cx, cx.world.main_module))
}

/// A module's global variables as a dict.
pub fn module_dict(cx: &mut Cx<'_>, module: u32) -> Value {
    let program = cx.program.clone();
    let pairs: Vec<(u32, Value)> = program.modules[module as usize]
        .globals
        .iter()
        .map(|(name, slot)| (*name, cx.heap.globals[*slot as usize]))
        .filter(|pair| !pair.1.is_undef())
        .collect();
    cx.keyword_dict(&pairs)
}

pub fn is_instance_of(cx: &mut Cx<'_>, value: Value, class: Value, what: &str) -> Out<bool> {
    match class {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Tuple(_) => {
                for class in cx.classes_in(at) {
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
