//! Attributes of values of types written in Rust that are not methods.

use crate::python::cx::{Cx, Out};
use crate::python::object::{GeneratorState, Object, View};
use crate::python::types;
use crate::python::value::Value;

pub fn native_attribute(cx: &mut Cx<'_>, of: Value, name: &str) -> Out<Option<Value>> {
    match name {
        "__class__" => return Ok(Some(Value::Ref(cx.type_of(of)))),
        "__doc__" => return Ok(Some(Value::None)),
        _ => {}
    }
    match of {
        Value::Int(_) | Value::Bool(_) => Ok(match name {
            "real" | "numerator" => Some(if let Value::Bool(b) = of { Value::Int(i64::from(b)) } else { of }),
            "imag" => Some(Value::Int(0)),
            "denominator" => Some(Value::Int(1)),
            _ => None,
        }),
        Value::Float(_) => Ok(match name {
            "real" => Some(of),
            "imag" => Some(Value::Float(0.0)),
            _ => None,
        }),
        Value::Native(number) => Ok(match name {
            "__name__" | "__qualname__" => {
                let full = cx.natives[number as usize].name;
                Some(cx.heap.str(full.rsplit('.').next().unwrap_or(full)))
            }
            "__module__" => Some(cx.heap.str("builtins")),
            "__self__" => Some(Value::None),
            _ => None,
        }),
        Value::Ref(at) => Ok(match (cx.heap.get(at), name) {
            (Object::Complex(parts), "real") => Some(Value::Float(parts.0)),
            (Object::Complex(parts), "imag") => Some(Value::Float(parts.1)),
            (Object::Big(_), "real" | "numerator") => Some(of),
            (Object::Big(_), "imag") => Some(Value::Int(0)),
            (Object::Range { start, .. }, "start") => Some(Value::Int(*start)),
            (Object::Range { stop, .. }, "stop") => Some(Value::Int(*stop)),
            (Object::Range { step, .. }, "step") => Some(Value::Int(*step)),
            (Object::Slice(parts), "start") => Some(parts[0]),
            (Object::Slice(parts), "stop") => Some(parts[1]),
            (Object::Slice(parts), "step") => Some(parts[2]),
            (Object::Deque(deque), "maxlen") => Some(deque.limit.map_or(Value::None, |limit| Value::Int(limit as i64))),
            (Object::NativeMethod { native, .. }, "__name__" | "__qualname__") => {
                let full = cx.natives[*native as usize].name;
                Some(cx.heap.str(full.rsplit('.').next().unwrap_or(full)))
            }
            (Object::NativeMethod { this, .. }, "__self__") => Some(*this),
            (Object::Generator(generator), "__name__") => Some(generator.name),
            (Object::Generator(generator), "__qualname__") => Some(generator.qualname),
            (Object::Generator(generator), "gi_running" | "cr_running" | "ag_running") => {
                Some(Value::Bool(generator.state == GeneratorState::Running))
            }
            (Object::Generator(generator), "gi_frame" | "cr_frame" | "ag_frame") => {
                Some(if generator.state == GeneratorState::Done { Value::None } else { Value::Bool(true) })
            }
            (Object::Generator(generator), "gi_yieldfrom" | "cr_await" | "ag_await") => {
                Some(generator.awaiting.or(Value::None))
            }
            (Object::Property(parts), "fget") => Some(parts[0]),
            (Object::Property(parts), "fset") => Some(parts[1]),
            (Object::Property(parts), "fdel") => Some(parts[2]),
            (Object::StaticMethod(inner) | Object::ClassMethod(inner), "__func__" | "__wrapped__") => Some(*inner),
            (Object::Cell(value), "cell_contents") => Some(*value),
            (Object::View { kind, of }, "mapping") if *kind != View::Proxy => {
                let of = *of;
                Some(cx.heap.value(Object::View { kind: View::Proxy, of }))
            }
            (Object::View { of, kind: View::Proxy }, _) => {
                let of = Value::Ref(*of);
                let attr = cx.heap.intern(name);
                Some(cx.get_attr(of, attr)?)
            }
            (Object::Traceback(trace), "tb_lineno") => {
                let line = trace
                    .first()
                    .map_or(0, |entry| cx.program.codes[entry.code as usize].spans[entry.at as usize].line);
                Some(Value::Int(i64::from(line)))
            }
            (Object::Traceback(trace), "tb_next") => {
                let rest: Vec<_> = trace.iter().skip(1).copied().collect();
                Some(if rest.is_empty() { Value::None } else { cx.heap.value(Object::Traceback(rest.into())) })
            }
            (Object::Thread(id), "ident") => Some(Value::Int(i64::from(id.0) + 1)),
            _ => {
                let _ = types::OBJECT;
                None
            }
        }),
        _ => Ok(None),
    }
}
