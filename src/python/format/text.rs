//! `str`, `format` and the parts of f-strings.

use num_traits::ToPrimitive;

use super::float::format_float;
use super::spec::{Spec, format_int};
use crate::python::cx::{Cx, Exit, Out};
use crate::python::number;
use crate::python::object::{Object, View};
use crate::python::types;
use crate::python::value::Value;

impl Cx<'_> {
    /// `str(value)`.
    pub fn str_of(&mut self, value: Value) -> Out {
        if let Value::Ref(at) = value {
            match self.heap.get(at) {
                Object::View { kind: View::Proxy, of } => return self.str_of(Value::Ref(*of)),
                Object::Str(_) => return Ok(value),
                Object::Instance(_) => {
                    for method in ["__str__", "__repr__"] {
                        if let Some(method) = self.special(value, method) {
                            return self.call(method, vec![value]);
                        }
                    }
                    let inner = self.heap.unwrap(value);
                    if !inner.same(value) {
                        return self.str_of(inner);
                    }
                }
                Object::Exception(inner) => {
                    let (args, class) = (inner.args, inner.class);
                    if let Some(method) = self.special(value, "__str__") {
                        return self.call(method, vec![value]);
                    }
                    let items = self.native_items(args)?.unwrap_or_default();
                    if self.is_subclass(class, types::BASE_EXCEPTION_GROUP) && items.len() == 2 {
                        let message = self.text(items[0]).unwrap_or_default();
                        let count = self.native_items(items[1])?.unwrap_or_default().len();
                        let plural = if count == 1 { "" } else { "s" };
                        return self.checked_string(format!("{message} ({count} sub-exception{plural})"));
                    }
                    if self.is_subclass(class, types::OS_ERROR) && items.len() == 2 {
                        let (number, text) = (self.repr_text(items[0], 0)?, self.text(items[1]));
                        if let (Some(number), Some(text)) = (number, text) {
                            return self.checked_string(format!("[Errno {number}] {text}"));
                        }
                    }
                    return match items.as_slice() {
                        [] => Ok(self.heap.empty_str),
                        [one] if self.is_subclass(class, types::KEY_ERROR) => self.repr(*one),
                        [one] => self.str_of(*one),
                        _ => self.repr(args),
                    };
                }
                _ => {}
            }
        }
        self.repr(value)
    }

    /// Strings one after the other; ints among them in their digits.
    pub fn joined(&mut self, parts: &[Value]) -> Out {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        for part in parts {
            match part {
                Value::Int(number) => number::push_int(&mut text, *number),
                part => {
                    if let Some(part) = self.heap.as_str(*part) {
                        text.push_str(&part.text);
                    }
                }
            }
        }
        if text.len() > 1 << 16 {
            self.check_size(text.len())?;
            return Ok(self.heap.string(text));
        }
        let value = self.heap.str(&text);
        self.scratch = text;
        Ok(value)
    }

    /// A piece of an f-string: conversion (a letter or 0), then the specification.
    pub fn format_value(&mut self, value: Value, conversion: u8, spec: Value) -> Out {
        // What `joined` can take as it is.
        if conversion == 0 && spec.is_undef() {
            match value {
                Value::Int(_) => return Ok(value),
                Value::Ref(at) if matches!(self.heap.get(at), Object::Str(_)) => return Ok(value),
                _ => {}
            }
        }
        let converted = match conversion {
            0 => value,
            _ => {
                let result = match conversion {
                    b's' => self.str_of(value),
                    b'a' => self.ascii(value),
                    _ => self.repr(value),
                };
                match result {
                    Ok(text) => text,
                    Err(Exit::Call(request)) if !spec.is_undef() => {
                        let args = self.heap.list(request.args);
                        return self.prelude("_format_late", vec![request.callee, args, spec]);
                    }
                    Err(exit) => return Err(exit),
                }
            }
        };
        if spec.is_undef() {
            if conversion == 0
                && let Some(method) = self.special(converted, "__format__")
            {
                let empty = self.heap.empty_str;
                return self.call(method, vec![converted, empty]);
            }
            return self.str_of(converted);
        }
        self.format(converted, spec)
    }

    pub fn ascii(&mut self, value: Value) -> Out {
        match self.repr_text(value, 0)? {
            Some(text) => {
                let mut out = String::new();
                for c in text.chars() {
                    match c as u32 {
                        0..=0x7f => out.push(c),
                        0x80..=0xff => out.push_str(&format!("\\x{:02x}", c as u32)),
                        0x100..=0xffff => out.push_str(&format!("\\u{:04x}", c as u32)),
                        _ => out.push_str(&format!("\\U{:08x}", c as u32)),
                    }
                }
                self.checked_string(out)
            }
            None => self.prelude("_repr", vec![value]),
        }
    }

    /// `format(value, spec)`.
    pub fn format(&mut self, value: Value, spec: Value) -> Out {
        if let Some(method) = self.special(value, "__format__") {
            return self.call(method, vec![value, spec]);
        }
        let Some(text) = self.text(spec) else { return self.type_error("format spec must be a string") };
        if text.is_empty() {
            return self.str_of(value);
        }
        let inner = self.heap.unwrap(value);
        let is_number = number::float(&self.heap, inner).is_some() || number::is_int(&self.heap, inner);
        let is_text = self.text(inner).is_some();
        if !is_number && !is_text {
            if let Value::Ref(at) = inner
                && let Object::Complex(parts) = self.heap.get(at)
            {
                let parts = **parts;
                let Some(spec) = Spec::parse(&text) else { return self.value_error("Invalid format specifier") };
                let real = format_float(&Spec { width: 0, ..spec }, parts.0);
                let imaginary = format_float(&Spec { width: 0, sign: '+', ..spec }, parts.1);
                return self.checked_string(spec.pad(&format!("{real}{imaginary}j"), '>'));
            }
            let name = self.type_name(value);
            return self.type_error(format!("unsupported format string passed to {name}.__format__"));
        }
        let Some(spec) = Spec::parse(&text) else {
            let name = self.type_name(value);
            return self.value_error(format!("Invalid format specifier '{text}' for object of type '{name}'"));
        };
        self.check_size(spec.width.max(spec.precision.unwrap_or(0)))?;
        let default = if is_text { 's' } else { '\0' };
        let kind = if spec.kind == '\0' { default } else { spec.kind };
        if let Some(mark) = spec.grouping_that_does_not_fit(kind) {
            return self.value_error(format!("Cannot specify '{mark}' with '{kind}'."));
        }
        if let Some(text) = self.text(inner) {
            if !matches!(spec.kind, '\0' | 's') {
                let name = self.type_name(value);
                return self.value_error(format!("Unknown format code '{}' for object of type '{name}'", spec.kind));
            }
            if spec.sign != '\0' {
                return self.value_error("Sign not allowed in string format specifier");
            }
            if spec.alternate {
                return self.value_error("Alternate form (#) not allowed in string format specifier");
            }
            if spec.align == '=' && spec.explicit {
                return self.value_error("'=' alignment not allowed in string format specifier");
            }
            let text: String = match spec.precision {
                Some(precision) => text.chars().take(precision).collect(),
                None => text.to_string(),
            };
            return self.checked_string(spec.pad(&text, '<'));
        }
        let text = match inner {
            Value::Float(f) => match spec.kind {
                '\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%' => format_float(&spec, f),
                kind => return self.value_error(format!("Unknown format code '{kind}' for object of type 'float'")),
            },
            _ => {
                let Some(big) = number::big(&self.heap, inner) else { return self.str_of(value) };
                match spec.kind {
                    '\0' | 'd' | 'n' | 'b' | 'o' | 'x' | 'X' | 'c' => {
                        if spec.precision.is_some() {
                            return self.value_error("Precision not allowed in integer format specifier");
                        }
                        if spec.kind == 'c' {
                            if spec.sign != '\0' {
                                return self.value_error("Sign not allowed with integer format specifier 'c'");
                            }
                            if spec.alternate {
                                return self
                                    .value_error("Alternate form (#) not allowed with integer format specifier 'c'");
                            }
                            let c = big.to_u32().and_then(char::from_u32);
                            let Some(c) = c else {
                                return self.raise(types::OVERFLOW_ERROR, "%c arg not in range(0x110000)");
                            };
                            spec.pad(&c.to_string(), '<')
                        } else {
                            format_int(&spec, &big)
                        }
                    }
                    'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
                        let Some(float) = big.to_f64().filter(|float| float.is_finite()) else {
                            return self.raise(types::OVERFLOW_ERROR, "int too large to convert to float");
                        };
                        format_float(&spec, float)
                    }
                    kind => {
                        let name = self.type_name(value);
                        return self.value_error(format!("Unknown format code '{kind}' for object of type '{name}'"));
                    }
                }
            }
        };
        self.checked_string(text)
    }
}
