//! The interpreter before any program: types, functions written in Rust, and the prelude compiled, once a process of
//! the host.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::python::builtins::NATIVES;
use crate::python::code::Program;
use crate::python::compile::{self, Builtin, Context};
use crate::python::heap::Heap;
use crate::python::object::{Class, Layout, Object};
use crate::python::value::{Ref, Value};
use crate::python::{library, parse, types};

/// The interpreter before any program: types, and the prelude compiled.
pub(super) struct Base {
    pub(super) heap: Heap,
    pub(super) program: Program,
    pub(super) builtins: HashMap<String, Builtin>,
    pub(super) natives: HashMap<&'static str, u32>,
    pub(super) prelude: HashMap<String, u32>,
}

pub(super) static BASE: LazyLock<Base> = LazyLock::new(Base::new);

impl Base {
    fn new() -> Self {
        let mut heap = Heap::new();
        heap.intern(".wrapped");
        for (name, base) in types::ALL {
            let at = Ref(heap.len() as u32);
            let exception = at.0 >= types::BASE_EXCEPTION.0;
            let layout = match *name {
                "object" => Layout::Object,
                "type" => Layout::Type,
                _ if exception => Layout::Exception,
                _ => Layout::Native,
            };
            let mut mro = vec![at];
            if at != types::OBJECT
                && let Object::Class(class) = heap.get(*base)
            {
                mro.extend(class.mro.iter().copied());
            }
            // ExceptionGroup has two bases.
            let mut bases = if at == types::OBJECT { Vec::new() } else { vec![*base] };
            if at == types::EXCEPTION_GROUP {
                bases.push(types::EXCEPTION);
                mro = vec![at, types::BASE_EXCEPTION_GROUP, types::EXCEPTION, types::BASE_EXCEPTION, types::OBJECT];
            }
            let (module, title) = match name.rsplit_once('.') {
                Some((module, title)) => (module, title),
                None => ("builtins", *name),
            };
            let shown = if *name == "collections.deque" { name } else { &title };
            let class = Class {
                name: (*shown).into(),
                qualname: title.into(),
                module: module.into(),
                bases,
                mro,
                meta: types::TYPE,
                attrs: Vec::new(),
                layout,
                native: if exception { types::BASE_EXCEPTION } else { at },
                shape: 0,
                slots: None,
                has_getattr: false,
                has_getattribute: false,
                has_setattr: false,
                has_data_descriptors: false,
                has_abstract: false,
                subclasses: Vec::new(),
            };
            heap.alloc(Object::Class(Box::new(class)));
            let shape = heap.add_shape(at, Vec::new());
            if let Object::Class(class) = heap.get_mut(at) {
                class.shape = shape;
            }
        }
        heap.empty_str = heap.str_object("".into());
        heap.empty_tuple = Value::Ref(heap.alloc(Object::Tuple(Box::default())));
        heap.chars = (0..128_u8).map(|byte| heap.str_object(char::from(byte).to_string().into())).collect();
        let mut natives = HashMap::new();
        let mut builtins = HashMap::new();
        for (number, native) in NATIVES.iter().enumerate() {
            natives.insert(native.name, number as u32);
            match native.name.rsplit_once('.') {
                Some((kind, method)) => {
                    let class =
                        types::ALL.iter().position(|known| known.0 == kind || known.0.ends_with(&format!(".{kind}")));
                    let name = heap.intern(method);
                    let Some(class) = class else { panic!("no type for {}", native.name) };
                    let value = match method {
                        // Called on the type.
                        "fromkeys" | "fromhex" | "from_bytes" | "__init_subclass__" | "__prepare__" => {
                            heap.value(Object::ClassMethod(Value::Native(number as u32)))
                        }
                        "maketrans" | "__new__" => heap.value(Object::StaticMethod(Value::Native(number as u32))),
                        _ => Value::Native(number as u32),
                    };
                    if let Object::Class(class) = heap.get_mut(Ref(class as u32)) {
                        class.attrs.push((name, value));
                    }
                }
                None if native.name.starts_with("_rt_") => {}
                None => {
                    builtins.insert(native.name.to_owned(), Builtin::Value(Value::Native(number as u32)));
                }
            }
        }
        for (at, (name, _)) in types::ALL.iter().enumerate() {
            let at = Ref(at as u32);
            if types::is_builtin_name(name, at) {
                builtins.insert((*name).to_owned(), Builtin::Value(Value::Ref(at)));
            }
        }
        builtins.insert("NotImplemented".into(), Builtin::Value(Value::NotImplemented));
        builtins.insert("Ellipsis".into(), Builtin::Value(Value::Ellipsis));
        builtins.insert("__debug__".into(), Builtin::Value(Value::Bool(true)));
        for name in ["EnvironmentError", "IOError"] {
            builtins.insert(name.into(), Builtin::Value(Value::Ref(types::OS_ERROR)));
        }
        // Types that only library code names.
        let mut inner = builtins.clone();
        for (at, (name, _)) in types::ALL.iter().enumerate() {
            inner.insert(
                format!("_type_{}", name.rsplit('.').next().unwrap_or(name)),
                Builtin::Value(Value::Ref(Ref(at as u32))),
            );
        }
        let mut program = Program::default();
        let source = library::prelude::SOURCE;
        let tree = parse::module(source).unwrap_or_else(|error| panic!("prelude: {error}"));
        let modules = HashMap::from([("builtins".to_owned(), 0)]);
        let mut cx = Context {
            program: &mut program,
            heap: &mut heap,
            natives: &natives,
            builtins: &inner,
            modules: &modules,
            constants: HashMap::new(),
        };
        compile::module(&mut cx, "builtins", "<builtins>", source, &tree, true)
            .unwrap_or_else(|error| panic!("prelude: {error}"));
        let mut prelude = HashMap::new();
        for (name, slot) in &program.modules[0].globals {
            let text = heap.names.text(*name).to_string();
            prelude.insert(text.clone(), *slot);
            if !matches!(text.as_str(), "__name__" | "__file__" | "__doc__") {
                builtins.insert(text, Builtin::Slot(*slot));
            }
        }
        Self { heap, program, builtins, natives, prelude }
    }
}

/// What a name that no module binds means everywhere.
pub fn builtin(heap: &Heap, name: &str) -> Option<Value> {
    match *BASE.builtins.get(name)? {
        Builtin::Value(value) => Some(value),
        Builtin::Slot(slot) => Some(heap.globals[slot as usize]),
    }
}
