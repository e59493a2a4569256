//! Dicts: finding, setting, merging.

use super::key::{Found, same_key};
use crate::python::cx::{Cx, Out};
use crate::python::dict::Dict;
use crate::python::number;
use crate::python::object::Object;
use crate::python::value::{Ref, Value};

impl Cx<'_> {
    pub fn dict_ref(&self, value: Value) -> Option<Ref> {
        match self.heap.unwrap(value) {
            Value::Ref(at) => matches!(self.heap.get(at), Object::Dict(_)).then_some(at),
            _ => None,
        }
    }

    pub fn dict_find(&mut self, at: Ref, key: Value) -> Out<Found> {
        if let Value::Int(number) = key
            && let Object::Dict(dict) = self.heap.get(at)
        {
            // Beside ints there may be keys that equal them: those take the long way.
            let hash = number::hash_int(number);
            let mut is_plain = true;
            let found = dict.find(hash, |other| match other {
                Value::Int(other) => other == number,
                _ => {
                    is_plain = false;
                    false
                }
            });
            if is_plain {
                return Ok(found.map_or(Found::Missing(hash), Found::At));
            }
        }
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

    /// `**from` in the display of a dict.
    pub fn dict_spread(&mut self, dict: Value, from: Value) -> Out<()> {
        if self.dict_ref(from).is_some() {
            return self.dict_merge(dict, from, None);
        }
        self.prelude("_dict_spread", vec![dict, from])
    }

    /// All of `from` into a dict: that of the keyword arguments `for_call` of something, or of any other.
    pub fn dict_merge(&mut self, dict: Value, from: Value, for_call: Option<Value>) -> Out<()> {
        let (Some(to), Some(source)) = (self.dict_ref(dict), self.dict_ref(from)) else {
            if let Some(callee) = for_call {
                let callee = self.callee(callee);
                let callee = self.heap.string(callee);
                return self.prelude("_merge_keywords", vec![dict, from, callee]);
            }
            return self.prelude("_dict_update", vec![dict, from]);
        };
        let Object::Dict(inner) = self.heap.get(source) else { return Ok(()) };
        let pairs: Vec<(Value, Value)> = inner.iter().map(|entry| (entry.key, entry.value)).collect();
        self.cost += pairs.len() as i64 / 4;
        for (key, value) in pairs {
            if let Some(callee) = for_call {
                let Some(text) = self.text(key) else { return self.type_error("keywords must be strings") };
                if let Found::At(_) = self.dict_find(to, key)? {
                    let callee = self.callee(callee);
                    return self.type_error(format!("{callee} got multiple values for keyword argument '{text}'"));
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
}
