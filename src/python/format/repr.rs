//! `repr`: what a value is written as in source.

use super::quote::{quote, quote_bytes};
use crate::python::cx::{Cx, Out};
use crate::python::number;
use crate::python::object::{Iter, Object, View};
use crate::python::ops::MAX_NESTING;
use crate::python::types;
use crate::python::value::{Ref, Value};

/// Not all of it can be told here: the program's own methods have to be asked.
struct Own;

impl Cx<'_> {
    /// What is called, as errors about its arguments name it: `module.name()`.
    pub fn callee(&mut self, callee: Value) -> String {
        let in_module = |module: &str, name: &str| match module {
            "builtins" | "" => format!("{name}()"),
            _ => format!("{module}.{name}()"),
        };
        let function = match callee {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Method(pair) => pair.0,
                Object::Class(class) => return in_module(&class.module, &class.qualname),
                Object::NativeMethod { native, .. } => {
                    let name = self.natives[*native as usize].name;
                    return in_module("", name);
                }
                _ => callee,
            },
            Value::Native(native) => return in_module("", self.natives[native as usize].name),
            _ => callee,
        };
        match self.function(function) {
            Some(function) => {
                let [module, name] =
                    [function.module, function.qualname].map(|text| self.text(text).unwrap_or_default());
                in_module(&module, &name)
            }
            None => {
                let name = self.type_name(callee);
                format!("{name} object")
            }
        }
    }

    pub fn address(&self, at: Ref) -> String {
        format!("0x{:012x}", 0x7f00_0000_0000_u64 + u64::from(at.0) * 48 + (self.process as u64) * 0x100_0000)
    }

    pub fn repr(&mut self, value: Value) -> Out {
        if let Value::Int(_) = value {
            return self.joined(&[value]);
        }
        match self.repr_text(value, 0)? {
            Some(text) => self.checked_string(text),
            None => self.prelude("_repr", vec![value]),
        }
    }

    /// The text, or None where methods of the program have to be asked.
    pub fn repr_text(&mut self, value: Value, depth: usize) -> Out<Option<String>> {
        let mut out = String::new();
        let mut inside = Vec::new();
        match self.write_repr(value, depth, &mut inside, &mut out)? {
            Ok(()) => Ok(Some(out)),
            Err(Own) => Ok(None),
        }
    }

    fn write_items(
        &mut self,
        items: &[Value],
        depth: usize,
        inside: &mut Vec<Ref>,
        out: &mut String,
    ) -> Out<Result<(), Own>> {
        for (number, item) in items.iter().enumerate() {
            if number > 0 {
                out.push_str(", ");
            }
            if let Err(own) = self.write_repr(*item, depth + 1, inside, out)? {
                return Ok(Err(own));
            }
            if out.len() > 1 << 20 {
                self.check_size(out.len())?;
            }
        }
        Ok(Ok(()))
    }

    fn write_repr(
        &mut self,
        value: Value,
        depth: usize,
        inside: &mut Vec<Ref>,
        out: &mut String,
    ) -> Out<Result<(), Own>> {
        if depth > MAX_NESTING {
            return self
                .raise(types::RECURSION_ERROR, "maximum recursion depth exceeded while getting the repr of an object");
        }
        let Value::Ref(at) = value else {
            match value {
                Value::None => out.push_str("None"),
                Value::Bool(true) => out.push_str("True"),
                Value::Bool(false) => out.push_str("False"),
                Value::Int(i) => out.push_str(&i.to_string()),
                Value::Float(f) => out.push_str(&number::float_repr(f)),
                Value::NotImplemented => out.push_str("NotImplemented"),
                Value::Ellipsis => out.push_str("Ellipsis"),
                Value::Native(number) => {
                    let name = self.natives[number as usize].name;
                    match name.split_once('.') {
                        Some((class, method)) => out.push_str(&format!("<method '{method}' of '{class}' objects>")),
                        None => out.push_str(&format!("<built-in function {}>", name.trim_start_matches("_rt_"))),
                    }
                }
                _ => out.push_str("<unbound>"),
            }
            return Ok(Ok(()));
        };
        if inside.contains(&at) {
            out.push_str(match self.heap.get(at) {
                Object::List(_) => "[...]",
                Object::Dict(_) => "{...}",
                Object::Tuple(_) => "(...)",
                _ => "...",
            });
            return Ok(Ok(()));
        }
        match self.heap.get(at) {
            Object::Str(text) => out.push_str(&quote(&text.text)),
            Object::Bytes(bytes) => out.push_str(&quote_bytes(bytes)),
            Object::ByteArray(bytes) => {
                // A bytearray marks single quotes between double ones as well.
                let text = quote_bytes(bytes);
                let text = if text.starts_with("b\"") { text.replace('\'', "\\'") } else { text };
                out.push_str(&format!("bytearray({text})"));
            }
            Object::Big(_) => {
                let text = number::int_text(self, value)?;
                out.push_str(&text);
            }
            Object::Complex(parts) => out.push_str(&number::complex_repr(**parts)),
            Object::List(items) => {
                let items = items.clone();
                out.push('[');
                inside.push(at);
                if let Err(own) = self.write_items(&items, depth, inside, out)? {
                    return Ok(Err(own));
                }
                inside.pop();
                out.push(']');
            }
            Object::Tuple(items) => {
                let items = items.to_vec();
                out.push('(');
                inside.push(at);
                if let Err(own) = self.write_items(&items, depth, inside, out)? {
                    return Ok(Err(own));
                }
                inside.pop();
                out.push_str(if items.len() == 1 { ",)" } else { ")" });
            }
            Object::Set(set) | Object::FrozenSet(set) => {
                let frozen = matches!(self.heap.get(at), Object::FrozenSet(_));
                let items: Vec<Value> = set.iter().map(|key| key.1).collect();
                let name = if frozen { "frozenset" } else { "set" };
                if items.is_empty() {
                    out.push_str(&format!("{name}()"));
                    return Ok(Ok(()));
                }
                out.push_str(if frozen { "frozenset({" } else { "{" });
                inside.push(at);
                if let Err(own) = self.write_items(&items, depth, inside, out)? {
                    return Ok(Err(own));
                }
                inside.pop();
                out.push_str(if frozen { "})" } else { "}" });
            }
            Object::Deque(deque) => {
                let items: Vec<Value> = deque.items.iter().copied().collect();
                let limit = deque.limit;
                out.push_str("deque([");
                inside.push(at);
                if let Err(own) = self.write_items(&items, depth, inside, out)? {
                    return Ok(Err(own));
                }
                inside.pop();
                out.push(']');
                if let Some(limit) = limit {
                    out.push_str(&format!(", maxlen={limit}"));
                }
                out.push(')');
            }
            Object::Dict(dict) => {
                let entries: Vec<(Value, Value)> = dict.iter().map(|entry| (entry.key, entry.value)).collect();
                out.push('{');
                inside.push(at);
                for (number, (key, value)) in entries.into_iter().enumerate() {
                    if number > 0 {
                        out.push_str(", ");
                    }
                    if let Err(own) = self.write_repr(key, depth + 1, inside, out)? {
                        return Ok(Err(own));
                    }
                    out.push_str(": ");
                    if let Err(own) = self.write_repr(value, depth + 1, inside, out)? {
                        return Ok(Err(own));
                    }
                }
                inside.pop();
                out.push('}');
            }
            Object::View { kind, of } => {
                let (kind, of) = (*kind, Value::Ref(*of));
                if kind == View::Proxy {
                    out.push_str("mappingproxy(");
                    if let Err(own) = self.write_repr(of, depth + 1, inside, out)? {
                        return Ok(Err(own));
                    }
                    out.push(')');
                    return Ok(Ok(()));
                }
                out.push_str(match kind {
                    View::Keys => "dict_keys([",
                    View::Values => "dict_values([",
                    _ => "dict_items([",
                });
                let items = self.native_items(value)?.unwrap_or_default();
                inside.push(at);
                if let Err(own) = self.write_items(&items, depth, inside, out)? {
                    return Ok(Err(own));
                }
                inside.pop();
                out.push_str("])");
            }
            Object::Range { start, stop, step } => out.push_str(&if *step == 1 {
                format!("range({start}, {stop})")
            } else {
                format!("range({start}, {stop}, {step})")
            }),
            Object::Slice(parts) => {
                let parts = parts.to_vec();
                out.push_str("slice(");
                if let Err(own) = self.write_items(&parts, depth, inside, out)? {
                    return Ok(Err(own));
                }
                out.push(')');
            }
            Object::Function(function) => {
                let name = self.text(function.qualname).unwrap_or_default();
                out.push_str(&format!("<function {name} at {}>", self.address(at)));
            }
            Object::Method(pair) => {
                let (function, this) = **pair;
                let name = match self.function(function) {
                    Some(function) => self.text(function.qualname).unwrap_or_default().to_string(),
                    None => "?".into(),
                };
                out.push_str(&format!("<bound method {name} of "));
                if let Err(own) = self.write_repr(this, depth + 1, inside, out)? {
                    return Ok(Err(own));
                }
                out.push('>');
            }
            Object::NativeMethod { native, this } => {
                let (name, this) = (self.natives[*native as usize].name, *this);
                let method = name.rsplit('.').next().unwrap_or(name);
                let address = match this {
                    Value::Ref(at) => self.address(at),
                    _ => "0x7f0000000000".into(),
                };
                out.push_str(&format!("<built-in method {method} of {} object at {address}>", self.type_name(this)));
            }
            Object::Class(class) => {
                if class.meta != types::TYPE && self.special(value, "__repr__").is_some() {
                    return Ok(Err(Own));
                }
                let text = if &*class.module == "builtins" {
                    format!("<class '{}'>", class.qualname)
                } else {
                    format!("<class '{}.{}'>", class.module, class.qualname)
                };
                out.push_str(&text);
            }
            Object::Instance(_) => {
                if self.special(value, "__repr__").is_some() {
                    return Ok(Err(Own));
                }
                let inner = self.heap.unwrap(value);
                if !inner.same(value) {
                    return self.write_repr(inner, depth + 1, inside, out);
                }
                let class = self.class(self.type_of(value));
                let module = class.module.clone();
                let qualname = class.qualname.clone();
                out.push_str(&format!("<{module}.{qualname} object at {}>", self.address(at)));
            }
            Object::Exception(inner) => {
                if self.special(value, "__repr__").is_some() {
                    return Ok(Err(Own));
                }
                let args = inner.args;
                let name = self.class_name(inner.class);
                let items = self.native_items(args)?.unwrap_or_default();
                out.push_str(&format!("{name}("));
                inside.push(at);
                if let Err(own) = self.write_items(&items, depth, inside, out)? {
                    return Ok(Err(own));
                }
                inside.pop();
                out.push(')');
            }
            Object::Module(module) => {
                let text = format!("<module '{}'>", module.name);
                out.push_str(&text);
            }
            Object::Generator(generator) => {
                let name = self.text(generator.qualname).unwrap_or_default();
                let kind = self.type_name(value);
                out.push_str(&format!("<{kind} object {name} at {}>", self.address(at)));
            }
            Object::Super(pair) => {
                let (class, this) = **pair;
                let (class, this) = (self.class_name(class), self.type_name(this));
                out.push_str(&format!("<super: <class '{class}'>, <{this} object>>"));
            }
            Object::Iter(iter) => {
                if let Iter::Count { next, step } = &**iter {
                    let (next, step) = (*next, *step);
                    out.push_str("count(");
                    let parts = if matches!(step, Value::Int(1)) { vec![next] } else { vec![next, step] };
                    if let Err(own) = self.write_items(&parts, depth, inside, out)? {
                        return Ok(Err(own));
                    }
                    out.push(')');
                } else {
                    out.push_str(&format!("<{} object at {}>", self.type_name(value), self.address(at)));
                }
            }
            Object::Sync(id) => {
                let text = crate::python::sync::repr(self, *id, at);
                out.push_str(&text);
            }
            Object::Alias(pair) => {
                let (origin, args) = **pair;
                let name = match origin {
                    Value::Ref(at) => match self.heap.get(at) {
                        Object::Class(class) => class.qualname.to_string(),
                        _ => "Alias".into(),
                    },
                    _ => "Alias".into(),
                };
                let items = match args {
                    Value::Ref(at) if matches!(self.heap.get(at), Object::Tuple(_)) => {
                        self.native_items(args)?.unwrap_or_default()
                    }
                    args => vec![args],
                };
                let names: Vec<String> = items
                    .iter()
                    .map(|item| match item {
                        Value::Ref(at) => match self.heap.get(*at) {
                            Object::Class(class) => class.qualname.to_string(),
                            _ => "...".into(),
                        },
                        Value::None => "None".into(),
                        _ => "...".into(),
                    })
                    .collect();
                out.push_str(&format!("{name}[{}]", names.join(", ")));
            }
            _ => {
                let name = self.type_name(value);
                let address = self.address(at);
                out.push_str(&format!("<{name} object at {address}>"));
            }
        }
        Ok(Ok(()))
    }
}
