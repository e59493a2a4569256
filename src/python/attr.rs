//! Attributes: instances, classes, modules, functions, exceptions, `super()`; with inline caches for the common cases.

use super::cx::{Cache, Cx, Exit, Out};
use super::heap::WRAPPED;
use super::object::{Name, Object};
use super::types;
use super::value::{Ref, Value};

impl Cx<'_> {
    pub fn load_attr(&mut self, of: Value, site: u32) -> Out {
        let name = self.program.sites[site as usize];
        if let Value::Ref(at) = of
            && let Object::Instance(instance) = self.heap.get(at)
        {
            let shape = instance.shape;
            let class = self.heap.shapes[shape as usize].class;
            let info = self.class(class);
            if !info.has_getattribute
                && let Some(slot) = self.heap.slot(instance, name)
                && (!info.has_data_descriptors || !self.is_data_descriptor(class, name))
            {
                let value = instance.slots[slot];
                if !value.is_undef() {
                    self.cache(
                        site,
                        Cache { key: shape, epoch: self.heap.epoch, slot: slot as u32, value: Value::Undef },
                    );
                    return Ok(value);
                }
            }
        }
        self.get_attr(of, name)
    }

    fn cache(&mut self, site: u32, cache: Cache) {
        self.world.processes[self.process].caches[site as usize] = cache;
    }

    fn is_data_descriptor(&self, class: Ref, name: Name) -> bool {
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

    pub fn set_exception_attr(&mut self, exception: Value, name: &str, value: Value) {
        let name = self.heap.intern(name);
        if let Value::Ref(at) = exception
            && let Object::Exception(inner) = self.heap.get_mut(at)
        {
            set_pair(&mut inner.attrs, name, value);
        }
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
                if &**self.heap.names.text(name) == "__dict__" {
                    return self.prelude("_rt_module_dict_of", vec![of]);
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
        super::builtins::attributes::native_attribute(self, of, &text)
    }

    fn exception_attr(&mut self, of: Value, at: Ref, class: Ref, name: Name) -> Out<Option<Value>> {
        let Object::Exception(inner) = self.heap.get(at) else { return Ok(None) };
        if let Some(found) = inner.attrs.iter().find(|attr| attr.0 == name) {
            return Ok(Some(found.1));
        }
        let (args, cause, context, suppress) = (inner.args, inner.cause, inner.context, inner.suppress);
        let text = self.heap.names.text(name).clone();
        let first = match args {
            Value::Ref(args) => match self.heap.get(args) {
                Object::Tuple(items) => items.first().copied().unwrap_or(Value::None),
                _ => Value::None,
            },
            _ => Value::None,
        };
        Ok(Some(match &*text {
            "args" => args,
            "__cause__" => cause.or(Value::None),
            "__context__" => context.or(Value::None),
            "__suppress_context__" => Value::Bool(suppress),
            "__traceback__" => self.traceback_of(of),
            "__notes__" => {
                let Object::Exception(inner) = self.heap.get(at) else { return Ok(None) };
                if inner.notes.is_empty() {
                    return Ok(None);
                }
                let notes = inner.notes.clone();
                self.heap.list(notes)
            }
            "value" if self.is_subclass(class, types::STOP_ITERATION) => first,
            "code" if self.is_subclass(class, types::SYSTEM_EXIT) => first,
            "message" if self.is_subclass(class, types::BASE_EXCEPTION_GROUP) => first,
            "exceptions" if self.is_subclass(class, types::BASE_EXCEPTION_GROUP) => {
                let second = match args {
                    Value::Ref(args) => match self.heap.get(args) {
                        Object::Tuple(items) => items.get(1).copied().unwrap_or(Value::None),
                        _ => Value::None,
                    },
                    _ => Value::None,
                };
                let items = self.native_items(second)?.unwrap_or_default();
                self.heap.tuple(items)
            }
            "errno" if self.is_subclass(class, types::OS_ERROR) => first,
            "__dict__" => self.instance_dict(of)?,
            "__class__" => Value::Ref(class),
            _ => {
                return match self.lookup(class, name) {
                    Some(found) => self.bind(found, of, class).map(Some),
                    None => Ok(None),
                };
            }
        }))
    }

    fn class_attr(&mut self, at: Ref, name: Name) -> Out<Option<Value>> {
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
                self.heap.str(&name)
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
                    Value::Ref(of) => self.heap.value(Object::View { kind: super::object::View::Proxy, of }),
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
        if let Value::Ref(at) = of
            && let Object::Instance(instance) = self.heap.get(at)
        {
            let shape = instance.shape;
            let class = self.heap.shapes[shape as usize].class;
            let info = self.class(class);
            if !info.has_setattr && !info.has_data_descriptors && info.slots.is_none() {
                if let Some(slot) = self.heap.slot(instance, name) {
                    self.cache(
                        site,
                        Cache { key: shape, epoch: self.heap.epoch, slot: slot as u32, value: Value::Undef },
                    );
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

pub fn set_pair(attrs: &mut Vec<(Name, Value)>, name: Name, value: Value) {
    match attrs.iter_mut().find(|attr| attr.0 == name) {
        Some(attr) => attr.1 = value,
        None => attrs.push((name, value)),
    }
}
