//! The library modules, a file each. Those in Python are compiled with the program that imports them.
//!
//! To add one: a file in this folder and its line in `MODULES`.

pub mod attributes;
pub mod digest;
pub mod loops;
pub mod math;
pub mod prelude;
pub mod processes;
pub mod system;
pub mod threads;
pub mod time;
pub mod timers;
pub mod twister;

use std::collections::HashSet;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ModModule, Stmt};

use super::code::Program;
use super::heap::Heap;

macro_rules! modules {
    ($($name:literal $file:literal;)*) => {
        const MODULES: &[(&str, &str)] = &[$(($name, include_str!($file))),*];
    };
}

modules! {
    "math" "math.py";
    "sim" "sim.py";
    "threading" "threading.py";
    "time" "time.py";
    "queue" "queue.py";
    "heapq" "heapq.py";
    "typing" "typing.py";
    "dataclasses" "dataclasses.py";
    "concurrent" "concurrent.py";
    "concurrent.futures" "futures.py";
    "random" "random.py";
    "collections" "collections.py";
    "itertools" "itertools.py";
    "functools" "functools.py";
    "contextlib" "contextlib.py";
    "abc" "abc.py";
    "asyncio" "asyncio/package.py";
    "asyncio.base_events" "asyncio/base_events.py";
    "asyncio.events" "asyncio/events.py";
    "asyncio.exceptions" "asyncio/exceptions.py";
    "asyncio.futures" "asyncio/futures.py";
    "asyncio.locks" "asyncio/locks.py";
    "asyncio.queues" "asyncio/queues.py";
    "asyncio.runners" "asyncio/runners.py";
    "asyncio.taskgroups" "asyncio/taskgroups.py";
    "asyncio.tasks" "asyncio/tasks.py";
    "asyncio.timeouts" "asyncio/timeouts.py";
    "asyncio.waits" "asyncio/waits.py";
    "contextvars" "contextvars.py";
    "os" "os.py";
    "sys" "sys.py";
    "enum" "enum.py";
    "string" "string.py";
    "copy" "copy.py";
    "operator" "operator.py";
    "bisect" "bisect.py";
    "statistics" "statistics.py";
    "traceback" "traceback.py";
    "types" "types.py";
    "collections.abc" "collections_abc.py";
    "datetime" "datetime.py";
    "logging" "logging.py";
    "textwrap" "textwrap.py";
    "json" "json.py";
    "warnings" "warnings.py";
    "atexit" "atexit.py";
    "io" "io.py";
    "pprint" "pprint.py";
    "__future__" "future.py";
    "hashlib" "hashlib.py";
    "timeit" "timeit.py";
    "pickle" "pickle.py";
    "concurrent.futures.process" "process_pool.py";
    "concurrent.futures.interpreter" "interpreter_pool.py";
    "multiprocessing" "multiprocessing/__init__.py";
    "multiprocessing.process" "multiprocessing/process.py";
    "multiprocessing.connection" "multiprocessing/connection.py";
    "multiprocessing.synchronize" "multiprocessing/synchronize.py";
    "multiprocessing.queues" "multiprocessing/queues.py";
    "multiprocessing.sharedctypes" "multiprocessing/sharedctypes.py";
    "multiprocessing.pool" "multiprocessing/pool.py";
    "multiprocessing.managers" "multiprocessing/managers.py";
    "multiprocessing.context" "multiprocessing/context.py";
}

/// What to use instead of what is not there.
const INSTEAD: &[(&str, &str)] = &[
    ("asyncio.open_connection", "use asyncio.Queue between tasks, or asyncio.sleep(seconds) for a request"),
    ("asyncio.start_server", "use asyncio.Queue between tasks"),
    ("asyncio.create_subprocess_exec", "use asyncio.sleep(seconds), or await asyncio.to_thread(sim.cpu, seconds)"),
    ("asyncio.create_subprocess_shell", "use asyncio.sleep(seconds), or await asyncio.to_thread(sim.cpu, seconds)"),
    ("asyncio.eager_task_factory", "use asyncio.create_task"),
    ("requests", "use sim.io(seconds) for a request that takes time"),
    ("httpx", "use sim.io(seconds) for a request that takes time"),
    ("aiohttp", "use asyncio.sleep(seconds) for a request that takes time"),
    ("urllib", "use sim.io(seconds) for a request that takes time"),
    ("socket", "use queue.Queue between threads, or sim.io(seconds)"),
    ("subprocess", "use multiprocessing.Process, or sim.cpu(seconds)"),
    ("numpy", "use lists, or sim.cpu(seconds) for work that only takes time"),
    ("pandas", "use lists and dicts"),
    ("_thread", "use threading"),
    ("signal", "use threading.Event"),
    ("weakref", "objects are not counted here, so nobody could tell when one is gone: use a dict, and delete from it"),
    ("gc", "there is nothing to collect by hand"),
    ("re", "use methods of str: split, find, startswith"),
    ("uuid", "use itertools.count for numbers that differ"),
    ("decimal", "use int, in units of the last digit"),
    ("fractions", "use int for numerators and denominators"),
    ("inspect", "use type, callable, hasattr and __name__"),
    ("secrets", "use random"),
    ("array", "use list, or multiprocessing.Array"),
    ("tempfile", "there are no files: use sim.io(seconds)"),
    ("shutil", "there are no files: use sim.io(seconds)"),
    ("http", "use sim.io(seconds) for a request that takes time"),
    ("tqdm", "use print"),
    ("ctypes", "use typecodes such as 'i' and 'd' for multiprocessing.Value and Array"),
    ("multiprocessing.shared_memory", "use multiprocessing.Value or Array, which processes share"),
    ("multiprocessing.dummy", "use multiprocessing.pool.ThreadPool"),
    ("os.fork", "use multiprocessing.get_context(\"fork\").Process"),
    ("select", "use queue.Queue or asyncio"),
    ("selectors", "use asyncio"),
    ("sched", "use time.sleep or asyncio"),
    ("pathlib", "there are no files: use sim.io(seconds)"),
];

