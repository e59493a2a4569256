//! Making a class: bases, order of lookup, what it may not be.

use crate::python::cx::{Cx, Out};
use crate::python::heap::WRAPPED;
use crate::python::object::{Class, Layout, Name, Object};
use crate::python::types;
use crate::python::value::{Ref, Value};

impl Cx<'_> {
    /// A new class. `native` is the type written in Rust that it descends from.
    pub fn add_class(&mut self, name: &str, bases: Vec<Ref>, attrs: Vec<(Name, Value)>, meta: Ref) -> Out<Ref> {
        let mro = self.linearise(&bases)?;
        let first = bases.first().copied().unwrap_or(types::OBJECT);
        let mut layout = Layout::Object;
        let mut native = types::OBJECT;
        for base in &bases {
            let info = self.class(*base);
            if info.layout != Layout::Object {
                let other = info.native;
                layout = if info.layout == Layout::Native { Layout::Wrapped } else { info.layout };
                if native != types::OBJECT
                    && native != other
                    && !self.is_subclass(native, other)
                    && !self.is_subclass(other, native)
                    && layout != Layout::Exception
                {
                    return self.type_error("multiple bases have instance lay-out conflict");
                }
                native = other;
            }
        }
        let flag = |cx: &Self, get: fn(&Class) -> bool| bases.iter().any(|base| get(cx.class(*base)));
        let (getattr, getattribute, setattr, descriptors) = (
            flag(self, |class| class.has_getattr),
            flag(self, |class| class.has_getattribute),
            flag(self, |class| class.has_setattr),
            flag(self, |class| class.has_data_descriptors),
        );
        let _ = first;
        let class = Class {
            name: name.into(),
            qualname: name.into(),
            module: "__main__".into(),
            bases: if bases.is_empty() { vec![types::OBJECT] } else { bases.clone() },
            mro: Vec::new(),
            meta,
            attrs: Vec::new(),
            layout,
            native,
            shape: 0,
            slots: None,
            has_getattr: getattr,
            has_getattribute: getattribute,
            has_setattr: setattr,
            has_data_descriptors: descriptors,
            has_abstract: false,
            subclasses: Vec::new(),
        };
        let at = self.heap.alloc_sized(Object::Class(Box::new(class)));
        let names = if layout == Layout::Wrapped { vec![WRAPPED] } else { Vec::new() };
        let shape = self.heap.add_shape(at, names);
        let mut full = vec![at];
        full.extend(mro);
        if let Object::Class(class) = self.heap.get_mut(at) {
            class.mro = full;
            class.shape = shape;
        }
        for base in &bases {
            if base.0 >= self.heap.permanent
                && let Object::Class(base) = self.heap.get_mut(*base)
            {
                base.subclasses.push(at);
            }
        }
        for (name, value) in attrs {
            let text = self.heap.names.text(name).clone();
            match &*text {
                "__slots__" => {
                    let items = match self.text(value) {
                        Some(one) => vec![one],
                        None => {
                            let items = self.native_items(value)?.unwrap_or_default();
                            items.into_iter().filter_map(|item| self.text(item)).collect()
                        }
                    };
                    let slots: Vec<Name> = items.iter().map(|item| self.heap.intern(item)).collect();
                    let dict = items.iter().any(|item| &**item == "__dict__");
                    if let Object::Class(class) = self.heap.get_mut(at) {
                        class.slots = (!dict).then_some(slots);
                    }
                    self.set_class_attr(at, name, value);
                }
                "__qualname__" | "__module__" => self.set_class_attr(at, name, value),
                // These are class or static methods without saying so.
                "__init_subclass__" | "__class_getitem__" if self.function(value).is_some() => {
                    let method = self.heap.value(Object::ClassMethod(value));
                    self.set_class_attr(at, name, method);
                }
                "__new__" if self.function(value).is_some() => {
                    let method = self.heap.value(Object::StaticMethod(value));
                    self.set_class_attr(at, name, method);
                }
                _ => self.set_class_attr(at, name, value),
            }
        }
        // A class with equality and no hash of its own cannot be hashed.
        let (eq, hash) = (self.heap.intern("__eq__"), self.heap.intern("__hash__"));
        let own = |cx: &Self, name: Name| cx.class(at).attrs.iter().any(|attr| attr.0 == name);
        if own(self, eq) && !own(self, hash) {
            self.set_class_attr(at, hash, Value::None);
        }
        Ok(at)
    }

    /// C3 linearisation, after the class itself.
    fn linearise(&mut self, bases: &[Ref]) -> Out<Vec<Ref>> {
        let mut lists: Vec<Vec<Ref>> = bases.iter().map(|base| self.class(*base).mro.clone()).collect();
        lists.push(bases.to_vec());
        let mut result = Vec::new();
        loop {
            lists.retain(|list| !list.is_empty());
            if lists.is_empty() {
                break;
            }
            let next = lists.iter().map(|list| list[0]).find(|head| !lists.iter().any(|list| list[1..].contains(head)));
            let Some(next) = next else {
                let names: Vec<String> = bases.iter().map(|base| self.class_name(*base)).collect();
                return self.type_error(format!(
                    "Cannot create a consistent method resolution order (MRO) for bases {}",
                    names.join(", ")
                ));
            };
            result.push(next);
            for list in &mut lists {
                list.retain(|base| *base != next);
            }
        }
        if !result.contains(&types::OBJECT) {
            result.push(types::OBJECT);
        }
        Ok(result)
    }

    pub fn abstract_names(&self, class: Ref) -> Vec<String> {
        let mut names = Vec::new();
        let Some(flag) = self.heap.names.get("__isabstractmethod__") else { return names };
        for base in &self.class(class).mro {
            for (name, _) in &self.class(*base).attrs {
                let text = self.heap.names.text(*name).to_string();
                if !names.contains(&text)
                    && let Some(found) = self.lookup(class, *name)
                    && self.is_abstract(found, flag)
                {
                    names.push(text);
                }
            }
        }
        names.sort();
        names
    }

    pub fn is_abstract(&self, value: Value, flag: Name) -> bool {
        match value {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Function(function) => {
                    function.attrs.iter().any(|attr| attr.0 == flag && matches!(attr.1, Value::Bool(true)))
                }
                Object::Property(parts) => self.is_abstract(parts[0], flag),
                Object::StaticMethod(inner) | Object::ClassMethod(inner) => self.is_abstract(*inner, flag),
                _ => false,
            },
            _ => false,
        }
    }
}
