//! Deleting an attribute.

use crate::python::cx::{Cx, Out};
use crate::python::heap::WRAPPED;
use crate::python::object::{Name, Object};
use crate::python::types;
use crate::python::value::Value;

impl Cx<'_> {
    pub fn del_attr(&mut self, of: Value, name: Name) -> Out<()> {
        let Value::Ref(at) = of else { return self.no_attribute(of, name) };
        let class = self.type_of(of);
        match self.heap.get(at) {
            Object::Instance(instance) => {
                let shape = instance.shape;
                if self.class(class).has_setattr
                    && let Some(method) =
                        self.lookup_text(class, "__delattr__").filter(|method| self.function(*method).is_some())
                {
                    let text = self.heap.name_str(name);
                    return self.call(method, vec![of, text]);
                }
                if let Some(Value::Ref(found)) = self.lookup(class, name)
                    && let Object::Property(parts) = self.heap.get(found)
                {
                    let deleter = parts[2];
                    if deleter.is_none() || deleter.is_undef() {
                        let attr = self.heap.names.text(name).to_string();
                        let kind = self.class_name(class);
                        let message = format!("property '{attr}' of '{kind}' object has no deleter");
                        return self.raise(types::ATTRIBUTE_ERROR, message);
                    }
                    return self.call(deleter, vec![of]);
                }
                let names = self.heap.shapes[shape as usize].names.clone();
                let Some(slot) = names.iter().position(|slot| *slot == name) else {
                    return self.no_attribute(of, name);
                };
                let mut shape = self.class(class).shape;
                for other in names.iter().filter(|other| **other != name && **other != WRAPPED) {
                    shape = self.heap.grown_shape(shape, *other);
                }
                if let Object::Instance(instance) = self.heap.get_mut(at) {
                    instance.slots.remove(slot);
                    instance.shape = shape;
                }
                Ok(())
            }
            Object::Class(_) => {
                let mut found = false;
                if let Object::Class(class) = self.heap.get_mut(at) {
                    let before = class.attrs.len();
                    class.attrs.retain(|attr| attr.0 != name);
                    found = class.attrs.len() < before;
                }
                self.heap.epoch += 1;
                if found { Ok(()) } else { self.no_attribute(of, name) }
            }
            Object::Module(module) => {
                let number = module.number;
                let slot = self.program.modules[number as usize]
                    .globals
                    .iter()
                    .find(|global| global.0 == name)
                    .map(|slot| slot.1);
                if let Some(slot) = slot {
                    self.heap.globals[slot as usize] = Value::Undef;
                }
                Ok(())
            }
            Object::Function(_) | Object::Exception(_) => {
                match self.heap.get_mut(at) {
                    Object::Function(function) => function.attrs.retain(|attr| attr.0 != name),
                    Object::Exception(inner) => inner.attrs.retain(|attr| attr.0 != name),
                    _ => {}
                }
                Ok(())
            }
            _ => self.no_attribute(of, name),
        }
    }
}
