//! Writing an attribute.

use crate::python::cx::{Cx, Out};
use crate::python::object::{Name, Object};
use crate::python::types;
use crate::python::value::{Ref, Value};

impl Cx<'_> {
    pub fn set_attr(&mut self, of: Value, name: Name, value: Value) -> Out<()> {
        let Value::Ref(at) = of else { return self.cannot_set(of, name) };
        let class = self.type_of(of);
        match self.heap.get(at) {
            Object::Instance(_) => {
                if self.class(class).has_setattr
                    && let Some(method) =
                        self.lookup_text(class, "__setattr__").filter(|method| self.function(*method).is_some())
                {
                    let text = self.heap.name_str(name);
                    return self.call(method, vec![of, text, value]);
                }
                self.set_instance_attr(of, at, class, name, value)
            }
            Object::Class(_) => {
                if at.0 < self.heap.permanent {
                    let name = self.class_name(at);
                    return self.type_error(format!("cannot set attributes of built-in/extension type '{name}'"));
                }
                if self.class(class).has_setattr
                    && let Some(method) =
                        self.lookup_text(class, "__setattr__").filter(|method| self.function(*method).is_some())
                {
                    let text = self.heap.name_str(name);
                    return self.call(method, vec![of, text, value]);
                }
                self.set_class_attr(at, name, value);
                Ok(())
            }
            Object::Module(module) => {
                let number = module.number;
                let slot = self.program.modules[number as usize]
                    .globals
                    .iter()
                    .find(|global| global.0 == name)
                    .map(|slot| slot.1);
                match slot {
                    Some(slot) => self.heap.globals[slot as usize] = value,
                    None => {
                        if let Object::Module(module) = self.heap.get_mut(at) {
                            set_pair(&mut module.attrs, name, value);
                        }
                    }
                }
                self.heap.epoch += 1;
                Ok(())
            }
            Object::Function(_) => {
                let text = self.heap.names.text(name).clone();
                let defaults = self.native_items(value)?;
                if let Object::Function(function) = self.heap.get_mut(at) {
                    match &*text {
                        "__name__" => function.name = value,
                        "__qualname__" => function.qualname = value,
                        "__doc__" => function.doc = value,
                        "__module__" => function.module = value,
                        "__defaults__" => function.defaults = defaults.unwrap_or_default().into(),
                        _ => set_pair(&mut function.attrs, name, value),
                    }
                }
                Ok(())
            }
            Object::Exception(_) => {
                let text = self.heap.names.text(name).clone();
                if self.is_data_descriptor(class, name)
                    && let Some(Value::Ref(found)) = self.lookup(class, name)
                    && let Object::Property(parts) = self.heap.get(found)
                {
                    let setter = parts[1];
                    return self.call(setter, vec![of, value]);
                }
                if let Object::Exception(inner) = self.heap.get_mut(at) {
                    match &*text {
                        "args" => inner.args = value,
                        "__cause__" => {
                            inner.cause = if value.is_none() { Value::Undef } else { value };
                            inner.suppress = true;
                        }
                        "__context__" => inner.context = if value.is_none() { Value::Undef } else { value },
                        "__suppress_context__" => inner.suppress = matches!(value, Value::Bool(true)),
                        "__traceback__" => inner.trace.clear(),
                        _ => set_pair(&mut inner.attrs, name, value),
                    }
                }
                Ok(())
            }
            Object::Generator(_) => {
                let text = self.heap.names.text(name).clone();
                if let Object::Generator(generator) = self.heap.get_mut(at) {
                    match &*text {
                        "__name__" => generator.name = value,
                        _ => generator.qualname = value,
                    }
                }
                Ok(())
            }
            _ => self.cannot_set(of, name),
        }
    }

    #[cold]
    fn cannot_set<T>(&mut self, of: Value, name: Name) -> Out<T> {
        let attr = self.heap.names.text(name).to_string();
        let kind = self.type_name(of);
        if self.lookup(self.type_of(of), name).is_some() {
            return self.raise(types::ATTRIBUTE_ERROR, format!("'{kind}' object attribute '{attr}' is read-only"));
        }
        self.no_attribute(of, name)
    }

    /// As `object.__setattr__` does it.
    pub fn set_instance_attr(&mut self, of: Value, at: Ref, class: Ref, name: Name, value: Value) -> Out<()> {
        if self.class(class).has_data_descriptors
            && let Some(found @ Value::Ref(descriptor)) = self.lookup(class, name)
        {
            if let Object::Property(parts) = self.heap.get(descriptor) {
                let setter = parts[1];
                if setter.is_none() || setter.is_undef() {
                    let attr = self.heap.names.text(name).to_string();
                    let kind = self.class_name(class);
                    return self
                        .raise(types::ATTRIBUTE_ERROR, format!("property '{attr}' of '{kind}' object has no setter"));
                }
                return self.call(setter, vec![of, value]);
            }
            if let Some(method) = self.special(found, "__set__") {
                return self.call(method, vec![found, of, value]);
            }
        }
        if let Some(slots) = self.allowed_slots(class)
            && !slots.contains(&name)
        {
            return self.no_attribute(of, name);
        }
        if &**self.heap.names.text(name) == "__class__" {
            return self.type_error("__class__ assignment is not supported here");
        }
        self.set_slot(at, name, value);
        Ok(())
    }

    /// The names that `__slots__` allow, over all bases; None where anything goes.
    fn allowed_slots(&self, class: Ref) -> Option<Vec<Name>> {
        let mut all = Vec::new();
        for base in &self.class(class).mro {
            if *base == types::OBJECT {
                continue;
            }
            all.extend(self.class(*base).slots.as_ref()?.iter().copied());
        }
        Some(all)
    }
}

pub fn set_pair(attrs: &mut Vec<(Name, Value)>, name: Name, value: Value) {
    match attrs.iter_mut().find(|attr| attr.0 == name) {
        Some(attr) => attr.1 = value,
        None => attrs.push((name, value)),
    }
}
