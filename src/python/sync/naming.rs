//! What a synchronisation object is called: the variable that the program keeps it in.
//!
//! `key = threading.Lock()` is read off the line that makes it. What an object of the program's own keeps, and what is in
//! a list or a dict, is looked for from the program's global variables when it is first used. What is found nowhere keeps
//! its kind and number. It searches few steps and few objects deep, and never more than a handful of times.

use crate::python::cx::Cx;
use crate::python::guest::ObjectId;
use crate::python::heap::Heap;
use crate::python::object::Object;
use crate::python::value::Value;

/// How many objects are looked for at most: the others are called by their numbers.
const MOST_NAMED: u32 = 512;
/// How many variables, attributes or items are looked at in one place.
const MOST_LOOKED_AT: usize = 64;
/// How often an object is looked for: it may be used before it is stored.
const MOST_TRIES: u8 = 3;

/// How far naming an object has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Naming {
    tries: u8,
}

impl Naming {
    /// It has its name.
    pub const DONE: Self = Self { tries: MOST_TRIES };

    pub fn is_done(self) -> bool {
        self.tries >= MOST_TRIES
    }
}

/// The variable that a line which makes an object of that `kind` stores it in, if that is all it does.
pub fn variable<'a>(line: &'a str, kind: &str) -> Option<&'a str> {
    let line = line.trim();
    let (target, value) = match line.split_once('=') {
        Some((target, value)) if !value.starts_with('=') => (target.split(':').next()?.trim(), value),
        _ => {
            let (value, target) = line.strip_prefix("with ")?.strip_suffix(':')?.rsplit_once(" as ")?;
            (target, value)
        }
    };
    let class = value.trim().split('(').next()?.rsplit('.').next()?;
    if class != kind {
        return None;
    }
    let is_name = |name: &str| {
        name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
            && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
    };
    is_name(target).then_some(target)
}

/// What an object that is being made is called, where the line that makes it says so.
pub fn at_birth(cx: &Cx<'_>, kind: &str) -> Option<String> {
    if cx.world.objects.len() >= MOST_NAMED as usize {
        return None;
    }
    let line = line_of(cx)?;
    let name = variable(&line, kind)?;
    let is_taken = |name: &str| cx.world.objects.iter().any(|other| other.name == name);
    let mut names = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name} {number}")));
    names.find(|name| !is_taken(name))
}

/// The line of the program that is being executed.
fn line_of(cx: &Cx<'_>) -> Option<String> {
    let code = cx.program.codes.get(cx.place.0 as usize)?;
    let line = code.spans.get(cx.place.1 as usize)?.line;
    let module = cx.program.modules.get(code.module as usize)?;
    Some(module.lines.get((line as usize).checked_sub(1)?)?.to_string())
}

/// Looks for the object's name, if it has none yet.
#[cold]
pub fn settle(cx: &mut Cx<'_>, id: ObjectId) {
    let sync = &mut cx.world.objects[id.0 as usize];
    sync.naming.tries += 1;
    if id.0 >= MOST_NAMED {
        sync.naming = Naming::DONE;
        return;
    }
    // A condition's own lock has no variable.
    let next = ObjectId(id.0 + 1);
    let objects = &cx.world.objects;
    let condition = objects.get(next.0 as usize).filter(|next| next.lock == Some(id)).map(|next| next.naming.is_done());
    if condition == Some(false) {
        settle(cx, next);
    }
    let of_condition = condition.map(|_| &cx.world.objects[next.0 as usize].name).filter(|name| !name.is_empty());
    if let Some(name) = of_condition.map(|name| format!("lock of {name}")).or_else(|| search(cx, id)) {
        let sync = &mut cx.world.objects[id.0 as usize];
        sync.name = name;
        sync.naming = Naming::DONE;
    }
}

fn search(cx: &Cx<'_>, id: ObjectId) -> Option<String> {
    let heap = &cx.heap;
    let module = cx.program.modules.get(cx.world.main_module as usize)?;
    let globals = module.globals.iter().take(MOST_LOOKED_AT * 4);
    let globals: Vec<(String, Value)> = globals
        .map(|(name, slot)| {
            (heap.names.text(*name).to_string(), heap.globals.get(*slot as usize).copied().unwrap_or_default())
        })
        .collect();
    let direct = globals.iter().find(|(_, value)| is(heap, *value, id)).map(|global| global.0.clone());
    direct.or_else(|| {
        globals.iter().find_map(|(name, value)| {
            parts(heap, *value, name).into_iter().find(|(_, part)| is(heap, *part, id)).map(|part| part.0)
        })
    })
}

/// Whether the value is that object, or an object of the library's that is made of it.
fn is(heap: &Heap, value: Value, id: ObjectId) -> bool {
    let Value::Ref(at) = value else { return false };
    match heap.get(at) {
        Object::Sync(sync) => *sync == id,
        Object::Instance(instance) => {
            let names = &heap.shapes[instance.shape as usize].names;
            let own = names.iter().position(|name| &**heap.names.text(*name) == "_sync");
            let own = own.and_then(|slot| instance.slots.get(slot));
            matches!(own, Some(Value::Ref(at)) if matches!(heap.get(*at), Object::Sync(sync) if *sync == id))
        }
        _ => false,
    }
}

/// What an object is made of, and what each part is called.
fn parts(heap: &Heap, value: Value, name: &str) -> Vec<(String, Value)> {
    let Value::Ref(at) = value else { return Vec::new() };
    let numbered = |items: &[Value]| {
        items.iter().take(MOST_LOOKED_AT).enumerate().map(|(at, item)| (format!("{name}[{at}]"), *item)).collect()
    };
    match heap.get(at) {
        Object::List(items) => numbered(items),
        Object::Tuple(items) => numbered(items),
        Object::Dict(dict) => dict
            .iter()
            .take(MOST_LOOKED_AT)
            .filter_map(|entry| {
                let key = match entry.key {
                    Value::Int(key) => key.to_string(),
                    key => format!("'{}'", heap.text(key)?),
                };
                Some((format!("{name}[{key}]"), entry.value))
            })
            .collect(),
        Object::Instance(instance) => {
            let names = heap.shapes[instance.shape as usize].names.iter().zip(&instance.slots).take(MOST_LOOKED_AT);
            names
                .map(|(attribute, value)| {
                    let attribute = heap.names.text(*attribute);
                    // What the library keeps for itself belongs to the whole.
                    let part = match attribute.strip_prefix('_') {
                        Some(own) => format!("{own} of {name}"),
                        None => format!("{name}.{attribute}"),
                    };
                    (part, *value)
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_stores_what_it_makes_names_it() {
        for (line, kind, expect) in [
            ("key = threading.Lock()", "Lock", Some("key")),
            ("    gate: Event = threading.Event()", "Event", Some("gate")),
            ("with Lock() as key:", "Lock", Some("key")),
            ("full = threading.Condition()", "RLock", None),
            ("future = pool.submit(work)", "Condition", None),
            ("self.lock = threading.Lock()", "Lock", None),
            ("one, other = Lock(), Lock()", "Lock", None),
            ("locks = [Lock() for _ in range(3)]", "Lock", None),
            ("if x == Lock():", "Lock", None),
            ("start(threading.Lock())", "Lock", None),
            ("", "Lock", None),
        ] {
            assert_eq!(variable(line, kind), expect, "{line}");
        }
    }
}
