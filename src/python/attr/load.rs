//! Reading an attribute: the instance, its class, descriptors, and what each kind of object has of its own.

use crate::python::cx::{Cx, Exit, Out};
use crate::python::heap::WRAPPED;
use crate::python::object::{Name, Object};
use crate::python::types;
use crate::python::value::{Ref, Value};

impl Cx<'_> {
    pub(super) fn is_data_descriptor(&self, class: Ref, name: Name) -> bool {
        match self.lookup(class, name) {
            Some(Value::Ref(at)) => match self.heap.get(at) {
                Object::Property(_) => true,
                Object::Instance(_) => self.special(Value::Ref(at), "__set__").is_some(),
                _ => false,
            },
            _ => false,
        }
    }

    pub fn get_attr(&mut self, of: Value, name: Name) -> Out {
        match self.find_attr(of, name)? {
            Some(value) => Ok(value),
            None => {
                let class = self.type_of(of);
                if let Value::Ref(at) = of
                    && let Object::Instance(_) | Object::Exception(_) = self.heap.get(at)
                    && self.class(class).has_getattr
                    && let Some(method) = self.lookup_text(class, "__getattr__")
                {
                    let text = self.heap.name_str(name);
                    return self.call(method, vec![of, text]);
                }
                self.no_attribute(of, name)
            }
        }
    }

    #[cold]
    pub fn no_attribute<T>(&mut self, of: Value, name: Name) -> Out<T> {
        let attr = self.heap.names.text(name).to_string();
        let message = match of {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Class(class) => format!("type object '{}' has no attribute '{attr}'", class.name),
                Object::Module(module) => format!("module '{}' has no attribute '{attr}'", module.name),
                Object::Super(_) => format!("'super' object has no attribute '{attr}'"),
                _ => format!("'{}' object has no attribute '{attr}'", self.type_name(of)),
            },
            _ => format!("'{}' object has no attribute '{attr}'", self.type_name(of)),
        };
        let text = self.heap.string(message);
        let exception = self.exception(types::ATTRIBUTE_ERROR, vec![text]);
        let attr = self.heap.str(&attr);
        self.set_exception_attr(exception, "name", attr);
        self.set_exception_attr(exception, "obj", of);
        Err(Exit::Raise(exception))
    }

    /// What a class attribute becomes when it is read through an instance.
    pub fn bind(&mut self, value: Value, this: Value, class: Ref) -> Out {
        match value {
            Value::Native(native) => Ok(Value::Ref(self.heap.alloc(Object::NativeMethod { native, this }))),
            Value::Ref(at) => match self.heap.get(at) {
                Object::Function(_) => Ok(Value::Ref(self.heap.alloc(Object::Method(Box::new((value, this)))))),
                Object::Property(parts) => {
                    let getter = parts[0];
                    if getter.is_none() || getter.is_undef() {
                        return self.raise(types::ATTRIBUTE_ERROR, "unreadable attribute");
                    }
                    self.call(getter, vec![this])
                }
                Object::StaticMethod(inner) => Ok(*inner),
                Object::ClassMethod(inner) => {
                    let inner = *inner;
                    self.bind(inner, Value::Ref(class), class)
                }
                Object::Instance(_) => match self.special(value, "__get__") {
                    Some(method) => self.call(method, vec![value, this, Value::Ref(class)]),
                    None => Ok(value),
                },
                _ => Ok(value),
            },
            _ => Ok(value),
        }
    }

    fn find_attr(&mut self, of: Value, name: Name) -> Out<Option<Value>> {
        let class = self.type_of(of);
        let Value::Ref(at) = of else { return self.native_attr(of, class, name) };
        match self.heap.get(at) {
            Object::Instance(instance) => {
                let info = self.class(class);
                if info.has_getattribute
                    && let Some(method) =
                        self.lookup_text(class, "__getattribute__").filter(|method| self.function(*method).is_some())
                {
                    let text = self.heap.name_str(name);
                    return self.call(method, vec![of, text]);
                }
                self.find_instance_attr(of, class, name, instance.shape)
            }
            Object::Class(_) => self.class_attr(at, name),
            Object::Module(module) => {
                let number = module.number;
                if let Some(value) = module.attrs.iter().find(|attr| attr.0 == name) {
                    return Ok(Some(value.1));
                }
                let slot = self.program.modules[number as usize].globals.iter().find(|global| global.0 == name);
                if let Some((_, slot)) = slot {
                    let value = self.heap.globals[*slot as usize];
                    if !value.is_undef() {
                        return Ok(Some(value));
                    }
                }
                let text = self.heap.names.text(name).clone();
                if &*text == "__dict__" {
                    return self.prelude("_rt_module_dict_of", vec![of]);
                }
                if &*module.name == "builtins" && !text.starts_with('_') {
                    return Ok(crate::python::world::builtin(&self.heap, &text));
                }
                // A module of the library may make attributes as they are asked for.
                Ok(None)
            }
            Object::Exception(_) => self.exception_attr(of, at, class, name),
            Object::Super(pair) => {
                let (start, this) = **pair;
                let class = match this {
                    Value::Ref(at) if matches!(self.heap.get(at), Object::Class(_)) && self.is_subclass(at, start) => {
                        at
                    }
                    _ => self.type_of(this),
                };
                let mro = self.class(class).mro.clone();
                let from = mro.iter().position(|base| *base == start).map_or(0, |at| at + 1);
                for base in &mro[from..] {
                    let found = self.class(*base).attrs.iter().find(|attr| attr.0 == name).map(|attr| attr.1);
                    if let Some(found) = found {
                        // `super().__new__` is a static method.
                        if &**self.heap.names.text(name) == "__new__" {
                            return self.unwrap_static(found).map(Some);
                        }
                        let on_class = matches!(this, Value::Ref(at) if at == class && matches!(self.heap.get(at), Object::Class(_)));
                        if on_class && self.function(found).is_some() {
                            return Ok(Some(found));
                        }
                        return self.bind(found, this, class).map(Some);
                    }
                }
                Ok(None)
            }
            Object::Function(function) => {
                if let Some(found) = function.attrs.iter().find(|attr| attr.0 == name) {
                    return Ok(Some(found.1));
                }
                let (title, qualname, doc, module) = (function.name, function.qualname, function.doc, function.module);
                let defaults = function.defaults.to_vec();
                Ok(match &**self.heap.names.text(name) {
                    "__name__" => Some(title),
                    "__qualname__" => Some(qualname),
                    "__doc__" => Some(doc),
                    "__module__" => Some(module),
                    "__defaults__" => Some(if defaults.is_empty() { Value::None } else { self.heap.tuple(defaults) }),
                    "__dict__" => {
                        let attrs = function_attrs(self, at);
                        let pairs: Vec<(std::sync::Arc<str>, Value)> =
                            attrs.iter().map(|attr| (self.heap.names.text(attr.0).clone(), attr.1)).collect();
                        let pairs: Vec<(&str, Value)> = pairs.iter().map(|pair| (&*pair.0, pair.1)).collect();
                        Some(self.dict_of(&pairs))
                    }
                    "__annotations__" => Some(self.dict_of(&[])),
                    "__wrapped__" => None,
                    _ => return self.native_attr(of, class, name),
                })
            }
            Object::Method(pair) => {
                let (function, this) = **pair;
                match &**self.heap.names.text(name) {
                    "__self__" => Ok(Some(this)),
                    "__func__" => Ok(Some(function)),
                    _ => self.find_attr(function, name),
                }
            }
            Object::Alias(pair) => {
                let (origin, args) = **pair;
                match &**self.heap.names.text(name) {
                    "__origin__" => Ok(Some(origin)),
                    "__args__" => Ok(Some(args)),
                    _ => self.find_attr(origin, name),
                }
            }
            _ => self.native_attr(of, class, name),
        }
    }

    fn unwrap_static(&mut self, value: Value) -> Out {
        Ok(match value {
            Value::Ref(at) => match self.heap.get(at) {
                Object::StaticMethod(inner) | Object::ClassMethod(inner) => *inner,
                _ => value,
            },
            _ => value,
        })
    }

    /// As `object.__getattribute__` does it.
    pub fn find_instance_attr(&mut self, of: Value, class: Ref, name: Name, shape: u32) -> Out<Option<Value>> {
        let Value::Ref(at) = of else { return Ok(None) };
        let from_class = self.lookup(class, name);
        if let Some(found) = from_class
            && self.is_data_descriptor(class, name)
        {
            return self.bind(found, of, class).map(Some);
        }
        let slot = self.heap.shapes[shape as usize].names.iter().position(|slot| *slot == name);
        if let Some(slot) = slot
            && let Object::Instance(instance) = self.heap.get(at)
            && let Some(value) = instance.slots.get(slot).filter(|value| !value.is_undef())
        {
            return Ok(Some(*value));
        }
        if let Some(found) = from_class {
            return self.bind(found, of, class).map(Some);
        }
        match &**self.heap.names.text(name) {
            "__class__" => Ok(Some(Value::Ref(class))),
            "__dict__" => {
                if self.class(class).slots.is_some() {
                    return Ok(None);
                }
                self.instance_dict(of).map(Some)
            }
            "__doc__" => Ok(Some(Value::None)),
            "__module__" => {
                let module = self.class(class).module.clone();
                Ok(Some(self.heap.str(&module)))
            }
            _ => {
                let inner = self.heap.unwrap(of);
                if inner.same(of) { Ok(None) } else { self.native_attr(inner, self.type_of(inner), name) }
            }
        }
    }

    /// A copy of the instance's attributes.
    pub fn instance_dict(&mut self, of: Value) -> Out {
        let Value::Ref(at) = of else { return Ok(Value::None) };
        let mut pairs: Vec<(Name, Value)> = Vec::new();
        match self.heap.get(at) {
            Object::Instance(instance) => {
                let names = &self.heap.shapes[instance.shape as usize].names;
                pairs.extend(names.iter().copied().zip(instance.slots.iter().copied()));
                pairs.retain(|pair| pair.0 != WRAPPED && !pair.1.is_undef());
            }
            Object::Exception(inner) => pairs.extend(inner.attrs.iter().copied()),
            _ => {}
        }
        Ok(self.keyword_dict(&pairs))
    }

    /// An attribute of a value of a type written in Rust.
    fn native_attr(&mut self, of: Value, class: Ref, name: Name) -> Out<Option<Value>> {
        if let Some(found) = self.lookup(class, name) {
            return self.bind(found, of, class).map(Some);
        }
        let text = self.heap.names.text(name).clone();
        crate::python::builtins::attributes::native_attribute(self, of, &text)
    }

    pub fn import_from(&mut self, of: Value, name: Name) -> Out {
        match self.find_attr(of, name)? {
            Some(value) => Ok(value),
            None => {
                let text = self.heap.names.text(name).to_string();
                let module = match of {
                    Value::Ref(at) => match self.heap.get(at) {
                        Object::Module(module) => module.name.to_string(),
                        _ => String::new(),
                    },
                    _ => String::new(),
                };
                self.raise(types::IMPORT_ERROR, format!("cannot import name '{text}' from '{module}'"))
            }
        }
    }
}

fn function_attrs(cx: &Cx<'_>, at: Ref) -> Vec<(Name, Value)> {
    match cx.heap.get(at) {
        Object::Function(function) => function.attrs.clone(),
        _ => Vec::new(),
    }
}
