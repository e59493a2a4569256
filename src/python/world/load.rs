//! Loading a program: everything it imports is compiled before anything runs.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::base::BASE;
use super::{Process, World};
use crate::python::compile::{self, Builtin, Context};
use crate::python::cx::Cache;
use crate::python::guest::{Limits, ProcessId, Refused, StartMethod, ThreadId, ThreadStatus, WorldOptions};
use crate::python::object::Object;
use crate::python::value::{Ref, Value};
use crate::python::{library, parse, semantics, types};

impl World {
    /// Compiles a program and everything it imports, ready to run.
    ///
    /// # Errors
    ///
    /// Wrong syntax, and whatever is not supported, with its place.
    pub fn load(source: &str, options: WorldOptions) -> Result<Self, Refused> {
        let base = &*BASE;
        let tree = parse::module(source)?;
        semantics::check(&tree, source)?;
        let mut heap = base.heap.clone();
        let mut program = base.program.clone();
        let wanted = library::wanted(&tree);
        let mut modules = HashMap::from([("builtins".to_owned(), 0)]);
        for name in &wanted {
            let number = modules.len() as u32;
            modules.insert((*name).to_owned(), number);
        }
        let mut builtins = base.builtins.clone();
        for (at, (name, _)) in types::ALL.iter().enumerate() {
            builtins.insert(
                format!("_type_{}", name.rsplit('.').next().unwrap_or(name)),
                Builtin::Value(Value::Ref(Ref(at as u32))),
            );
        }
        let main_module = modules.len() as u32;
        let mut cx = Context {
            program: &mut program,
            heap: &mut heap,
            natives: &base.natives,
            builtins: &builtins,
            modules: &modules,
            constants: HashMap::new(),
        };
        // A module is compiled after those it imports, so that what they export is known.
        for name in &wanted {
            let source = library::source(name, &wanted);
            let file = format!("<{name}>");
            let tree = parse::module(source).unwrap_or_else(|error| panic!("{name}: {error}"));
            compile::module(&mut cx, name, &file, source, &tree, true)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        cx.builtins = &base.builtins;
        cx.modules = &modules;
        let mut with_main = modules.clone();
        with_main.insert("__main__".into(), main_module);
        cx.modules = &with_main;
        library::attributes::check(source, &tree, &modules, cx.program, cx.heap)?;
        compile::module(&mut cx, "__main__", &options.file, source, &tree, false)?;
        if let Some(number) = modules.get("sys") {
            let globals = &program.modules[*number as usize].globals;
            let slot = |name| globals.iter().find(|global| &**heap.names.text(global.0) == name).map(|global| global.1);
            program.stdout = slot("stdout").zip(slot("__stdout__")).map(|(now, first)| [now, first]);
        }
        heap.globals = vec![Value::Undef; program.slots.len()];
        heap.permanent = heap.len() as u32;
        heap.fresh = 0;
        let sites = program.sites.len();
        let mut world = Self {
            options,
            program: Arc::new(program),
            processes: Vec::new(),
            threads: Vec::new(),
            asleep: Vec::new(),
            metas: Vec::new(),
            objects: Vec::new(),
            output: Arc::default(),
            errors: Arc::default(),
            events: Vec::new(),
            labels: Arc::default(),
            tasks: Vec::new(),
            woke: false,
            main_module,
            exception: None,
            prelude: Arc::new(base.prelude.clone()),
            fresh: Arc::default(),
            held: 0,
        };
        world.processes.push(Process {
            heap,
            caches: vec![Cache::default(); sites],
            modules: BTreeMap::new(),
            main_name: "__main__".into(),
            name: "MainProcess".into(),
            main_thread: ThreadId(0),
            exit_code: None,
            exiting: None,
            joiners: Vec::new(),
            method: StartMethod::Spawn,
            handle: Value::None,
            parent: ProcessId(0),
            ends: Vec::new(),
        });
        // The prelude only defines: it runs here, once.
        let program = world.program.clone();
        let prelude = world.with_cx(ThreadId(0), |cx| {
            let code = &program.codes[program.modules[0].code as usize];
            cx.start_module(0);
            if let Value::Ref(at) = cx.module_value(0)
                && let Object::Module(module) = cx.heap.get_mut(at)
            {
                module.started = true;
            }
            cx.make_function(code, Value::None, Value::None, Box::default())
        });
        let id = world.add_thread(ProcessId(0), "MainThread".into(), prelude, Vec::new());
        world.metas[id.0 as usize].status = ThreadStatus::Ready;
        world.run(id, &Limits::default());
        if !world.errors.is_empty() || world.metas[0].status != ThreadStatus::Ended {
            panic!("the prelude failed: {}", String::from_utf8_lossy(&world.errors));
        }
        world.processes[0].heap.settle();
        if wanted.contains(&"multiprocessing.process") {
            let mut fresh = world.processes[0].heap.clone();
            fresh.weigh();
            world.fresh = Arc::new(fresh);
        }
        world.events.clear();
        world.threads.clear();
        world.metas.clear();
        let main = world.processes[0].heap.globals[world.prelude_slot("_main") as usize];
        let id = world.add_thread(ProcessId(0), "MainThread".into(), main, vec![Value::Int(i64::from(main_module))]);
        world.metas[id.0 as usize].status = ThreadStatus::Ready;
        Ok(world)
    }
}
