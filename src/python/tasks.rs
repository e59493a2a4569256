//! What tasks of event loops look like from outside: who waits, for what, who could end the wait. Everything is read
//! from the objects of `asyncio`, which is written in Python; nothing is kept for it while a program runs.

use super::code::Program;
use super::guest::{FrameInfo, SyncKind, TaskInfo, TaskStatus, ThreadId};
use super::heap::Heap;
use super::object::{Generator, Object};
use super::value::{Ref, Value};
use super::world::World;

/// Containers longer than this are not searched for what somebody waits for.
const MOST_SEARCHED: usize = 1000;
/// Tasks among whose variables a name is looked for.
const MOST_TASKS: usize = 100;
/// How deep futures of futures are followed.
const DEEPEST: usize = 16;

/// An attribute of an instance, past its class.
pub fn slot(heap: &Heap, of: Value, name: &str) -> Option<Value> {
    let Value::Ref(at) = of else { return None };
    let Object::Instance(instance) = heap.get(at) else { return None };
    let slot = heap.slot(instance, heap.names.get(name)?)?;
    Some(instance.slots[slot])
}

/// The number of a task; `None` for anything else.
pub fn number(heap: &Heap, task: Value) -> Option<u32> {
    match slot(heap, task, "_number")? {
        Value::Int(number) => u32::try_from(number).ok(),
        _ => None,
    }
}

fn generator(heap: &Heap, value: Value) -> Option<&Generator> {
    let Value::Ref(at) = value else { return None };
    match heap.get(at) {
        Object::Generator(generator) => Some(generator),
        _ => None,
    }
}

/// The coroutines that wait for each other, from a task's own on.
fn chain(heap: &Heap, coroutine: Value) -> Vec<&Generator> {
    let mut found = Vec::new();
    let mut next = coroutine;
    while let Some(inner) = generator(heap, next)
        && found.len() < super::thread::RECURSION_LIMIT
    {
        next = inner.awaiting;
        found.push(inner);
    }
    found
}

/// A function's variables that have a value, with their names.
fn variables<'a>(
    program: &'a Program,
    heap: &'a Heap,
    generator: &'a Generator,
) -> impl Iterator<Item = (&'a str, Value)> {
    let code = &program.codes[generator.code as usize];
    code.locals.iter().enumerate().filter_map(move |(at, name)| {
        let mut value = generator.registers.get(at).copied().unwrap_or_default();
        if code.cell_locals[at]
            && let Value::Ref(cell) = value
            && let Object::Cell(inner) = heap.get(cell)
        {
            value = *inner;
        }
        let name = &**heap.names.text(*name);
        (!value.is_undef() && !name.starts_with('.')).then_some((name, value))
    })
}

/// The line that a coroutine stands at; where it has not begun, its first.
pub fn line(program: &Program, generator: &Generator) -> u32 {
    let code = &program.codes[generator.code as usize];
    let at = (generator.pc as usize).checked_sub(1);
    at.and_then(|at| code.spans.get(at)).map_or(code.first_line, |span| span.line)
}

/// What a task waits for, in words: `sleep`, a task's name, the variable that holds a lock.
pub fn waits_for(program: &Program, heap: &Heap, main: u32, coroutine: Value, future: Value) -> String {
    let of = slot(heap, future, "_of").unwrap_or(Value::None);
    if number(heap, future).is_some() {
        return task_name(heap, future);
    }
    if number(heap, of).is_some() {
        return task_name(heap, of);
    }
    if let Some(text) = heap.text(of) {
        return text.to_string();
    }
    if let Some(label) = slot(heap, of, "_label").and_then(|label| heap.text(label)) {
        return label.to_string();
    }
    if of.is_none() || of.is_undef() {
        return named(program, heap, main, coroutine, future, future).unwrap_or_else(|| "future".into());
    }
    named(program, heap, main, coroutine, future, of).unwrap_or_else(|| class_name(heap, of))
}

fn task_name(heap: &Heap, task: Value) -> String {
    slot(heap, task, "_name").and_then(|name| heap.text(name)).unwrap_or_default().to_string()
}

