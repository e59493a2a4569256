//! Functions and modules as objects.

use std::sync::Arc;

use crate::python::code::Code;
use crate::python::cx::Cx;
use crate::python::object::{Function, Name, Object};
use crate::python::value::Value;

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
        let module = crate::python::object::Module { name, number, attrs: Vec::new(), started: false };
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
}
