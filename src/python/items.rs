//! Containers: length, subscripts, membership, growth. Keys whose class defines equality go through the prelude.

use super::code::{Bin, Cmp};
use super::cx::{Cx, Exit, Out};
use super::dict::Dict;
use super::heap::Heap;
use super::number;
use super::object::{Iter, Object, View};
use super::set::Set;
use super::types;
use super::value::{Ref, Value};

/// What looking a key up came to.
pub enum Found {
    At(usize),
    Missing(u64),
    /// The program's own methods have to be asked.
    Slow,
}

/// Equality of keys as far as the heap alone tells; None where a method of the program decides.
pub fn same_key(heap: &Heap, a: Value, b: Value, depth: usize) -> Option<bool> {
    if a.same(b) {
        return Some(true);
    }
    match (a, b) {
        (Value::Int(_), Value::Int(_)) | (Value::None, _) | (_, Value::None) => Some(false),
        (Value::Ref(x), Value::Ref(y)) => match (heap.get(x), heap.get(y)) {
            (Object::Str(left), Object::Str(right)) => Some(left.hash == right.hash && left.text == right.text),
            (Object::Tuple(left), Object::Tuple(right)) => {
                if left.len() != right.len() {
                    return Some(false);
                }
                if depth > super::ops::MAX_NESTING {
                    return None;
                }
                for (x, y) in left.iter().zip(right.iter()) {
                    match same_key(heap, *x, *y, depth + 1) {
                        Some(true) => {}
                        other => return other,
                    }
                }
                Some(true)
            }
            (Object::Bytes(left), Object::Bytes(right)) => Some(left == right),
            (Object::Big(left), Object::Big(right)) => Some(left == right),
            (Object::FrozenSet(left), Object::FrozenSet(right)) => {
                if left.len() != right.len() {
                    return Some(false);
                }
                let mut unsure = false;
                for (hash, key) in left.iter() {
                    let found = right.find(hash, |other| {
                        same_key(heap, key, other, depth + 1).unwrap_or_else(|| {
                            unsure = true;
                            false
                        })
                    });
                    if found.is_none() {
                        return if unsure { None } else { Some(false) };
                    }
                }
                Some(true)
            }
            (Object::Instance(_), _) | (_, Object::Instance(_)) => {
                let (p, q) = (heap.unwrap(a), heap.unwrap(b));
                if !p.same(a) || !q.same(b) {
                    return same_key(heap, p, q, depth + 1);
                }
                let plain = |value: Value| match value {
                    Value::Ref(at) => match heap.get(at) {
                        Object::Instance(instance) => {
                            let class = heap.shapes[instance.shape as usize].class;
                            let eq = heap.names.get("__eq__");
                            let Object::Class(class) = heap.get(class) else { return true };
                            !class.mro.iter().any(|base| match heap.get(*base) {
                                Object::Class(base) => {
                                    base.attrs.iter().any(|attr| Some(attr.0) == eq && matches!(attr.1, Value::Ref(_)))
                                }
                                _ => false,
                            })
                        }
                        _ => true,
                    },
                    _ => true,
                };
                (plain(a) && plain(b)).then_some(false)
            }
            (Object::Method(left), Object::Method(right)) => Some(left.0.same(right.0) && left.1.same(right.1)),
            (Object::Range { start, stop, step }, Object::Range { start: a, stop: b, step: c }) => {
                Some((start, stop, step) == (a, b, c))
            }
            (Object::NativeMethod { native, this }, Object::NativeMethod { native: other, this: that }) => {
                Some(native == other && this.same(*that))
            }
            _ => Some(false),
        },
        _ => match (number::float(heap, a), number::float(heap, b)) {
            (Some(x), Some(y)) => Some(x == y),
            _ => {
                let (p, q) = (heap.unwrap(a), heap.unwrap(b));
                if p.same(a) && q.same(b) { Some(false) } else { same_key(heap, p, q, depth + 1) }
            }
        },
    }
}