/// Pools of processes come with all of `multiprocessing`: only programs that use them pay for that.
const PROCESS_POOLS: &str = "concurrent.futures.process";
const FUTURES_AND_PROCESSES: &str = concat!(
    include_str!("futures.py"),
    "\nprocess = ProcessPoolExecutor = InterpreterPoolExecutor = None\nimport concurrent.futures.process\n"
);

/// A module's source, in a program that wants these.
pub fn source(name: &str, wanted: &[&str]) -> &'static str {
    if name == "concurrent.futures" && wanted.contains(&PROCESS_POOLS) {
        return FUTURES_AND_PROCESSES;
    }
    MODULES.iter().find(|module| module.0 == name).map_or("", |module| module.1)
}

pub fn missing(name: &str) -> (String, String) {
    let root = name.split('.').next().unwrap_or(name);
    let known = INSTEAD.iter().find(|known| known.0 == name).or_else(|| INSTEAD.iter().find(|known| known.0 == root));
    let instead = known.map_or_else(
        || {
            // Parts of a package that programs do not import by themselves.
            let is_part = |name: &str| name.starts_with("asyncio.") || name.starts_with("multiprocessing.");
            let names: Vec<&str> = MODULES.iter().map(|module| module.0).filter(|name| !is_part(name)).collect();
            format!("there are {}", names.join(", "))
        },
        |known| known.1.to_owned(),
    );
    (format!("the module `{name}` is not supported"), instead)
}

/// Does the module have this name? Asked before running.
pub fn exports(_module: &str, name: &str, program: &Program, heap: &Heap, number: u32) -> bool {
    let Some(module) = program.modules.get(number as usize) else { return true };
    module.code == 0 || module.globals.iter().any(|global| &**heap.names.text(global.0) == name)
}

pub fn missing_name(module: &str, name: &str) -> (String, String) {
    let full = format!("{module}.{name}");
    let instead =
        INSTEAD.iter().find(|known| known.0 == full).map_or("write it in the program itself", |known| known.1);
    (format!("`{name}` of the module `{module}` is not supported"), instead.into())
}

/// The library modules that a program needs, those that others need first.
pub fn wanted(tree: &ModModule) -> Vec<&'static str> {
    let mut finder = Finder { names: Vec::new() };
    for statement in &tree.body {
        finder.visit_stmt(statement);
    }
    let mut order = Vec::new();
    let mut seen = HashSet::new();
    for name in finder.names {
        add(&name, &mut order, &mut seen);
    }
    order
}

fn add(name: &str, order: &mut Vec<&'static str>, seen: &mut HashSet<&'static str>) {
    let Some((name, source)) = MODULES.iter().find(|module| module.0 == name) else { return };
    if !seen.insert(name) {
        return;
    }
    if let Some((parent, _)) = name.rsplit_once('.') {
        add(parent, order, seen);
    }
    if let Ok(tree) = super::parse::module(source) {
        let mut finder = Finder { names: Vec::new() };
        for statement in &tree.body {
            finder.visit_stmt(statement);
        }
        for inner in finder.names {
            add(&inner, order, seen);
        }
    }
    order.push(name);
}

struct Finder {
    names: Vec<String>,
}

impl Finder {
    /// A name that stands for a module which is not loaded without it.
    fn note(&mut self, name: &str) {
        if matches!(name, "ProcessPoolExecutor" | "InterpreterPoolExecutor" | "BrokenProcessPool") {
            self.names.push(PROCESS_POOLS.to_owned());
        }
    }
}

impl<'a> Visitor<'a> for Finder {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    self.names.push(alias.name.to_string());
                    if let Some((parent, _)) = alias.name.split_once('.') {
                        self.names.push(parent.to_owned());
                    }
                }
            }
            Stmt::ImportFrom(import) => {
                if let Some(module) = &import.module {
                    self.names.push(module.to_string());
                    for alias in &import.names {
                        self.note(&alias.name);
                        self.names.push(format!("{module}.{}", alias.name));
                    }
                }
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        if let Expr::Attribute(attribute) = expression {
            self.note(&attribute.attr);
        }
        visitor::walk_expr(self, expression);
    }
}
