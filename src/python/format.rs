//! Values as text: `repr`, `str`, format specifications, `%`.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::cx::{Cx, Exit, Out};
use super::number;
use super::object::{Iter, Object, View};
use super::ops::MAX_NESTING;
use super::types;
use super::value::{Ref, Value};

/// `repr` of a text.
pub fn quote(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if (c as u32) < 0x20 || c as u32 == 0x7f => out.push_str(&format!("\\x{:02x}", c as u32)),
            c if (0x80..0xa1).contains(&(c as u32)) || c as u32 == 0xad => {
                out.push_str(&format!("\\x{:02x}", c as u32))
            }
            c if c.is_control() || matches!(c as u32, 0x2028 | 0x2029 | 0x200b..=0x200f | 0xfeff | 0xe000..=0xf8ff) => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

pub fn quote_bytes(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
    let mut out = String::from("b");
    out.push(quote);
    for byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            byte if *byte as char == quote => {
                out.push('\\');
                out.push(quote);
            }
            0x20..0x7f => out.push(*byte as char),
            byte => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(quote);
    out
}

/// Not all of it can be told here: the program's own methods have to be asked.
struct Own;

impl Cx<'_> {
    pub fn address(&self, at: Ref) -> String {
        format!("0x{:012x}", 0x7f00_0000_0000_u64 + u64::from(at.0) * 48 + (self.process as u64) * 0x100_0000)
    }

    pub fn repr(&mut self, value: Value) -> Out {
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
                out.push_str(&format!("bytearray({})", quote_bytes(bytes)));
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
                let text = super::sync::repr(self, *id, at);
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

    /// `str(value)`.
    pub fn str_of(&mut self, value: Value) -> Out {
        if let Value::Ref(at) = value {
            match self.heap.get(at) {
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

    /// A piece of an f-string: conversion (a letter or 0), then the specification.
    pub fn format_value(&mut self, value: Value, conversion: u8, spec: Value) -> Out {
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
        if let Some(text) = self.text(inner) {
            if !matches!(spec.kind, '\0' | 's') {
                let name = self.type_name(value);
                return self.value_error(format!("Unknown format code '{}' for object of type '{name}'", spec.kind));
            }
            if spec.sign != '\0' {
                return self.value_error("Sign not allowed in string format specifier");
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
            Value::Bool(b) if spec.kind == '\0' || spec.kind == 's' => {
                spec.pad(if b { "True" } else { "False" }, if spec.kind == '\0' { '>' } else { '<' })
            }
            _ => {
                let Some(big) = number::big(&self.heap, inner) else { return self.str_of(value) };
                match spec.kind {
                    '\0' | 'd' | 'n' | 'b' | 'o' | 'x' | 'X' | 'c' => {
                        if spec.precision.is_some() {
                            return self.value_error("Precision not allowed in integer format specifier");
                        }
                        if spec.kind == 'c' {
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

/// A format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    fill: char,
    align: char,
    explicit: bool,
    sign: char,
    alternate: bool,
    width: usize,
    grouping: char,
    precision: Option<usize>,
    kind: char,
}

impl Spec {
    pub fn parse(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        let mut spec = Self {
            fill: ' ',
            align: '\0',
            explicit: false,
            sign: '\0',
            alternate: false,
            width: 0,
            grouping: '\0',
            precision: None,
            kind: '\0',
        };
        let is_align = |c: Option<&char>| matches!(c, Some('<' | '>' | '=' | '^'));
        if is_align(chars.get(1)) {
            spec.fill = chars[0];
            spec.align = chars[1];
            spec.explicit = true;
            at = 2;
        } else if is_align(chars.first()) {
            spec.align = chars[0];
            spec.explicit = true;
            at = 1;
        }
        if let Some(sign @ ('+' | '-' | ' ')) = chars.get(at) {
            spec.sign = *sign;
            at += 1;
        }
        if chars.get(at) == Some(&'z') {
            at += 1;
        }
        if chars.get(at) == Some(&'#') {
            spec.alternate = true;
            at += 1;
        }
        if chars.get(at) == Some(&'0') {
            if !spec.explicit {
                spec.fill = '0';
                spec.align = '=';
            }
            at += 1;
        }
        let number = |at: &mut usize| -> Option<usize> {
            let start = *at;
            while chars.get(*at).is_some_and(char::is_ascii_digit) {
                *at += 1;
            }
            chars[start..*at].iter().collect::<String>().parse().ok()
        };
        if let Some(width) = number(&mut at) {
            spec.width = width;
        }
        if let Some(grouping @ (',' | '_')) = chars.get(at) {
            spec.grouping = *grouping;
            at += 1;
        }
        if chars.get(at) == Some(&'.') {
            at += 1;
            spec.precision = Some(number(&mut at)?);
        }
        if let Some(kind) = chars.get(at) {
            spec.kind = *kind;
            at += 1;
        }
        (at == chars.len()).then_some(spec)
    }

    fn pad(&self, text: &str, default: char) -> String {
        let length = text.chars().count();
        if length >= self.width {
            return text.to_owned();
        }
        let missing = self.width - length;
        let fill = |count: usize| self.fill.to_string().repeat(count);
        match if self.align == '\0' { default } else { self.align } {
            '<' => format!("{text}{}", fill(missing)),
            '^' => format!("{}{text}{}", fill(missing / 2), fill(missing - missing / 2)),
            _ => format!("{}{text}", fill(missing)),
        }
    }

    /// A number in its parts: sign, prefix, digits and the rest.
    fn number(&self, negative: bool, prefix: &str, digits: &str, rest: &str) -> String {
        let sign = if negative {
            "-"
        } else {
            match self.sign {
                '+' => "+",
                ' ' => " ",
                _ => "",
            }
        };
        let size = if matches!(self.kind, 'b' | 'o' | 'x' | 'X') { 4 } else { 3 };
        let mut digits = digits.to_owned();
        if self.grouping != '\0' {
            if self.align == '=' && self.fill == '0' {
                let fixed = sign.len() + prefix.len() + rest.chars().count();
                while group(&digits, size, self.grouping).len() + fixed < self.width {
                    digits.insert(0, '0');
                }
                let grouped = group(&digits, size, self.grouping);
                // A separator is never the first character.
                return format!("{sign}{prefix}{grouped}{rest}");
            }
            digits = group(&digits, size, self.grouping);
        }
        if self.align == '=' {
            let length = sign.len() + prefix.len() + digits.chars().count() + rest.chars().count();
            let missing = self.width.saturating_sub(length);
            return format!("{sign}{prefix}{}{digits}{rest}", self.fill.to_string().repeat(missing));
        }
        self.pad(&format!("{sign}{prefix}{digits}{rest}"), '>')
    }
}

fn group(digits: &str, size: usize, separator: char) -> String {
    let mut out = String::new();
    for (number, c) in digits.chars().enumerate() {
        if number > 0 && (digits.len() - number).is_multiple_of(size) {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

fn format_int(spec: &Spec, value: &BigInt) -> String {
    let magnitude = value.magnitude();
    let (digits, prefix) = match spec.kind {
        'b' => (magnitude.to_str_radix(2), "0b"),
        'o' => (magnitude.to_str_radix(8), "0o"),
        'x' => (magnitude.to_str_radix(16), "0x"),
        'X' => (magnitude.to_str_radix(16).to_uppercase(), "0X"),
        _ => (magnitude.to_string(), ""),
    };
    spec.number(value.is_negative(), if spec.alternate { prefix } else { "" }, &digits, "")
}

pub fn format_float(spec: &Spec, value: f64) -> String {
    let negative = value.is_sign_negative() && !value.is_nan();
    let magnitude = value.abs();
    let upper = matches!(spec.kind, 'E' | 'F' | 'G');
    if !magnitude.is_finite() {
        let text = if magnitude.is_nan() { "nan" } else { "inf" };
        let text = if upper { text.to_uppercase() } else { text.to_owned() };
        let text = if spec.kind == '%' { text + "%" } else { text };
        return Spec {
            grouping: '\0',
            fill: if spec.fill == '0' && !spec.explicit { ' ' } else { spec.fill },
            ..*spec
        }
        .number(negative, "", &text, "");
    }
    let text = match spec.kind {
        'f' | 'F' => fixed(magnitude, spec.precision.unwrap_or(6), spec.alternate),
        'e' | 'E' => scientific(magnitude, spec.precision.unwrap_or(6), spec.alternate),
        'g' | 'G' | 'n' => general(magnitude, spec.precision.unwrap_or(6), spec.alternate),
        '%' => fixed(magnitude * 100.0, spec.precision.unwrap_or(6), spec.alternate) + "%",
        _ => match spec.precision {
            Some(precision) => {
                // As 'g', but with a digit after the point at least, and the exponent one earlier.
                let precision = precision.max(1);
                let exponent = exponent_of(magnitude, precision);
                if magnitude != 0.0 && (exponent < -4 || exponent >= precision as i32) {
                    general(magnitude, precision, false)
                } else {
                    let text = general(magnitude, precision, false);
                    if text.contains(['.', 'e']) {
                        text
                    } else if text.len() < precision {
                        text + ".0"
                    } else {
                        // No room for a digit after the point.
                        let text = scientific(magnitude, precision - 1, false);
                        strip_zeros(&text)
                    }
                }
            }
            None => number::float_repr(magnitude),
        },
    };
    let text = if upper { text.to_uppercase() } else { text };
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    spec.number(negative, "", digits, rest)
}

fn fixed(value: f64, precision: usize, alternate: bool) -> String {
    let text = format!("{value:.precision$}");
    if alternate && precision == 0 { text + "." } else { text }
}

fn scientific(value: f64, precision: usize, alternate: bool) -> String {
    let text = format!("{value:.precision$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { '-' } else { '+' };
    let point = if alternate && precision == 0 { "." } else { "" };
    format!("{mantissa}{point}e{sign}{:02}", exponent.abs())
}

/// The decimal exponent after rounding to so many digits.
fn exponent_of(value: f64, precision: usize) -> i32 {
    let text = format!("{value:.*e}", precision.max(1) - 1);
    text.split_once('e').and_then(|parts| parts.1.parse().ok()).unwrap_or(0)
}

fn general(value: f64, precision: usize, alternate: bool) -> String {
    let precision = precision.max(1);
    let exponent = exponent_of(value, precision);
    let text = if exponent < -4 || exponent >= precision as i32 {
        scientific(value, precision - 1, alternate)
    } else {
        fixed(value, (precision as i32 - 1 - exponent).max(0) as usize, alternate)
    };
    if alternate { text } else { strip_zeros(&text) }
}

fn strip_zeros(text: &str) -> String {
    let (mantissa, exponent) = match text.find('e') {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let mantissa = if mantissa.contains('.') { mantissa.trim_end_matches('0').trim_end_matches('.') } else { mantissa };
    format!("{mantissa}{exponent}")
}

/// `text % values`.
pub fn percent(cx: &mut Cx<'_>, text: Value, values: Value) -> Out {
    let format = cx.text(text).unwrap_or_default();
    let (mut items, is_tuple) = match values {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Tuple(items) => (items.to_vec(), true),
            _ => (vec![values], false),
        },
        _ => (vec![values], false),
    };
    items.reverse();
    let count = items.len();
    let mapping = cx.dict_ref(values).is_some();
    let mut out = String::new();
    let mut chars = format.chars().peekable();
    let mut used = 0;
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let mut key = None;
        if chars.peek() == Some(&'(') {
            chars.next();
            key = Some(chars.by_ref().take_while(|c| *c != ')').collect::<String>());
        }
        let mut spec = String::new();
        let (mut left, mut zero, mut sign, mut alternate) = (false, false, String::new(), false);
        while let Some(flag) = chars.next_if(|c| "-+ #0".contains(*c)) {
            match flag {
                '-' => left = true,
                '0' => zero = true,
                '#' => alternate = true,
                flag => sign = flag.to_string(),
            }
        }
        let mut take = |cx: &mut Cx<'_>, used: &mut usize| -> Out {
            *used += 1;
            match items.pop() {
                Some(item) => Ok(item),
                None => cx.type_error("not enough arguments for format string"),
            }
        };
        let mut width = String::new();
        while let Some(digit) = chars.next_if(|c| c.is_ascii_digit() || *c == '*') {
            if digit == '*' {
                let given = take(cx, &mut used)?;
                let given = cx.int_arg(given)?;
                left |= given < 0;
                width = given.unsigned_abs().to_string();
            } else {
                width.push(digit);
            }
        }
        let mut precision = None;
        if chars.next_if_eq(&'.').is_some() {
            let mut digits = String::new();
            while let Some(digit) = chars.next_if(|c| c.is_ascii_digit() || *c == '*') {
                if digit == '*' {
                    let given = take(cx, &mut used)?;
                    digits = cx.int_arg(given)?.max(0).to_string();
                } else {
                    digits.push(digit);
                }
            }
            precision = Some(digits.parse::<usize>().unwrap_or(0));
        }
        while chars.next_if(|c| "hlL".contains(*c)).is_some() {}
        let Some(kind) = chars.next() else { return cx.value_error("incomplete format") };
        if kind == '%' {
            out.push('%');
            continue;
        }
        let value = match key {
            Some(key) => {
                if !mapping {
                    return cx.type_error("format requires a mapping");
                }
                let key = cx.heap.string(key);
                used = count;
                match cx.dict_get(values, key)? {
                    Some(value) => value,
                    None => return cx.key_error(key),
                }
            }
            None => take(cx, &mut used)?,
        };
        if left {
            spec.push('<');
        } else if !zero || matches!(kind, 's' | 'r' | 'a' | 'c') {
            spec.push('>');
        }
        let numeric = matches!(kind, 'd' | 'i' | 'u' | 'x' | 'X' | 'o' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G');
        if numeric {
            spec.push_str(&sign);
        }
        if alternate {
            spec.push('#');
        }
        if zero && !left && numeric {
            spec.push('0');
        }
        spec.push_str(&width);
        let (value, spec) = match kind {
            's' | 'r' | 'a' => {
                if let Some(precision) = precision {
                    spec.push_str(&format!(".{precision}"));
                }
                let result = match kind {
                    's' => cx.str_of(value),
                    'a' => cx.ascii(value),
                    _ => cx.repr(value),
                };
                match result {
                    Ok(text) => (text, spec),
                    Err(Exit::Call(_)) => return cx.prelude("_percent_slow", vec![text, values]),
                    Err(exit) => return Err(exit),
                }
            }
            'd' | 'i' | 'u' => {
                let whole = match cx.heap.unwrap(value) {
                    Value::Float(f) => {
                        let truncated: BigInt = num_traits::FromPrimitive::from_f64(f.trunc()).unwrap_or_default();
                        cx.heap.int(truncated)
                    }
                    inner if number::is_int(&cx.heap, inner) => inner,
                    _ => {
                        let name = cx.type_name(value);
                        return cx.type_error(format!("%{kind} format: a real number is required, not {name}"));
                    }
                };
                spec.push('d');
                (whole, spec)
            }
            'x' | 'X' | 'o' => {
                if !number::is_int(&cx.heap, value) {
                    let name = cx.type_name(value);
                    return cx.type_error(format!("%{kind} format: an integer is required, not {name}"));
                }
                spec.push(kind);
                (value, spec)
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let Some(float) = number::float(&cx.heap, value) else {
                    let name = cx.type_name(value);
                    return cx.type_error(format!("must be real number, not {name}"));
                };
                spec.push_str(&format!(".{}{kind}", precision.unwrap_or(6)));
                (Value::Float(float), spec)
            }
            'c' => match cx.text(value) {
                Some(_) => (value, spec),
                None => {
                    let code = cx.int_arg(value)?;
                    let c = u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('?');
                    (cx.char(c), spec)
                }
            },
            kind => {
                let at = format.find(kind).unwrap_or(0);
                let code = kind as u32;
                return cx.value_error(format!("unsupported format character '{kind}' (0x{code:x}) at index {at}"));
            }
        };
        let spec = cx.heap.string(spec);
        let formatted = cx.format(value, spec)?;
        out.push_str(&cx.text(formatted).unwrap_or_default());
    }
    if used < count && (is_tuple || !mapping) && !(mapping && !is_tuple) {
        return cx.type_error("not all arguments converted during string formatting");
    }
    cx.checked_string(out)
}
