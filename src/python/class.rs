//! Making things: classes and their instances, functions, exceptions to raise.

use std::sync::Arc;

use super::code::Code;
use super::cx::{Cx, Exit, Out};
use super::heap::WRAPPED;
use super::object::{Class, Function, Instance, Layout, Name, Object};
use super::types;
use super::value::{Ref, Value};

impl Cx<'_> {
    pub fn make_function(&mut self, code: &Code, defaults: Value, keyword: Value, cells: Box<[Value]>) -> Value {
        let items = |cx: &Self, value: Value| match value {
            Value::Ref(at) => match cx.heap.get(at) {
                Object::Tuple(items) => items.clone(),
                _ => Box::default(),
            },
            _ => Box::default(),
        };
        let defaults = items(self, defaults);
        let kw_defaults = items(self, keyword);
        let name = self.heap.str_object(code.name.clone());
        let qualname = self.heap.str_object(code.qualname.clone());
        let doc = match &code.doc {
            Some(doc) => self.heap.str_object(doc.clone()),
            None => Value::None,
        };
        let module_name = self.module_name(code.module);
        let module = self.heap.str(&module_name);
        let function = Function {
            code: code.number,
            name,
            qualname,
            defaults,
            kw_defaults,
            cells,
            attrs: Vec::new(),
            doc,
            module,
        };
        self.heap.value(Object::Function(Box::new(function)))
    }

    pub fn module_name(&self, number: u32) -> Arc<str> {
        let module = &self.program.modules[number as usize];
        if number == self.world.main_module {
            self.world.processes[self.process].main_name.clone()
        } else {
            module.name.clone()
        }
    }

    /// The module object with this number, made when first asked for.
    pub fn module_value(&mut self, number: u32) -> Value {
        if let Some(module) = self.world.processes[self.process].modules.get(&number) {
            return *module;
        }
        let name = self.module_name(number);
        let module = super::object::Module { name, number, attrs: Vec::new(), started: false };
        let value = self.heap.value(Object::Module(Box::new(module)));
        self.world.processes[self.process].modules.insert(number, value);
        value
    }

    /// Gives a module that is about to run its name.
    pub fn start_module(&mut self, number: u32) {
        let name = self.module_name(number);
        let module = &self.program.modules[number as usize];
        let file = module.file.clone();
        let slots: Vec<(Name, u32)> = module.globals.iter().take(3).copied().collect();
        let name = self.heap.str(&name);
        let file = self.heap.str(&file);
        for (slot, value) in slots.iter().zip([name, file, Value::None]) {
            self.heap.globals[slot.1 as usize] = value;
        }
    }

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

    /// A fresh instance of a class of the program's own.
    pub fn new_instance(&mut self, class: Ref, wrapped: Value) -> Value {
        let info = self.class(class);
        if info.layout == Layout::Exception {
            let args = self.heap.empty_tuple;
            return self.exception_of(class, args);
        }
        let slots = if info.layout == Layout::Wrapped { vec![wrapped] } else { Vec::new() };
        let shape = info.shape;
        Value::Ref(self.heap.alloc(Object::Instance(Instance { shape, slots })))
    }

    /// Calls a class: the instance, and its `__init__` if that is a function to call.
    pub fn instantiate(
        &mut self,
        class: Ref,
        args: &mut Vec<Value>,
        kw: &[(Name, Value)],
    ) -> Out<(Value, Option<Value>)> {
        let info = self.class(class);
        match info.layout {
            Layout::Native => {
                let value = super::builtins::construct::native(self, class, args, kw)?;
                return Ok((value, None));
            }
            Layout::Type if class == types::TYPE || self.class(class).native == types::TYPE => {
                // Metaclasses: `type(x)` and `type(name, bases, namespace)`.
                if class == types::TYPE && args.len() == 1 {
                    return Ok((Value::Ref(self.type_of(args[0])), None));
                }
                let new = self.lookup_text(class, "__new__").filter(|new| !self.is_native_function(*new));
                let mut full = vec![Value::Ref(class)];
                full.append(args);
                return Err(Exit::Call(Box::new(super::cx::Call {
                    callee: self.prelude_value("_make_class"),
                    args: {
                        let named = self.keyword_dict(kw);
                        let rest = self.heap.list(full);
                        vec![Value::Ref(class), new.unwrap_or(Value::None), rest, named]
                    },
                    kw: Vec::new(),
                    after: super::cx::After::Result,
                })));
            }
            _ => {}
        }
        if info.has_abstract {
            let names = self.abstract_names(class);
            let name = self.class_name(class);
            if !names.is_empty() {
                let list = names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
                let (plural, word) = if names.len() == 1 { ("", "method") } else { ("s", "method") };
                return self.type_error(format!(
                    "Can't instantiate abstract class {name} without an implementation for abstract {word}{plural} {list}"
                ));
            }
        }
        let init = self.lookup_text(class, "__init__").filter(|init| !matches!(init, Value::Native(_)));
        let new = self.lookup_text(class, "__new__").filter(|new| !self.is_native_function(*new));
        if let Some(new) = new {
            let named = self.keyword_dict(kw);
            let rest = self.heap.list(std::mem::take(args));
            let callee = self.prelude_value("_new_then_init");
            let args = vec![Value::Ref(class), new, init.unwrap_or(Value::None), rest, named];
            return Err(Exit::Call(Box::new(super::cx::Call {
                callee,
                args,
                kw: Vec::new(),
                after: super::cx::After::Result,
            })));
        }
        let info = self.class(class);
        match info.layout {
            Layout::Exception => {
                let given = self.heap.tuple(args.clone());
                let value = self.exception_of(class, given);
                if init.is_none() {
                    if let Some((name, _)) = kw.first() {
                        let known = ["name", "path", "obj"].contains(&&**self.heap.names.text(*name));
                        if !known {
                            let name = self.class_name(class);
                            return self.type_error(format!("{name}() takes no keyword arguments"));
                        }
                        for (name, given) in kw {
                            let name = self.heap.names.text(*name).clone();
                            self.set_exception_attr(value, &name, *given);
                        }
                    }
                    if self.is_subclass(class, types::BASE_EXCEPTION_GROUP) {
                        self.check_group(class, args)?;
                    }
                    if self.is_subclass(class, types::OS_ERROR) && args.len() >= 2 {
                        let strerror = args[1];
                        self.set_exception_attr(value, "strerror", strerror);
                    }
                }
                Ok((value, init))
            }
            Layout::Wrapped => {
                let native = info.native;
                // Mutable containers are filled by `__init__`; the others need their value now.
                let mutable =
                    matches!(native, types::LIST | types::DICT | types::SET | types::DEQUE | types::BYTEARRAY);
                let mut given = if mutable && init.is_some() { Vec::new() } else { args.clone() };
                let named = if mutable && init.is_some() { &[] } else { kw };
                if init.is_some() && !mutable {
                    given.truncate(1);
                }
                let wrapped = match super::builtins::construct::native(self, native, &mut given, named) {
                    Ok(wrapped) => wrapped,
                    Err(Exit::Call(request)) => {
                        let callee = self.prelude_value("_wrap_new");
                        let inner = self.heap.list(request.args.clone());
                        let rest = self.heap.list(args.clone());
                        let args = vec![Value::Ref(class), request.callee, inner, init.unwrap_or(Value::None), rest];
                        return Err(Exit::Call(Box::new(super::cx::Call {
                            callee,
                            args,
                            kw: Vec::new(),
                            after: super::cx::After::Result,
                        })));
                    }
                    Err(exit) => return Err(exit),
                };
                Ok((self.new_instance(class, wrapped), init))
            }
            _ => {
                if init.is_none() && (!args.is_empty() || !kw.is_empty()) {
                    let name = self.class_name(class);
                    return self.type_error(format!("{name}() takes no arguments"));
                }
                Ok((self.new_instance(class, Value::None), init))
            }
        }
    }

    /// Written in Rust, or a static method that is.
    fn is_native_function(&self, value: Value) -> bool {
        match value {
            Value::Native(_) => true,
            Value::Ref(at) => matches!(self.heap.get(at), Object::StaticMethod(Value::Native(_))),
            _ => false,
        }
    }

    fn check_group(&mut self, class: Ref, args: &[Value]) -> Out<()> {
        let [message, exceptions] = args else {
            let n = args.len();
            return self.type_error(format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({n} given)"));
        };
        if self.text(*message).is_none() {
            let name = self.type_name(*message);
            return self.type_error(format!("argument 1 must be str, not {name}"));
        }
        let items = self.native_items(*exceptions)?.unwrap_or_default();
        if items.is_empty() {
            return self.value_error("second argument (exceptions) must be a non-empty sequence");
        }
        for (number, item) in items.iter().enumerate() {
            if !self.is_instance(*item, types::BASE_EXCEPTION) {
                return self.value_error(format!("Item {number} of second argument (exceptions) is not an exception"));
            }
            if !self.is_instance(*item, types::EXCEPTION) && self.is_subclass(class, types::EXCEPTION_GROUP) {
                return self.type_error("Cannot nest BaseExceptions in an ExceptionGroup");
            }
        }
        Ok(())
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

    // Exceptions.

    /// What `raise value from cause` raises.
    pub fn raisable(&mut self, value: Value, cause: Value) -> Out {
        let Value::Ref(at) = value else { return self.type_error("exceptions must derive from BaseException") };
        match self.heap.get(at) {
            Object::Exception(_) => {
                if !cause.is_undef() {
                    let cause = match cause {
                        Value::None => Value::Undef,
                        Value::Ref(of) => match self.heap.get(of) {
                            Object::Exception(_) => cause,
                            Object::Class(_) if self.is_subclass(of, types::BASE_EXCEPTION) => {
                                self.exception(of, Vec::new())
                            }
                            _ => return self.type_error("exception causes must derive from BaseException"),
                        },
                        _ => return self.type_error("exception causes must derive from BaseException"),
                    };
                    if let Object::Exception(inner) = self.heap.get_mut(at) {
                        inner.cause = cause;
                        inner.suppress = true;
                    }
                }
                Ok(value)
            }
            Object::Class(_) if self.is_subclass(at, types::BASE_EXCEPTION) => {
                let own = self.lookup_text(at, "__init__").is_some_and(|init| !matches!(init, Value::Native(_)));
                if own {
                    return self.call(value, Vec::new());
                }
                let exception = self.exception(at, Vec::new());
                self.raisable(exception, cause)
            }
            _ => self.type_error("exceptions must derive from BaseException"),
        }
    }

    /// Does an `except` clause with this class (or tuple of classes) take the exception?
    pub fn matches(&mut self, exception: Value, class: Value) -> Out<bool> {
        let Value::Ref(at) = class else {
            return self.type_error("catching classes that do not inherit from BaseException is not allowed");
        };
        match self.heap.get(at) {
            Object::Tuple(classes) => {
                for class in classes.to_vec() {
                    if self.matches(exception, class)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Object::Class(_) if self.is_subclass(at, types::BASE_EXCEPTION) => Ok(self.is_instance(exception, at)),
            _ => self.type_error("catching classes that do not inherit from BaseException is not allowed"),
        }
    }

    pub fn traceback_of(&mut self, exception: Value) -> Value {
        let trace = match exception {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Exception(inner) => inner.trace.clone(),
                _ => return Value::None,
            },
            _ => return Value::None,
        };
        if trace.is_empty() { Value::None } else { self.heap.value(Object::Traceback(Box::new(trace))) }
    }
}