fn class_name(heap: &Heap, value: Value) -> String {
    let Value::Ref(at) = value else { return String::new() };
    let Object::Instance(instance) = heap.get(at) else { return String::new() };
    match heap.get(heap.shapes[instance.shape as usize].class) {
        Object::Class(class) => class.name.to_string(),
        _ => String::new(),
    }
}

/// The variable, attribute or item of the program that holds an object.
fn named(program: &Program, heap: &Heap, main: u32, coroutine: Value, future: Value, object: Value) -> Option<String> {
    let globals = program.modules[main as usize].globals.iter().filter_map(|(name, slot)| {
        let value = heap.globals.get(*slot as usize).copied().unwrap_or_default();
        (!value.is_undef()).then(|| (&**heap.names.text(*name), value))
    });
    let own = |generator: &&Generator| !program.codes[generator.code as usize].hidden;
    let locals = |coroutine: Value| {
        let innermost_first = chain(heap, coroutine).into_iter().rev().filter(own);
        innermost_first.flat_map(|generator| variables(program, heap, generator))
    };
    let find = |known: Vec<(&str, Value)>| {
        let itself = known.iter().find(|(_, value)| value.same(object)).map(|(name, _)| (*name).to_owned());
        itself.or_else(|| known.iter().find_map(|(name, value)| inside(heap, name, *value, object)))
    };
    // Who waits may have no variable of its own for it: another task made it.
    find(globals.chain(locals(coroutine)).collect()).or_else(|| {
        let event_loop = slot(heap, future, "_loop")?;
        let Some(Value::Ref(tasks)) = slot(heap, event_loop, "_tasks") else { return None };
        let Object::Dict(tasks) = heap.get(tasks) else { return None };
        let others = tasks.iter().take(MOST_TASKS).filter_map(|entry| slot(heap, entry.key, "_coro"));
        find(others.flat_map(locals).collect())
    })
}

/// Where in a container or an instance an object is.
fn inside(heap: &Heap, name: &str, value: Value, object: Value) -> Option<String> {
    let Value::Ref(at) = value else { return None };
    let item = |items: &[Value]| {
        let at = items.iter().take(MOST_SEARCHED).position(|item| item.same(object))?;
        Some(format!("{name}[{at}]"))
    };
    match heap.get(at) {
        Object::List(items) => item(items),
        Object::Tuple(items) => item(items),
        Object::Dict(dict) => {
            let entry = dict.iter().take(MOST_SEARCHED).find(|entry| entry.value.same(object))?;
            match (entry.key, heap.text(entry.key)) {
                (_, Some(text)) => Some(format!("{name}[\"{text}\"]")),
                (Value::Int(key), None) => Some(format!("{name}[{key}]")),
                _ => Some(format!("{name}[…]")),
            }
        }
        Object::Instance(instance) => {
            let at = instance.slots.iter().position(|slot| slot.same(object))?;
            let attribute = heap.shapes[instance.shape as usize].names.get(at)?;
            Some(format!("{name}.{}", heap.names.text(*attribute)))
        }
        _ => None,
    }
}

/// The tasks that could end the wait for a future.
fn holders(heap: &Heap, future: Value, depth: usize, found: &mut Vec<u32>) {
    if depth > DEEPEST || found.len() > MOST_SEARCHED {
        return;
    }
    if let Some(number) = number(heap, future) {
        let is_pending = slot(heap, future, "_state").and_then(|state| heap.text(state));
        if is_pending.as_deref() == Some("PENDING") && !found.contains(&number) {
            found.push(number);
        }
        return;
    }
    let of = slot(heap, future, "_of").unwrap_or(Value::None);
    for parent in [future, of] {
        let children = ["_children", "_tasks"].into_iter().find_map(|name| slot(heap, parent, name));
        if let Some(Value::Ref(children)) = children {
            let children: Vec<Value> = match heap.get(children) {
                Object::List(items) => items.clone(),
                Object::Dict(dict) => dict.iter().map(|entry| entry.key).collect(),
                _ => Vec::new(),
            };
            for child in children {
                holders(heap, child, depth + 1, found);
            }
            return;
        }
    }
    if let Some(holder) = slot(heap, of, "_holder").and_then(|holder| number(heap, holder)) {
        found.push(holder);
    } else if slot(heap, of, "_state").is_some() {
        holders(heap, of, depth + 1, found);
    }
}

