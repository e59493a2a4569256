//! Attributes of classes.

use super::store::set_pair;
use crate::python::cx::{Cx, Out};
use crate::python::object::{Name, Object};
use crate::python::types;
use crate::python::value::{Ref, Value};

impl Cx<'_> {
    pub(super) fn class_attr(&mut self, at: Ref, name: Name) -> Out<Option<Value>> {
        let meta = self.type_of(Value::Ref(at));
        if meta != types::TYPE
            && let Some(found) = self.lookup(meta, name)
            && self.is_data_descriptor(meta, name)
        {
            return self.bind(found, Value::Ref(at), meta).map(Some);
        }
        if let Some(found) = self.lookup(at, name) {
            return match found {
                Value::Ref(inner) => match self.heap.get(inner) {
                    Object::StaticMethod(function) => Ok(Some(*function)),
                    Object::ClassMethod(function) => {
                        let function = *function;
                        self.bind(function, Value::Ref(at), at).map(Some)
                    }
                    Object::Instance(_) => match self.special(found, "__get__") {
                        Some(method) => self.call(method, vec![found, Value::None, Value::Ref(at)]),
                        None => Ok(Some(found)),
                    },
                    _ => Ok(Some(found)),
                },
                found => Ok(Some(found)),
            };
        }
        let text = self.heap.names.text(name).clone();
        let class = self.class(at);
        let found = match &*text {
            "__name__" => {
                let name = class.name.clone();
                self.heap.str(name.rsplit('.').next().unwrap_or(&name))
            }
            "__qualname__" => {
                let name = class.qualname.clone();
                self.heap.str(&name)
            }
            "__module__" => {
                let name = class.module.clone();
                self.heap.str(&name)
            }
            "__bases__" => {
                let bases = class.bases.iter().map(|base| Value::Ref(*base)).collect();
                self.heap.tuple(bases)
            }
            "__base__" => class.bases.first().map_or(Value::None, |base| Value::Ref(*base)),
            "__mro__" => {
                let mro = class.mro.iter().map(|base| Value::Ref(*base)).collect();
                self.heap.tuple(mro)
            }
            "__class__" => Value::Ref(meta),
            "__doc__" => Value::None,
            "__dict__" => {
                let attrs = class.attrs.clone();
                let dict = self.keyword_dict(&attrs);
                match dict {
                    Value::Ref(of) => self.heap.value(Object::View { kind: crate::python::object::View::Proxy, of }),
                    dict => dict,
                }
            }
            "__annotations__" => self.dict_of(&[]),
            _ => {
                return match self.lookup(meta, name) {
                    Some(found) => self.bind(found, Value::Ref(at), meta).map(Some),
                    None => Ok(None),
                };
            }
        };
        Ok(Some(found))
    }

    pub fn set_class_attr(&mut self, at: Ref, name: Name, value: Value) {
        let text = self.heap.names.text(name).clone();
        let descriptor = match value {
            Value::Ref(found) => match self.heap.get(found) {
                Object::Property(_) => true,
                Object::Instance(_) => self.special(value, "__set__").is_some(),
                _ => false,
            },
            _ => false,
        };
        if let Object::Class(class) = self.heap.get_mut(at) {
            set_pair(&mut class.attrs, name, value);
            class.has_data_descriptors |= descriptor;
            match &*text {
                "__getattr__" => class.has_getattr = true,
                "__getattribute__" => class.has_getattribute = true,
                "__setattr__" | "__delattr__" => class.has_setattr = true,
                "__name__" | "__qualname__" | "__module__" => {
                    class.attrs.pop();
                }
                _ => {}
            }
        }
        if let "__name__" | "__qualname__" | "__module__" = &*text
            && let Some(new) = self.text(value)
            && let Object::Class(class) = self.heap.get_mut(at)
        {
            match &*text {
                "__name__" => class.name = new,
                "__qualname__" => class.qualname = new,
                _ => class.module = new,
            }
        }
        self.heap.epoch += 1;
    }
}