impl Cx<'_> {
    pub fn len(&mut self, value: Value) -> Out<usize> {
        if let Value::Ref(at) = value {
            match self.heap.get(at) {
                Object::List(items) => return Ok(items.len()),
                Object::Tuple(items) => return Ok(items.len()),
                Object::Dict(dict) => return Ok(dict.len()),
                Object::Set(set) | Object::FrozenSet(set) => return Ok(set.len()),
                Object::Str(text) => return Ok(if text.ascii { text.text.len() } else { text.text.chars().count() }),
                Object::Bytes(bytes) => return Ok(bytes.len()),
                Object::ByteArray(bytes) => return Ok(bytes.len()),
                Object::Deque(deque) => return Ok(deque.items.len()),
                Object::View { of, .. } => {
                    let of = Value::Ref(*of);
                    return self.len(of);
                }
                Object::Range { start, stop, step } => {
                    let span = if *step > 0 {
                        i128::from(*stop) - i128::from(*start)
                    } else {
                        i128::from(*start) - i128::from(*stop)
                    };
                    let count = if span <= 0 { 0 } else { (span - 1) / i128::from(step.unsigned_abs()) + 1 };
                    return usize::try_from(count).or_else(|_| {
                        self.raise(types::OVERFLOW_ERROR, "Python int too large to convert to C ssize_t")
                    });
                }
                Object::Instance(_) => {
                    if let Some(method) = self.special(value, "__len__") {
                        return self.call(method, vec![value]);
                    }
                    let inner = self.heap.unwrap(value);
                    if !inner.same(value) {
                        return self.len(inner);
                    }
                }
                _ => {}
            }
        }
        let name = self.type_name(value);
        self.type_error(format!("object of type '{name}' has no len()"))
    }

    pub fn is_set(&self, value: Value) -> bool {
        match self.heap.unwrap(value) {
            Value::Ref(at) => matches!(
                self.heap.get(at),
                Object::Set(_) | Object::FrozenSet(_) | Object::View { kind: View::Keys | View::Items, .. }
            ),
            _ => false,
        }
    }

    // Dicts.

    pub fn dict_ref(&self, value: Value) -> Option<Ref> {
        match self.heap.unwrap(value) {
            Value::Ref(at) => matches!(self.heap.get(at), Object::Dict(_)).then_some(at),
            _ => None,
        }
    }

    fn hash_or_slow(&mut self, key: Value) -> Out<Option<u64>> {
        match self.hash_key(key) {
            Ok(hash) => Ok(Some(hash)),
            Err(Exit::Call(_)) => Ok(None),
            Err(exit) => Err(exit),
        }
    }

    pub fn dict_find(&mut self, at: Ref, key: Value) -> Out<Found> {
        let Some(hash) = self.hash_or_slow(key)? else { return Ok(Found::Slow) };
        let Object::Dict(dict) = self.heap.get(at) else { return Ok(Found::Missing(hash)) };
        let mut unsure = false;
        let found = dict.find(hash, |other| {
            same_key(&self.heap, other, key, 0).unwrap_or_else(|| {
                unsure = true;
                false
            })
        });
        Ok(match found {
            Some(entry) => Found::At(entry),
            None if unsure => Found::Slow,
            None => Found::Missing(hash),
        })
    }

    /// The value of a key. Keys that need the program's methods must not come here.
    pub fn dict_get(&mut self, dict: Value, key: Value) -> Out<Option<Value>> {
        let Some(at) = self.dict_ref(dict) else { return Ok(None) };
        match self.dict_find(at, key)? {
            Found::At(entry) => match self.heap.get(at) {
                Object::Dict(dict) => Ok(Some(dict.entries[entry].value)),
                _ => Ok(None),
            },
            Found::Missing(_) => Ok(None),
            Found::Slow => self.prelude("_dict_get_slow", vec![dict, key]),
        }
    }

    pub fn dict_set(&mut self, at: Ref, key: Value, value: Value) -> Out<()> {
        match self.dict_find(at, key)? {
            Found::At(entry) => {
                if let Object::Dict(dict) = self.heap.get_mut(at) {
                    dict.entries[entry].value = value;
                }
                Ok(())
            }
            Found::Missing(hash) => {
                self.dict_push(at, hash, key, value);
                Ok(())
            }
            Found::Slow => self.prelude("_dict_set_slow", vec![Value::Ref(at), key, value]),
        }
    }

    pub fn dict_push(&mut self, at: Ref, hash: u64, key: Value, value: Value) {
        self.heap.grew(48);
        if let Object::Dict(dict) = self.heap.get_mut(at) {
            dict.push(hash, key, value);
        }
    }

    pub fn keyword_dict(&mut self, kw: &[(u32, Value)]) -> Value {
        let mut dict = Dict::default();
        for (name, value) in kw {
            let key = self.heap.name_str(*name);
            let hash = self.heap.as_str(key).map_or(0, |text| u64::from(text.hash));
            dict.push(hash, key, *value);
        }
        self.heap.dict(dict)
    }

    /// A dict with text keys, from pairs.
    pub fn dict_of(&mut self, pairs: &[(&str, Value)]) -> Value {
        let mut dict = Dict::default();
        for (name, value) in pairs {
            let key = self.heap.str(name);
            let hash = self.heap.as_str(key).map_or(0, |text| u64::from(text.hash));
            dict.push(hash, key, *value);
        }
        self.heap.dict(dict)
    }

    pub fn dict_merge(&mut self, dict: Value, from: Value, call: bool) -> Out<()> {
        let (Some(to), Some(source)) = (self.dict_ref(dict), self.dict_ref(from)) else {
            if call {
                return self.prelude("_merge_keywords", vec![dict, from]);
            }
            return self.prelude("_dict_update", vec![dict, from]);
        };
        let Object::Dict(inner) = self.heap.get(source) else { return Ok(()) };
        let pairs: Vec<(Value, Value)> = inner.iter().map(|entry| (entry.key, entry.value)).collect();
        self.cost += pairs.len() as i64 / 4;
        for (key, value) in pairs {
            if call {
                let Some(text) = self.text(key) else { return self.type_error("keywords must be strings") };
                if let Found::At(_) = self.dict_find(to, key)? {
                    return self.type_error(format!("got multiple values for keyword argument '{text}'"));
                }
            }
            match self.dict_find(to, key)? {
                Found::Slow => return self.prelude("_dict_update", vec![dict, from]),
                Found::At(entry) => {
                    if let Object::Dict(dict) = self.heap.get_mut(to) {
                        dict.entries[entry].value = value;
                    }
                }
                Found::Missing(hash) => self.dict_push(to, hash, key, value),
            }
        }
        Ok(())
    }

    // Sets.

    pub fn set_find(&mut self, at: Ref, key: Value) -> Out<Found> {
        let Some(hash) = self.hash_or_slow(key)? else { return Ok(Found::Slow) };
        let (Object::Set(set) | Object::FrozenSet(set)) = self.heap.get(at) else { return Ok(Found::Missing(hash)) };
        let mut unsure = false;
        let found = set.find(hash, |other| {
            same_key(&self.heap, other, key, 0).unwrap_or_else(|| {
                unsure = true;
                false
            })
        });
        Ok(match found {
            Some(slot) => Found::At(slot),
            None if unsure => Found::Slow,
            None => Found::Missing(hash),
        })
    }

    pub fn set_add(&mut self, set: Value, key: Value) -> Out<()> {
        let Value::Ref(at) = self.heap.unwrap(set) else { return Ok(()) };
        match self.set_find(at, key)? {
            Found::At(_) => Ok(()),
            Found::Missing(hash) => {
                self.heap.grew(48);
                if let Object::Set(set) | Object::FrozenSet(set) = self.heap.get_mut(at) {
                    set.push(hash, key);
                }
                Ok(())
            }
            Found::Slow => self.prelude("_set_add_slow", vec![Value::Ref(at), key]),
        }
    }

    pub fn set_update(&mut self, set: Value, from: Value) -> Out<()> {
        let Value::Ref(at) = self.heap.unwrap(set) else { return Ok(()) };
        if let Value::Ref(source) = self.heap.unwrap(from)
            && let Object::Set(other) | Object::FrozenSet(other) = self.heap.get(source)
        {
            let items: Vec<(u64, Value)> = other.iter().collect();
            if let Object::Set(set) | Object::FrozenSet(set) = self.heap.get_mut(at) {
                set.reserve_for(items.len());
            }
            for (_, key) in items {
                self.set_add(set, key)?;
            }
            return Ok(());
        }
        let Some(items) = self.native_items(from)? else {
            return self.prelude("_set_update", vec![set, from]);
        };
        self.cost += items.len() as i64 / 4;
        for (number, item) in items.iter().enumerate() {
            match self.set_add(set, *item) {
                Ok(()) => {}
                Err(Exit::Call(_)) => {
                    // From here on with the program's methods.
                    let rest = self.heap.list(items[number..].to_vec());
                    return self.prelude("_set_update", vec![set, rest]);
                }
                Err(exit) => return Err(exit),
            }
        }
        Ok(())
    }

    pub fn set_operation(&mut self, op: Bin, a: Value, b: Value) -> Out {
        let frozen = matches!(a, Value::Ref(at) if matches!(self.heap.get(at), Object::FrozenSet(_)));
        let left = self.native_items(a)?.unwrap_or_default();
        let right = self.native_items(b)?.unwrap_or_default();
        let make = |cx: &mut Self, items: &[Value]| -> Out {
            let set = cx.heap.set(Set::default());
            for item in items {
                cx.set_add(set, *item)?;
            }
            Ok(set)
        };
        self.cost += (left.len() + right.len()) as i64 / 4;
        let other = make(self, &right)?;
        let result = match op {
            Bin::Or => {
                let set = make(self, &left)?;
                self.set_update(set, other)?;
                set
            }
            Bin::And => {
                // CPython walks the smaller one.
                let (walk, test) = if left.len() > right.len() { (right, make(self, &left)?) } else { (left, other) };
                let mut kept = Vec::new();
                for item in walk {
                    if self.contains(test, item)? {
                        kept.push(item);
                    }
                }
                make(self, &kept)?
            }
            Bin::Sub => {
                let mut kept = Vec::new();
                for item in left {
                    if !self.contains(other, item)? {
                        kept.push(item);
                    }
                }
                make(self, &kept)?
            }
            _ => {
                let mine = make(self, &left)?;
                let mut kept = Vec::new();
                for item in left {
                    if !self.contains(other, item)? {
                        kept.push(item);
                    }
                }
                for item in right {
                    if !self.contains(mine, item)? {
                        kept.push(item);
                    }
                }
                make(self, &kept)?
            }
        };
        if frozen
            && let Value::Ref(at) = result
            && let Object::Set(set) = self.heap.get(at)
        {
            let set = set.clone();
            *self.heap.get_mut(at) = Object::FrozenSet(set);
        }
        Ok(result)
    }

    pub fn compare_sets(&mut self, op: Cmp, a: Value, b: Value) -> Out<bool> {
        let (n, m) = (self.len(a)?, self.len(b)?);
        let within = |cx: &mut Self, a: Value, b: Value| -> Out<bool> {
            for item in cx.native_items(a)?.unwrap_or_default() {
                if !cx.contains(b, item)? {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        Ok(match op {
            Cmp::Eq => n == m && within(self, a, b)?,
            Cmp::Ne => n != m || !within(self, a, b)?,
            Cmp::Le => n <= m && within(self, a, b)?,
            Cmp::Lt => n < m && within(self, a, b)?,
            Cmp::Ge => n >= m && within(self, b, a)?,
            Cmp::Gt => n > m && within(self, b, a)?,
        })
    }

    // Membership.

    pub fn contains(&mut self, of: Value, item: Value) -> Out<bool> {
        if let Some(method) = self.special(of, "__contains__") {
            return self.call(method, vec![of, item]);
        }
        let inner = self.heap.unwrap(of);
        let Value::Ref(at) = inner else { return self.not_iterable(of, "argument of type") };
        match self.heap.get(at) {
            Object::Dict(_) => match self.dict_find(at, item)? {
                Found::At(_) => Ok(true),
                Found::Missing(_) => Ok(false),
                Found::Slow => self.prelude("_dict_has_slow", vec![inner, item]),
            },
            Object::Set(_) | Object::FrozenSet(_) => match self.set_find(at, item)? {
                Found::At(_) => Ok(true),
                Found::Missing(_) => Ok(false),
                Found::Slow => self.prelude("_set_has_slow", vec![inner, item]),
            },
            Object::View { kind: View::Keys, of } => {
                let of = Value::Ref(*of);
                self.contains(of, item)
            }
            Object::Str(text) => {
                let text = text.text.clone();
                match self.text(item) {
                    Some(part) => {
                        self.cost += (text.len() / 64) as i64;
                        Ok(text.contains(&*part))
                    }
                    None => {
                        let name = self.type_name(item);
                        self.type_error(format!("'in <string>' requires string as left operand, not {name}"))
                    }
                }
            }
            Object::Bytes(_) | Object::ByteArray(_) => {
                let bytes = self.bytes_of(inner)?;
                match item {
                    Value::Int(i) => Ok(u8::try_from(i).is_ok_and(|byte| bytes.contains(&byte))),
                    _ => {
                        let part = self.bytes_of(item)?;
                        Ok(part.is_empty() || bytes.windows(part.len()).any(|window| window == part.as_slice()))
                    }
                }
            }
            Object::Range { start, stop, step } => {
                let (start, stop, step) = (*start, *stop, *step);
                match item {
                    Value::Int(i) => {
                        let inside = if step > 0 { start <= i && i < stop } else { stop < i && i <= start };
                        Ok(inside && (i - start) % step == 0)
                    }
                    Value::Bool(b) => self.contains(of, Value::Int(i64::from(b))),
                    Value::Float(f) if f.fract() == 0.0 => self.contains(of, Value::Int(f as i64)),
                    _ => Ok(false),
                }
            }
            Object::List(_) | Object::Tuple(_) | Object::Deque(_) | Object::View { .. } => {
                let items = self.native_items(inner)?.unwrap_or_default();
                for (number, each) in items.iter().enumerate() {
                    match self.equal_deep(*each, item, 0)? {
                        Some(true) => {
                            self.cost += number as i64 / 4;
                            return Ok(true);
                        }
                        Some(false) => {}
                        None => return self.prelude("_contains_slow", vec![inner, item]),
                    }
                }
                self.cost += items.len() as i64 / 4;
                Ok(false)
            }
            Object::Instance(_)
                if self.special(of, "__iter__").is_none() && self.special(of, "__getitem__").is_none() =>
            {
                self.not_iterable(of, "argument of type")
            }
            Object::Class(_) if self.type_of(of) == types::TYPE => self.not_iterable(of, "argument of type"),
            Object::Function(_) | Object::Sync(_) => self.not_iterable(of, "argument of type"),
            _ => self.prelude("_contains_slow", vec![of, item]),
        }
    }

    #[cold]
    pub fn not_iterable<T>(&mut self, of: Value, what: &str) -> Out<T> {
        let name = self.type_name(of);
        self.type_error(format!("{what} '{name}' is not iterable"))
    }

    // Subscripts.

    pub fn get_item(&mut self, of: Value, key: Value) -> Out {
        if let Some(method) = self.special(of, "__getitem__") {
            return self.call(method, vec![of, key]);
        }
        let inner = self.heap.unwrap(of);
        let Value::Ref(at) = inner else { return self.not_subscriptable(of) };
        match self.heap.get(at) {
            Object::Dict(_) => match self.dict_find(at, key)? {
                Found::At(entry) => match self.heap.get(at) {
                    Object::Dict(dict) => Ok(dict.entries[entry].value),
                    _ => Ok(Value::None),
                },
                Found::Missing(_) => {
                    if let Some(method) = self.special(of, "__missing__") {
                        return self.call(method, vec![of, key]);
                    }
                    self.key_error(key)
                }
                Found::Slow => self.prelude("_dict_item_slow", vec![of, inner, key]),
            },
            Object::List(_)
            | Object::Tuple(_)
            | Object::Str(_)
            | Object::Bytes(_)
            | Object::ByteArray(_)
            | Object::Range { .. }
            | Object::Deque(_) => {
                if let Value::Ref(slice) = key
                    && let Object::Slice(_) = self.heap.get(slice)
                {
                    return self.get_slice(inner, key);
                }
                self.get_index(of, inner, key)
            }
            Object::Class(_) => {
                if let Some(method) = self.lookup_text(at, "__class_getitem__") {
                    let function = match method {
                        Value::Ref(method) => match self.heap.get(method) {
                            Object::ClassMethod(function) => *function,
                            _ => Value::Ref(method),
                        },
                        method => method,
                    };
                    return self.call(function, vec![of, key]);
                }
                let meta = self.type_of(of);
                if let Some(method) = self.lookup_text(meta, "__getitem__") {
                    return self.call(method, vec![of, key]);
                }
                let generic = at.0 < self.heap.permanent
                    && at != types::INT
                    && at != types::STR
                    && at != types::FLOAT
                    && at != types::BOOL;
                if generic
                    || self.class(at).mro.iter().any(|base| self.lookup_text(*base, "__orig_generic__").is_some())
                {
                    return Ok(self.heap.value(Object::Alias(Box::new((of, key)))));
                }
                let name = self.class_name(at);
                self.type_error(format!("type '{name}' is not subscriptable"))
            }
            Object::Alias(_) => Ok(self.heap.value(Object::Alias(Box::new((of, key))))),
            Object::View { kind: View::Proxy, of } => {
                let of = Value::Ref(*of);
                self.get_item(of, key)
            }
            _ => self.not_subscriptable(of),
        }
    }

    #[cold]
    fn not_subscriptable<T>(&mut self, of: Value) -> Out<T> {
        let name = self.type_name(of);
        self.type_error(format!("'{name}' object is not subscriptable"))
    }

    /// An index in a sequence of this length, counted from the end where negative.
    fn index(&mut self, of: Value, key: Value, length: usize, what: &str) -> Out<usize> {
        let index = match self.heap.unwrap(key) {
            Value::Int(i) => i,
            Value::Bool(b) => i64::from(b),
            Value::Ref(at) if matches!(self.heap.get(at), Object::Big(_)) => {
                return self.raise(types::INDEX_ERROR, "cannot fit 'int' into an index-sized integer");
            }
            _ => {
                let (kind, name) = (self.type_name(of), self.type_name(key));
                let kind = if kind == "str" { "string".to_owned() } else { kind };
                let kind = if kind == "bytes" { "byte".to_owned() } else { kind };
                if kind == "collections.deque" {
                    return self.type_error(format!("sequence index must be integer, not '{name}'"));
                }
                let tail = if kind == "string" { format!(", not '{name}'") } else { format!(" or slices, not {name}") };
                return self.type_error(format!("{kind} indices must be integers{tail}"));
            }
        };
        let at = if index < 0 { index + length as i64 } else { index };
        match usize::try_from(at) {
            Ok(at) if at < length => Ok(at),
            _ => self.raise(types::INDEX_ERROR, format!("{what} out of range")),
        }
    }

    fn get_index(&mut self, of: Value, inner: Value, key: Value) -> Out {
        if let Value::Ref(_) = key
            && let Some(method) = self.special(key, "__index__")
        {
            return self.prelude("_get_by_index", vec![of, key, method]);
        }
        let Value::Ref(at) = inner else { return Ok(Value::None) };
        let length = self.len(inner)?;
        match self.heap.get(at) {
            Object::List(_) => {
                let index = self.index(of, key, length, "list index")?;
                let Object::List(items) = self.heap.get(at) else { return Ok(Value::None) };
                Ok(items[index])
            }
            Object::Tuple(_) => {
                let index = self.index(of, key, length, "tuple index")?;
                let Object::Tuple(items) = self.heap.get(at) else { return Ok(Value::None) };
                Ok(items[index])
            }
            Object::Deque(_) => {
                let index = self.index(inner, key, length, "deque index")?;
                let Object::Deque(deque) = self.heap.get(at) else { return Ok(Value::None) };
                Ok(deque.items[index])
            }
            Object::Str(text) => {
                let (text, ascii) = (text.text.clone(), text.ascii);
                let index = self.index(of, key, length, "string index")?;
                if ascii {
                    return Ok(self.heap.chars[text.as_bytes()[index] as usize]);
                }
                let found: String = text.chars().nth(index).into_iter().collect();
                Ok(self.heap.string(found))
            }
            Object::Bytes(bytes) => {
                let bytes = bytes.clone();
                let index = self.index(of, key, length, "index")?;
                Ok(Value::Int(i64::from(bytes[index])))
            }
            Object::ByteArray(_) => {
                let index = self.index(of, key, length, "bytearray index")?;
                let Object::ByteArray(bytes) = self.heap.get(at) else { return Ok(Value::None) };
                Ok(Value::Int(i64::from(bytes[index])))
            }
            Object::Range { start, step, .. } => {
                let (start, step) = (*start, *step);
                let index = self.index(of, key, length, "range object index")?;
                Ok(Value::Int(start + step * index as i64))
            }
            _ => Ok(Value::None),
        }
    }

    /// Start, stop and step of a slice over a sequence of this length.
    pub fn slice_bounds(&mut self, slice: Value, length: usize) -> Out<(i64, i64, i64)> {
        let Value::Ref(at) = slice else { return Ok((0, 0, 1)) };
        let Object::Slice(parts) = self.heap.get(at) else { return Ok((0, 0, 1)) };
        let [start, stop, step] = **parts;
        let length = length as i64;
        let part = |cx: &mut Self, value: Value| -> Out<Option<i64>> {
            match value {
                Value::None => Ok(None),
                Value::Int(i) => Ok(Some(i)),
                Value::Bool(b) => Ok(Some(i64::from(b))),
                Value::Ref(at) => match cx.heap.get(at) {
                    Object::Big(big) => {
                        Ok(Some(if big.sign() == num_bigint::Sign::Minus { i64::MIN / 2 } else { i64::MAX / 2 }))
                    }
                    _ => cx.type_error("slice indices must be integers or None or have an __index__ method"),
                },
                _ => cx.type_error("slice indices must be integers or None or have an __index__ method"),
            }
        };
        let step = part(self, step)?.unwrap_or(1);
        if step == 0 {
            return self.value_error("slice step cannot be zero");
        }
        let (low, high) = if step > 0 { (0, length) } else { (-1, length - 1) };
        let clamp = |value: i64| {
            let value = if value < 0 { value.saturating_add(length) } else { value };
            value.clamp(low, high)
        };
        let start = part(self, start)?.map_or(if step > 0 { low } else { high }, clamp);
        let stop = part(self, stop)?.map_or(if step > 0 { high } else { low }, clamp);
        Ok((start, stop, step))
    }

    fn get_slice(&mut self, of: Value, slice: Value) -> Out {
        let length = self.len(of)?;
        let (start, stop, step) = self.slice_bounds(slice, length)?;
        let Value::Ref(at) = of else { return Ok(Value::None) };
        if let Object::Range { start: first, step: stride, .. } = self.heap.get(at) {
            let (first, stride) = (*first, *stride);
            return Ok(self.heap.value(Object::Range {
                start: first + start * stride,
                stop: first + stop * stride,
                step: stride * step,
            }));
        }
        let mut indices = Vec::new();
        if step == 1 {
            indices.clear();
        } else {
            let mut index = start;
            while if step > 0 { index < stop } else { index > stop } {
                indices.push(index as usize);
                index = index.saturating_add(step);
            }
        }
        let (from, to) = (start as usize, stop.max(start) as usize);
        self.cost += if step == 1 { (to - from) as i64 / 16 } else { indices.len() as i64 / 8 };
        Ok(match self.heap.get(at) {
            Object::List(items) => {
                let items =
                    if step == 1 { items[from..to].to_vec() } else { indices.iter().map(|at| items[*at]).collect() };
                self.heap.list(items)
            }
            Object::Tuple(items) => {
                let items =
                    if step == 1 { items[from..to].to_vec() } else { indices.iter().map(|at| items[*at]).collect() };
                self.heap.tuple(items)
            }
            Object::Str(text) => {
                let (text, ascii) = (text.text.clone(), text.ascii);
                if step == 1 && ascii {
                    return Ok(self.heap.str(&text[from..to]));
                }
                let chars: Vec<char> = text.chars().collect();
                let part: String = if step == 1 {
                    chars[from..to].iter().collect()
                } else {
                    indices.iter().map(|at| chars[*at]).collect()
                };
                self.heap.string(part)
            }
            Object::Bytes(bytes) => {
                let bytes: Vec<u8> =
                    if step == 1 { bytes[from..to].to_vec() } else { indices.iter().map(|at| bytes[*at]).collect() };
                self.heap.bytes(bytes)
            }
            Object::ByteArray(bytes) => {
                let bytes: Vec<u8> =
                    if step == 1 { bytes[from..to].to_vec() } else { indices.iter().map(|at| bytes[*at]).collect() };
                self.heap.value(Object::ByteArray(bytes))
            }
            _ => return self.type_error("sequence index must be integer, not 'slice'"),
        })
    }

    pub fn set_item(&mut self, of: Value, key: Value, value: Value) -> Out<()> {
        if let Some(method) = self.special(of, "__setitem__") {
            return self.call(method, vec![of, key, value]);
        }
        let inner = self.heap.unwrap(of);
        let Value::Ref(at) = inner else { return self.no_assignment(of) };
        match self.heap.get(at) {
            Object::Dict(_) => self.dict_set(at, key, value),
            Object::List(items) => {
                let length = items.len();
                if let Value::Ref(slice) = key
                    && let Object::Slice(_) = self.heap.get(slice)
                {
                    return self.set_slice(at, length, key, value);
                }
                let index = self.index(inner, key, length, "list assignment index")?;
                if let Object::List(items) = self.heap.get_mut(at) {
                    items[index] = value;
                }
                Ok(())
            }
            Object::Deque(deque) => {
                let length = deque.items.len();
                let index = self.index(inner, key, length, "deque index")?;
                if let Object::Deque(deque) = self.heap.get_mut(at) {
                    deque.items[index] = value;
                }
                Ok(())
            }
            Object::ByteArray(bytes) => {
                let length = bytes.len();
                let index = self.index(inner, key, length, "bytearray index")?;
                let byte = self.int_arg(value)?;
                let Ok(byte) = u8::try_from(byte) else { return self.value_error("byte must be in range(0, 256)") };
                if let Object::ByteArray(bytes) = self.heap.get_mut(at) {
                    bytes[index] = byte;
                }
                Ok(())
            }
            _ => self.no_assignment(of),
        }
    }

    #[cold]
    fn no_assignment<T>(&mut self, of: Value) -> Out<T> {
        let name = self.type_name(of);
        self.type_error(format!("'{name}' object does not support item assignment"))
    }

    fn set_slice(&mut self, at: Ref, length: usize, slice: Value, value: Value) -> Out<()> {
        let (start, stop, step) = self.slice_bounds(slice, length)?;
        let Some(new) = self.native_items(value)? else {
            let list = Value::Ref(at);
            return self.prelude("_set_slice", vec![list, slice, value]);
        };
        let Object::List(items) = self.heap.get_mut(at) else { return Ok(()) };
        if step == 1 {
            items.splice(start as usize..stop.max(start) as usize, new.iter().copied());
            self.heap.grew(new.len() * 16);
            return Ok(());
        }
        let mut indices = Vec::new();
        let mut index = start;
        while if step > 0 { index < stop } else { index > stop } {
            indices.push(index as usize);
            index += step;
        }
        if indices.len() != new.len() {
            let message =
                format!("attempt to assign sequence of size {} to extended slice of size {}", new.len(), indices.len());
            return self.value_error(message);
        }
        for (index, item) in indices.into_iter().zip(new) {
            items[index] = item;
        }
        Ok(())
    }

    pub fn del_item(&mut self, of: Value, key: Value) -> Out<()> {
        if let Some(method) = self.special(of, "__delitem__") {
            return self.call(method, vec![of, key]);
        }
        let inner = self.heap.unwrap(of);
        let Value::Ref(at) = inner else { return self.no_deletion(of) };
        match self.heap.get(at) {
            Object::Dict(_) => match self.dict_find(at, key)? {
                Found::At(entry) => {
                    if let Object::Dict(dict) = self.heap.get_mut(at) {
                        dict.remove(entry);
                    }
                    Ok(())
                }
                Found::Missing(_) => self.key_error(key),
                Found::Slow => self.prelude("_dict_del_slow", vec![inner, key]),
            },
            Object::List(items) => {
                let length = items.len();
                if let Value::Ref(slice) = key
                    && let Object::Slice(_) = self.heap.get(slice)
                {
                    let (start, stop, step) = self.slice_bounds(key, length)?;
                    let mut gone = Vec::new();
                    let mut index = start;
                    while if step > 0 { index < stop } else { index > stop } {
                        gone.push(index as usize);
                        index += step;
                    }
                    if let Object::List(items) = self.heap.get_mut(at) {
                        let mut number = 0;
                        items.retain(|_| {
                            number += 1;
                            !gone.contains(&(number - 1))
                        });
                    }
                    return Ok(());
                }
                let index = self.index(inner, key, length, "list assignment index")?;
                if let Object::List(items) = self.heap.get_mut(at) {
                    items.remove(index);
                }
                Ok(())
            }
            Object::Deque(deque) => {
                let length = deque.items.len();
                let index = self.index(inner, key, length, "deque index")?;
                if let Object::Deque(deque) = self.heap.get_mut(at) {
                    deque.items.remove(index);
                    deque.version += 1;
                }
                Ok(())
            }
            _ => self.no_deletion(of),
        }
    }

    #[cold]
    fn no_deletion<T>(&mut self, of: Value) -> Out<T> {
        let name = self.type_name(of);
        self.type_error(format!("'{name}' object doesn't support item deletion"))
    }

    // Iteration.

    /// The items of a container written in Rust, all at once; None for what has to be iterated.
    pub fn native_items(&mut self, of: Value) -> Out<Option<Vec<Value>>> {
        if self.special(of, "__iter__").is_some() {
            return Ok(None);
        }
        let Value::Ref(at) = self.heap.unwrap(of) else { return Ok(None) };
        Ok(match self.heap.get(at) {
            Object::List(items) => Some(items.clone()),
            Object::Tuple(items) => Some(items.to_vec()),
            Object::Set(set) | Object::FrozenSet(set) => Some(set.iter().map(|key| key.1).collect()),
            Object::Dict(dict) => Some(dict.iter().map(|entry| entry.key).collect()),
            Object::Deque(deque) => Some(deque.items.iter().copied().collect()),
            Object::View { kind, of } => {
                let kind = *kind;
                let Object::Dict(dict) = self.heap.get(*of) else { return Ok(None) };
                match kind {
                    View::Keys | View::Proxy => Some(dict.iter().map(|entry| entry.key).collect()),
                    View::Values => Some(dict.iter().map(|entry| entry.value).collect()),
                    View::Items => {
                        let pairs: Vec<(Value, Value)> = dict.iter().map(|entry| (entry.key, entry.value)).collect();
                        Some(pairs.into_iter().map(|(key, value)| self.heap.tuple(vec![key, value])).collect())
                    }
                }
            }
            Object::Range { start, stop, step } => {
                let (start, step, _) = (*start, *step, *stop);
                let length = self.len(Value::Ref(at))?;
                self.check_size(length.saturating_mul(16))?;
                self.cost += length as i64 / 2;
                Some((0..length as i64).map(|number| Value::Int(start + number * step)).collect())
            }
            Object::Str(text) => {
                let text = text.text.clone();
                self.check_size(text.len() * 16)?;
                Some(text.chars().map(|c| self.char(c)).collect())
            }
            Object::Bytes(_) | Object::ByteArray(_) => {
                let bytes = self.bytes_of(Value::Ref(at))?;
                Some(bytes.into_iter().map(|byte| Value::Int(i64::from(byte))).collect())
            }
            Object::Iter(iter) => {
                // Those that call nothing and end by themselves.
                let finite = match &**iter {
                    Iter::Count { .. } => false,
                    Iter::Repeat { left, .. } => left.is_some_and(|left| left < 1 << 24),
                    Iter::Enumerate { of, .. } => self.is_finite(*of),
                    Iter::Zip { of, .. } => {
                        of.iter().any(|of| self.is_finite(*of)) && of.iter().all(|of| self.is_native_iter(*of))
                    }
                    _ => true,
                };
                if !finite {
                    return Ok(None);
                }
                let mut items = Vec::new();
                while let Some(item) = self.next(Value::Ref(at))? {
                    items.push(item);
                    if items.len() % 4096 == 0 {
                        self.check_size(items.len() * 16)?;
                    }
                }
                self.cost += items.len() as i64 / 2;
                Some(items)
            }
            _ => None,
        })
    }

    fn is_native_iter(&self, value: Value) -> bool {
        match value {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Iter(iter) => match &**iter {
                    Iter::Enumerate { of, .. } => self.is_native_iter(*of),
                    Iter::Zip { of, .. } => of.iter().all(|of| self.is_native_iter(*of)),
                    _ => true,
                },
                _ => false,
            },
            _ => false,
        }
    }

    fn is_finite(&self, value: Value) -> bool {
        match value {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Iter(iter) => match &**iter {
                    Iter::Count { .. } => false,
                    Iter::Repeat { left, .. } => left.is_some(),
                    Iter::Enumerate { of, .. } => self.is_finite(*of),
                    Iter::Zip { .. } => false,
                    _ => true,
                },
                _ => false,
            },
            _ => false,
        }
    }

    pub fn char(&mut self, c: char) -> Value {
        let mut buffer = [0; 4];
        self.heap.str(c.encode_utf8(&mut buffer))
    }

    pub fn bytes_of(&mut self, value: Value) -> Out<Vec<u8>> {
        if let Value::Ref(at) = self.heap.unwrap(value) {
            match self.heap.get(at) {
                Object::Bytes(bytes) => return Ok(bytes.to_vec()),
                Object::ByteArray(bytes) => return Ok(bytes.clone()),
                _ => {}
            }
        }
        let name = self.type_name(value);
        self.type_error(format!("a bytes-like object is required, not '{name}'"))
    }

    pub fn make_iter(&mut self, iter: Iter) -> Value {
        Value::Ref(self.heap.alloc(Object::Iter(Box::new(iter))))
    }

    pub fn iter(&mut self, value: Value) -> Out {
        if let Value::Ref(at) = value {
            if let Some(method) = self.special(value, "__iter__") {
                return self.call(method, vec![value]);
            }
            let Value::Ref(of) = self.heap.unwrap(value) else { return self.not_iterable_object(value) };
            let iter = match self.heap.get(of) {
                Object::List(_) => Iter::List { of, next: 0 },
                Object::Tuple(_) => Iter::Tuple { of, next: 0 },
                Object::Str(_) => Iter::Str { of, next: 0 },
                Object::Bytes(_) | Object::ByteArray(_) => Iter::Bytes { of, next: 0 },
                Object::Range { start, stop, step } => Iter::Range { next: *start, stop: *stop, step: *step },
                Object::Dict(dict) => {
                    Iter::Dict { of, next: 0, version: dict.len() as u32, kind: View::Keys, reversed: false }
                }
                Object::View { kind, of } => {
                    let kind = if *kind == View::Proxy { View::Keys } else { *kind };
                    let Object::Dict(dict) = self.heap.get(*of) else { return self.not_iterable_object(value) };
                    Iter::Dict { of: *of, next: 0, version: dict.len() as u32, kind, reversed: false }
                }
                Object::Set(set) | Object::FrozenSet(set) => Iter::Set { of, next: 0, version: set.version },
                Object::Deque(deque) => Iter::Deque { of, next: 0, version: deque.version, reversed: false },
                Object::Iter(_) => return Ok(value),
                Object::Generator(generator) if generator.kind == super::object::GeneratorKind::Generator => {
                    return Ok(value);
                }
                Object::Instance(_) | Object::Exception(_) if self.special(value, "__getitem__").is_some() => {
                    return self.prelude("_sequence_iterator", vec![value]);
                }
                Object::Class(_) => {
                    if let Some(method) = self.lookup_text(self.type_of(value), "__iter__") {
                        return self.call(method, vec![Value::Ref(at)]);
                    }
                    return self.not_iterable_object(value);
                }
                _ => return self.not_iterable_object(value),
            };
            return Ok(self.make_iter(iter));
        }
        self.not_iterable_object(value)
    }

    #[cold]
    fn not_iterable_object<T>(&mut self, value: Value) -> Out<T> {
        let name = self.type_name(value);
        self.type_error(format!("'{name}' object is not iterable"))
    }

    pub fn aiter(&mut self, value: Value) -> Out {
        if let Value::Ref(at) = value
            && let Object::Generator(_) = self.heap.get(at)
        {
            return Ok(value);
        }
        match self.special(value, "__aiter__") {
            Some(method) => self.call(method, vec![value]),
            None => {
                let name = self.type_name(value);
                self.type_error(format!("'async for' requires an object with __aiter__ method, got {name}"))
            }
        }
    }

    pub fn awaitable(&mut self, value: Value) -> Out {
        if let Value::Ref(at) = value
            && let Object::Generator(generator) = self.heap.get(at)
            && generator.kind == super::object::GeneratorKind::Coroutine
        {
            if generator.state == super::object::GeneratorState::Done {
                return self.raise(types::RUNTIME_ERROR, "cannot reuse already awaited coroutine");
            }
            return Ok(value);
        }
        match self.special(value, "__await__") {
            Some(method) => self.call(method, vec![value]),
            None => {
                let name = self.type_name(value);
                self.type_error(format!("object {name} can't be used in 'await' expression"))
            }
        }
    }

    /// The next item of an iterator; None at its end.
    pub fn next(&mut self, iterator: Value) -> Out<Option<Value>> {
        let Value::Ref(at) = iterator else { return self.not_an_iterator(iterator) };
        let Object::Iter(iter) = self.heap.get(at) else {
            if let Object::Generator(generator) = self.heap.get(at)
                && generator.kind == super::object::GeneratorKind::Generator
            {
                return Err(Exit::Resume(Box::new(super::cx::Resume {
                    generator: at,
                    value: Value::None,
                    throws: false,
                    default: Value::Undef,
                })));
            }
            return match self.special(iterator, "__next__") {
                Some(method) => self.call(method, vec![iterator]),
                None => self.not_an_iterator(iterator),
            };
        };
        let mut state = (**iter).clone();
        let item = match &mut state {
            Iter::List { of, next } => {
                let Object::List(items) = self.heap.get(*of) else { return Ok(None) };
                let item = items.get(*next).copied();
                *next = if item.is_some() { *next + 1 } else { usize::MAX - 1 };
                item
            }
            Iter::Tuple { of, next } => {
                let Object::Tuple(items) = self.heap.get(*of) else { return Ok(None) };
                let item = items.get(*next).copied();
                *next += 1;
                item
            }
            Iter::Str { of, next } => {
                let Object::Str(text) = self.heap.get(*of) else { return Ok(None) };
                match text.text.get(*next..).and_then(|rest| rest.chars().next()) {
                    Some(c) => {
                        *next += c.len_utf8();
                        Some(self.char(c))
                    }
                    None => None,
                }
            }
            Iter::Bytes { of, next } => {
                let bytes = self.bytes_of(Value::Ref(*of))?;
                let item = bytes.get(*next).map(|byte| Value::Int(i64::from(*byte)));
                *next += 1;
                item
            }
            Iter::Range { next, stop, step } => {
                if if *step > 0 { *next < *stop } else { *next > *stop } {
                    let item = Value::Int(*next);
                    *next = next.checked_add(*step).unwrap_or(*stop);
                    Some(item)
                } else {
                    None
                }
            }
            Iter::Dict { of, next, version, kind, reversed } => {
                let Object::Dict(dict) = self.heap.get(*of) else { return Ok(None) };
                if dict.len() as u32 != *version && *version != u32::MAX {
                    *version = u32::MAX;
                    *next = usize::MAX / 2;
                    *self.heap.get_mut(at) = Object::Iter(Box::new(state));
                    return self.raise(types::RUNTIME_ERROR, "dictionary changed size during iteration");
                }
                let entry = if *reversed {
                    let count = dict.entries.len();
                    (*next..count).find(|at| !dict.entries[count - 1 - at].key.is_undef()).map(|at| {
                        *next = at + 1;
                        dict.entries[count - 1 - at]
                    })
                } else {
                    dict.next(*next).map(|found| {
                        *next = found + 1;
                        dict.entries[found]
                    })
                };
                match (entry, kind) {
                    (None, _) => None,
                    (Some(entry), View::Keys | View::Proxy) => Some(entry.key),
                    (Some(entry), View::Values) => Some(entry.value),
                    (Some(entry), View::Items) => Some(self.heap.tuple(vec![entry.key, entry.value])),
                }
            }
            Iter::Set { of, next, version } => {
                let (Object::Set(set) | Object::FrozenSet(set)) = self.heap.get(*of) else { return Ok(None) };
                if set.version != *version {
                    return self.raise(types::RUNTIME_ERROR, "Set changed size during iteration");
                }
                set.next(*next).map(|found| {
                    *next = found + 1;
                    set.key(found)
                })
            }
            Iter::Deque { of, next, version, reversed } => {
                let Object::Deque(deque) = self.heap.get(*of) else { return Ok(None) };
                if deque.version != *version && *next < usize::MAX / 2 {
                    return self.raise(types::RUNTIME_ERROR, "deque mutated during iteration");
                }
                let index = if *reversed { deque.items.len().wrapping_sub(1).wrapping_sub(*next) } else { *next };
                *next += 1;
                deque.items.get(index).copied()
            }
            Iter::Reversed { of, next } => {
                let Object::List(items) = self.heap.get(*of) else { return Ok(None) };
                let item = next.checked_sub(1).and_then(|index| items.get(index).copied());
                *next = if item.is_some() { *next - 1 } else { 0 };
                item
            }
            Iter::Enumerate { of, next } => {
                let (of, number) = (*of, *next);
                match self.native_next(of)? {
                    Step::Item(item) => {
                        *next += 1;
                        Some(self.heap.tuple(vec![Value::Int(number), item]))
                    }
                    Step::End => None,
                    Step::Python => {
                        *next += 1;
                        *self.heap.get_mut(at) = Object::Iter(Box::new(state));
                        return self.prelude("_enumerate_step", vec![of, Value::Int(number)]);
                    }
                }
            }
            Iter::Zip { of, strict } => {
                if of.is_empty() {
                    return Ok(None);
                }
                let (of, strict) = (of.clone(), *strict);
                if !of.iter().all(|of| self.is_native_iter(*of)) {
                    let list = self.heap.list(of);
                    return self.prelude("_zip_step", vec![list, Value::Bool(strict)]);
                }
                let mut items = Vec::new();
                for (number, each) in of.iter().enumerate() {
                    match self.next(*each)? {
                        Some(item) => items.push(item),
                        None => {
                            if strict {
                                return self.zip_strict(&of, number);
                            }
                            return Ok(None);
                        }
                    }
                }
                return Ok(Some(self.heap.tuple(items)));
            }
            Iter::Count { next, step } => {
                let (now, step) = (*next, *step);
                *next = self.binary(Bin::Add, now, step)?;
                Some(now)
            }
            Iter::Repeat { value, left } => match left {
                None => Some(*value),
                Some(0) => None,
                Some(left) => {
                    *left -= 1;
                    Some(*value)
                }
            },
        };
        *self.heap.get_mut(at) = Object::Iter(Box::new(state));
        Ok(item)
    }

    fn zip_strict(&mut self, of: &[Value], number: usize) -> Out<Option<Value>> {
        let before = |n: usize| if n == 1 { "argument 1".to_owned() } else { format!("arguments 1-{n}") };
        if number > 0 {
            return self.value_error(format!("zip() argument {} is shorter than {}", number + 1, before(number)));
        }
        for (number, each) in of.iter().enumerate().skip(1) {
            if self.next(*each)?.is_some() {
                return self.value_error(format!("zip() argument {} is longer than {}", number + 1, before(number)));
            }
        }
        Ok(None)
    }

    fn native_next(&mut self, iterator: Value) -> Out<Step> {
        if !self.is_native_iter(iterator) {
            return Ok(Step::Python);
        }
        Ok(match self.next(iterator)? {
            Some(item) => Step::Item(item),
            None => Step::End,
        })
    }

    fn not_an_iterator<T>(&mut self, value: Value) -> Out<T> {
        let name = self.type_name(value);
        self.type_error(format!("'{name}' object is not an iterator"))
    }

    /// Appends everything iterable to a list.
    pub fn extend(&mut self, list: Value, from: Value, unpacking: bool) -> Out<()> {
        let Value::Ref(at) = list else { return Ok(()) };
        match self.native_items(from)? {
            Some(items) => {
                self.check_size(items.len() * 16)?;
                if let Object::List(list) = self.heap.get_mut(at) {
                    list.extend_from_slice(&items);
                }
                self.heap.grew(items.len() * 16);
                Ok(())
            }
            None => {
                if unpacking && let Err(Exit::Raise(_)) = self.iter(from) {
                    let name = self.type_name(from);
                    return self.type_error(format!("Value after * must be an iterable, not {name}"));
                }
                self.prelude("_list_extend", vec![list, from])
            }
        }
    }

    /// Exactly `count` items; with a star at `star`, what is left over becomes a list there.
    pub fn unpackable(&mut self, value: Value, count: usize, star: Option<usize>) -> Out<Vec<Value>> {
        let items = match self.native_items(value)? {
            Some(items) => items,
            None => {
                if let Err(Exit::Raise(_)) = self.iter(value) {
                    let name = self.type_name(value);
                    return self.type_error(format!("cannot unpack non-iterable {name} object"));
                }
                let limit = if star.is_some() { Value::None } else { Value::Int(count as i64) };
                return self.prelude("_unpack", vec![value, limit]);
            }
        };
        let Some(star) = star else {
            if items.len() > count {
                return self.value_error(format!("too many values to unpack (expected {count})"));
            }
            if items.len() < count {
                let got = items.len();
                return self.value_error(format!("not enough values to unpack (expected {count}, got {got})"));
            }
            return Ok(items);
        };
        if items.len() < count {
            let got = items.len();
            return self.value_error(format!("not enough values to unpack (expected at least {count}, got {got})"));
        }
        let after = count - star;
        let mut result = items[..star].to_vec();
        let rest = self.heap.list(items[star..items.len() - after].to_vec());
        result.push(rest);
        result.extend_from_slice(&items[items.len() - after..]);
        Ok(result)
    }

    pub fn checked_string(&mut self, text: String) -> Out {
        if text.len() > 1 << 16 {
            self.check_size(text.len())?;
        }
        Ok(self.heap.string(text))
    }
}

enum Step {
    Item(Value),
    End,
    Python,
}
