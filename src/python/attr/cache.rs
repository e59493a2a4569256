//! What each place in the code remembers of the shape it met last.

use crate::python::cx::{Cache, Cx, Out};
use crate::python::object::{Instance, Name, Object};
use crate::python::value::{Ref, Value};

impl Cx<'_> {
    /// An instance of a class of the program, and that class.
    fn instance(&self, of: Value) -> Option<(Ref, &Instance, Ref)> {
        let Value::Ref(at) = of else { return None };
        let Object::Instance(instance) = self.heap.get(at) else { return None };
        Some((at, instance, self.heap.shapes[instance.shape as usize].class))
    }

    fn remember_slot(&mut self, site: u32, shape: u32, slot: usize) {
        self.cache(site, Cache { key: shape, epoch: self.heap.epoch, slot: slot as u32, value: Value::Undef });
    }

    pub fn load_attr(&mut self, of: Value, site: u32) -> Out {
        let name = self.program.sites[site as usize];
        if let Some((_, instance, class)) = self.instance(of) {
            let info = self.class(class);
            if !info.has_getattribute
                && let Some(slot) = self.heap.slot(instance, name)
                && (!info.has_data_descriptors || !self.is_data_descriptor(class, name))
            {
                let value = instance.slots[slot];
                if !value.is_undef() {
                    self.remember_slot(site, instance.shape, slot);
                    return Ok(value);
                }
            }
        }
        self.get_attr(of, name)
    }

    fn cache(&mut self, site: u32, cache: Cache) {
        self.world.processes[self.process].caches[site as usize] = cache;
    }

    /// A method to call with the receiver as its first argument, or (false) any value to call without.
    pub fn load_method(&mut self, of: Value, site: u32) -> Out<(Value, bool)> {
        let name = self.program.sites[site as usize];
        let class = self.type_of(of);
        if let Value::Ref(at) = of {
            match self.heap.get(at) {
                Object::Instance(instance) => {
                    let shape = instance.shape;
                    if self.heap.slot(instance, name).is_none()
                        && !self.class(class).has_getattribute
                        && let Some(found) = self.lookup(class, name)
                        && (self.function(found).is_some() || matches!(found, Value::Native(_)))
                    {
                        self.cache(site, Cache { key: shape, epoch: self.heap.epoch, slot: u32::MAX, value: found });
                        return Ok((found, true));
                    }
                }
                Object::List(_) | Object::Dict(_) | Object::Str(_) | Object::Set(_) | Object::Deque(_) => {
                    if let Some(found @ Value::Native(_)) = self.lookup(class, name) {
                        self.cache(
                            site,
                            Cache { key: class.0 | 1 << 31, epoch: self.heap.epoch, slot: u32::MAX, value: found },
                        );
                        return Ok((found, true));
                    }
                }
                Object::Module(module) => {
                    let number = module.number;
                    let value = self.get_attr(of, name)?;
                    let slot = self.program.modules[number as usize].globals.iter().find(|global| global.0 == name);
                    if number != 0 && slot.is_some_and(|slot| self.program.fixed[slot.1 as usize]) {
                        self.cache(
                            site,
                            Cache { key: number | 1 << 30, epoch: self.heap.epoch, slot: u32::MAX, value },
                        );
                    }
                    return Ok((value, false));
                }
                Object::Class(_) | Object::Exception(_) | Object::Super(_) | Object::Function(_) | Object::Alias(_) => {
                }
                _ => {
                    if let Some(found @ Value::Native(_)) = self.lookup(class, name) {
                        return Ok((found, true));
                    }
                }
            }
        } else if let Some(found @ Value::Native(_)) = self.lookup(class, name) {
            return Ok((found, true));
        }
        Ok((self.get_attr(of, name)?, false))
    }

    pub fn load_special(&mut self, of: Value, name: Name) -> Out {
        let class = self.type_of(of);
        match self.lookup(class, name) {
            Some(found) => self.bind(found, of, class),
            None => {
                let text = self.heap.names.text(name).to_string();
                let name = self.type_name(of);
                let what = if text.starts_with("__a") { "asynchronous context manager" } else { "context manager" };
                let missed = if text == "__exit__" || text == "__aexit__" {
                    format!(" (missed {text} method)")
                } else {
                    String::new()
                };
                self.type_error(format!("'{name}' object does not support the {what} protocol{missed}"))
            }
        }
    }

    pub fn store_attr(&mut self, of: Value, site: u32, value: Value) -> Out<()> {
        let name = self.program.sites[site as usize];
        if let Some((at, instance, class)) = self.instance(of) {
            let info = self.class(class);
            if !info.has_setattr && !info.has_data_descriptors && info.slots.is_none() {
                if let Some(slot) = self.heap.slot(instance, name) {
                    self.remember_slot(site, instance.shape, slot);
                }
                self.set_slot(at, name, value);
                return Ok(());
            }
        }
        self.set_attr(of, name, value)
    }

    /// Sets an instance's own attribute, without asking its class.
    pub fn set_slot(&mut self, at: Ref, name: Name, value: Value) {
        let Object::Instance(instance) = self.heap.get(at) else { return };
        let shape = instance.shape;
        match self.heap.slot(instance, name) {
            Some(slot) => {
                if let Object::Instance(instance) = self.heap.get_mut(at) {
                    instance.slots[slot] = value;
                }
            }
            None => {
                let grown = self.heap.grown_shape(shape, name);
                self.heap.grew(16);
                if let Object::Instance(instance) = self.heap.get_mut(at) {
                    instance.shape = grown;
                    instance.slots.push(value);
                }
            }
        }
    }
}