impl World {
    /// A task's name. Tasks of event loops are numbered from 0, in the order of their creation.
    ///
    /// # Panics
    ///
    /// If there is no such task.
    pub fn task_name(&self, number: u32) -> &str {
        &self.tasks[number as usize]
    }

    /// The tasks of event loops that are not done, in the order of their creation.
    pub fn tasks(&self) -> Vec<TaskInfo> {
        let mut tasks = Vec::new();
        for object in self.objects.iter().filter(|object| object.kind == SyncKind::Loop) {
            let heap = &self.processes[object.process.0 as usize].heap;
            let Some(&event_loop) = object.items.front() else { continue };
            let thread = match slot(heap, event_loop, "_thread") {
                Some(Value::Int(ident)) => u32::try_from(ident - 1).ok().map(ThreadId),
                _ => None,
            };
            let running = slot(heap, event_loop, "_task").and_then(|task| number(heap, task));
            let Some(Value::Ref(all)) = slot(heap, event_loop, "_tasks") else { continue };
            let Object::Dict(all) = heap.get(all) else { continue };
            tasks.extend(all.iter().filter_map(|entry| self.task(heap, entry.key, thread, running)));
        }
        tasks.sort_by_key(|task| task.number);
        tasks
    }

    fn task(&self, heap: &Heap, task: Value, thread: Option<ThreadId>, running: Option<u32>) -> Option<TaskInfo> {
        let number = number(heap, task)?;
        let coroutine = slot(heap, task, "_coro")?;
        let future = slot(heap, task, "_waits_for").filter(|future| !future.is_none());
        let is_waiting = future.is_some_and(|future| {
            let state = slot(heap, future, "_state").and_then(|state| heap.text(state));
            state.as_deref() == Some("PENDING")
        });
        let mut held_by = Vec::new();
        let mut on = String::new();
        if let Some(future) = future.filter(|_| is_waiting) {
            on = waits_for(&self.program, heap, self.main_module, coroutine, future);
            holders(heap, future, 0, &mut held_by);
        }
        let own = |generator: &&Generator| !self.program.codes[generator.code as usize].hidden;
        let frames = chain(heap, coroutine).into_iter().filter(own).map(|generator| self.task_frame(heap, generator));
        let frames: Vec<FrameInfo> = frames.collect();
        let status = match running == Some(number) {
            true => TaskStatus::Running,
            false if is_waiting => TaskStatus::Waiting,
            false => TaskStatus::Ready,
        };
        Some(TaskInfo {
            number,
            name: task_name(heap, task),
            thread,
            status,
            waits_for: on,
            held_by,
            line: frames.last().map_or(0, |frame| frame.line),
            frames,
        })
    }

    fn task_frame(&self, heap: &Heap, generator: &Generator) -> FrameInfo {
        let code = &self.program.codes[generator.code as usize];
        let short = |(name, value): (&str, Value)| (name.to_owned(), super::show::short(&self.program, heap, value));
        FrameInfo {
            function: code.name.to_string(),
            file: self.program.modules[code.module as usize].file.to_string(),
            line: line(&self.program, generator),
            locals: variables(&self.program, heap, generator).map(short).collect(),
        }
    }
}

/// `f() running at program.py:3`, as a task's `repr` has it.
pub fn coroutine_text(program: &Program, heap: &Heap, coroutine: Value) -> String {
    use super::object::GeneratorState;
    let Some(inner) = generator(heap, coroutine) else { return String::new() };
    let code = &program.codes[inner.code as usize];
    let name = heap.text(inner.qualname).unwrap_or_default();
    let file = &program.modules[code.module as usize].file;
    match inner.state {
        GeneratorState::Done => format!("{name}() done, defined at {file}:{}", code.first_line),
        _ => format!("{name}() running at {file}:{}", line(program, inner)),
    }
}

/// Every object of the heap that a condition holds for.
pub fn find(heap: &Heap, wanted: impl Fn(&Object) -> bool) -> Vec<Value> {
    (0..heap.len() as u32).map(Ref).filter(|at| wanted(heap.get(*at))).map(Value::Ref).collect()
}
