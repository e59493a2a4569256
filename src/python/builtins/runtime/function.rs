//! Functions, generators and modules, from the interpreter's own code.

use crate::python::builtins::functions::module_dict;
use crate::python::cx::{Exit, NativeFn};
use crate::python::object::Object;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_undef", |_, _| Ok(Value::Undef)),
    ("_rt_global_or_undef", |cx, a| {
        let Value::Int(slot) = a.get(0) else { return Ok(Value::Undef) };
        let value = cx.heap.globals[slot as usize];
        if !value.is_undef() {
            return Ok(value);
        }
        // What the name means everywhere shows through.
        let name = cx.program.slots[slot as usize].0;
        let name = cx.heap.names.text(name).clone();
        Ok(crate::python::world::builtin(&cx.heap, &name).unwrap_or_default())
    }),
    ("_rt_annotate", |cx, a| {
        // (namespace, name, source of the annotation)
        let key = cx.heap.str("__annotations__");
        let all = match cx.dict_get(a.get(0), key)? {
            Some(all) => all,
            None => {
                let all = cx.heap.dict(Default::default());
                cx.set_item(a.get(0), key, all)?;
                all
            }
        };
        cx.set_item(all, a.get(1), a.get(2))?;
        Ok(Value::None)
    }),
    ("_rt_is_function", |cx, a| Ok(Value::Bool(cx.function(a.get(0)).is_some()))),
    ("_rt_generator_kind", |cx, a| {
        use crate::python::object::GeneratorKind;
        Ok(Value::Int(match a.get(0) {
            Value::Ref(at) => match cx.heap.get(at) {
                Object::Generator(generator) => match generator.kind {
                    GeneratorKind::Generator => 1,
                    GeneratorKind::Coroutine => 2,
                    GeneratorKind::AsyncGenerator => 3,
                },
                _ => 0,
            },
            _ => 0,
        }))
    }),
    ("_rt_function_kind", |cx, a| {
        use crate::python::object::GeneratorKind;
        let code = match cx.function(a.get(0)) {
            Some(function) => function.code,
            None => match a.get(0) {
                Value::Ref(at) => match cx.heap.get(at) {
                    Object::Method(pair) => match cx.function(pair.0) {
                        Some(function) => function.code,
                        None => return Ok(Value::Int(0)),
                    },
                    _ => return Ok(Value::Int(0)),
                },
                _ => return Ok(Value::Int(0)),
            },
        };
        Ok(Value::Int(match cx.program.codes[code as usize].generator {
            None => 0,
            Some(GeneratorKind::Generator) => 1,
            Some(GeneratorKind::Coroutine) => 2,
            Some(GeneratorKind::AsyncGenerator) => 3,
        }))
    }),
    ("_rt_resume", |cx, a| {
        // (generator, value): whatever it yields or awaits comes back.
        let Value::Ref(generator) = a.get(0) else { return cx.type_error("not a generator") };
        let resume = crate::python::cx::Resume { generator, value: a.get(1), throws: false, default: Value::Undef };
        Err(Exit::Resume(Box::new(resume)))
    }),
    ("_rt_throw", |cx, a| {
        let Value::Ref(generator) = a.get(0) else { return cx.type_error("not a generator") };
        let value = cx.raisable(a.get(1), Value::Undef)?;
        let resume = crate::python::cx::Resume { generator, value, throws: true, default: Value::Undef };
        Err(Exit::Resume(Box::new(resume)))
    }),
    ("_rt_yielded", |cx, a| {
        // Did an asynchronous generator yield this, rather than await it? A tuple of one, or None.
        if let Value::Ref(at) = a.get(0)
            && let Object::Alias(pair) = cx.heap.get(at)
            && pair.0.is_undef()
        {
            let value = pair.1;
            return Ok(cx.heap.tuple(vec![value]));
        }
        Ok(Value::None)
    }),
    ("_rt_run_module", |cx, a| {
        let number = cx.int_arg(a.get(0))? as u32;
        let program = cx.program.clone();
        let module = cx.module_value(number);
        if let Value::Ref(at) = module
            && let Object::Module(module) = cx.heap.get_mut(at)
        {
            module.started = true;
        }
        cx.start_module(number);
        let code = &program.codes[program.modules[number as usize].code as usize];
        let function = cx.make_function(code, Value::None, Value::None, Box::default());
        cx.call(function, Vec::new())
    }),
    ("_rt_code_names", |cx, a| {
        // (function): the names of its parameters.
        let Some(function) = cx.function(a.get(0)) else { return Ok(cx.heap.empty_tuple) };
        let program = cx.program.clone();
        let code = &program.codes[function.code as usize];
        let count = code.positional as usize + code.keyword_only as usize;
        let names = code.locals[..count].iter().map(|name| cx.heap.name_str(*name)).collect();
        Ok(cx.heap.tuple(names))
    }),
    ("_rt_module_dict_of", |cx, a| {
        let Value::Ref(at) = a.get(0) else { return Ok(Value::None) };
        let Object::Module(module) = cx.heap.get(at) else { return Ok(Value::None) };
        let number = module.number;
        Ok(module_dict(cx, number))
    }),
];
