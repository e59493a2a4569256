//! Making an instance.

use crate::python::cx::{Cx, Exit, Out};
use crate::python::object::{Instance, Layout, Name, Object};
use crate::python::types;
use crate::python::value::{Ref, Value};

impl Cx<'_> {
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
                let value = crate::python::builtins::construct::native(self, class, args, kw)?;
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
                return Err(Exit::Call(Box::new(crate::python::cx::Call {
                    callee: self.prelude_value("_make_class"),
                    args: {
                        let named = self.keyword_dict(kw);
                        let rest = self.heap.list(full);
                        vec![Value::Ref(class), new.unwrap_or(Value::None), rest, named]
                    },
                    kw: Vec::new(),
                    after: crate::python::cx::After::Result,
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
            return Err(Exit::Call(Box::new(crate::python::cx::Call {
                callee,
                args,
                kw: Vec::new(),
                after: crate::python::cx::After::Result,
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
                        let is_plain = self.check_group(class, args)?;
                        if is_plain
                            && class == types::BASE_EXCEPTION_GROUP
                            && let Value::Ref(at) = value
                            && let Object::Exception(inner) = self.heap.get_mut(at)
                        {
                            inner.class = types::EXCEPTION_GROUP;
                        }
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
                let wrapped = match crate::python::builtins::construct::native(self, native, &mut given, named) {
                    Ok(wrapped) => wrapped,
                    Err(Exit::Call(request)) => {
                        let callee = self.prelude_value("_wrap_new");
                        let inner = self.heap.list(request.args.clone());
                        let rest = self.heap.list(args.clone());
                        let args = vec![Value::Ref(class), request.callee, inner, init.unwrap_or(Value::None), rest];
                        return Err(Exit::Call(Box::new(crate::python::cx::Call {
                            callee,
                            args,
                            kw: Vec::new(),
                            after: crate::python::cx::After::Result,
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

    /// Whether all exceptions of the group are `Exception`s: then it is an `ExceptionGroup`.
    fn check_group(&mut self, class: Ref, args: &[Value]) -> Out<bool> {
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
        let mut is_plain = true;
        for (number, item) in items.iter().enumerate() {
            is_plain &= self.is_instance(*item, types::EXCEPTION);
            if !self.is_instance(*item, types::BASE_EXCEPTION) {
                return self.value_error(format!("Item {number} of second argument (exceptions) is not an exception"));
            }
            if !self.is_instance(*item, types::EXCEPTION) && self.is_subclass(class, types::EXCEPTION_GROUP) {
                return self.type_error("Cannot nest BaseExceptions in an ExceptionGroup");
            }
        }
        Ok(is_plain)
    }
}
