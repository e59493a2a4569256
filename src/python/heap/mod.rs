//! One process's memory: objects, global variables, names and shapes; collected by marking and sweeping.
//!
//! An object is named by its number. Nothing here knows what a program does with it. The collector runs only between
//! two instructions, when every live value lies in a register, a global or an object.

mod store;

use std::collections::HashMap;
use std::sync::Arc;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::python::dict::Dict;
use crate::python::object::{Instance, Name, Object, Str};
use crate::python::set::Set;
use crate::python::value::{Ref, Value};

pub use store::Chunks;
use store::Store;

/// The names of an instance's slots, in the order in which they were first set.
#[derive(Clone, Debug)]
pub struct Shape {
    pub class: Ref,
    pub names: Vec<Name>,
    /// What it becomes with one more name.
    pub next: Vec<(Name, u32)>,
}

/// Names by number and numbers by name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    by_text: HashMap<Arc<str>, Name>,
    texts: Vec<Arc<str>>,
}

impl Names {
    pub fn intern(&mut self, text: &str) -> Name {
        if let Some(name) = self.by_text.get(text) {
            return *name;
        }
        let shared: Arc<str> = text.into();
        let name = self.texts.len() as Name;
        self.texts.push(shared.clone());
        self.by_text.insert(shared, name);
        name
    }

    pub fn get(&self, text: &str) -> Option<Name> {
        self.by_text.get(text).copied()
    }

    pub fn text(&self, name: Name) -> &Arc<str> {
        &self.texts[name as usize]
    }
}

#[derive(Clone, Debug, Default)]
pub struct Heap {
    store: Store,
    free: u32,
    pub globals: Vec<Value>,
    pub names: Arc<Names>,
    pub shapes: Arc<Vec<Shape>>,
    /// Changes whenever a class does: what inline caches depend on.
    pub epoch: u32,
    /// Bytes allocated since the last collection.
    pub fresh: usize,
    /// Bytes alive after the last collection.
    pub alive: usize,
    /// Collect when `fresh` passes this.
    pub threshold: usize,
    /// Objects below this number are the interpreter's own and never freed.
    pub permanent: u32,
    /// One-character strings.
    pub chars: Arc<[Value]>,
    pub empty_str: Value,
    pub empty_tuple: Value,
    /// The objects and globals as they were once the program was loaded.
    pub origin: Option<Arc<(Chunks, Vec<Value>)>>,
    marks: Vec<u64>,
    /// Coroutines that were freed and had never begun, by name.
    pub unawaited: Vec<Arc<str>>,
}

/// A heap as it was.
#[derive(Clone, Debug)]
pub struct KeptHeap {
    chunks: Chunks,
    /// All but the objects.
    rest: Heap,
}

impl KeptHeap {
    /// What it takes in memory beyond what it shares with the one before, in bytes, roughly.
    pub fn bytes(&self) -> u64 {
        self.chunks.bytes + self.rest.globals.len() as u64 * 16
    }
}

const NO_FREE: u32 = u32::MAX;
const MOST_UNAWAITED: usize = 1000;

pub fn hash_text(text: &str) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut chunks = text.as_bytes().chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3], chunk[4], chunk[5], chunk[6], chunk[7]]);
        hash = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash ^= hash >> 29;
    }
    for byte in chunks.remainder() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^= hash >> 32;
    (hash as u32) & 0x7fff_ffff
}

impl Heap {
    pub fn new() -> Self {
        Self { free: NO_FREE, threshold: 8 << 20, ..Self::default() }
    }

    #[inline]
    pub fn get(&self, at: Ref) -> &Object {
        self.store.get(at)
    }

    #[inline]
    pub fn get_mut(&mut self, at: Ref) -> &mut Object {
        self.store.get_mut(at)
    }

    /// Puts another object in the place of one. Not a part of the loop that executes bytecode, as `place` is not.
    #[inline(never)]
    pub fn put(&mut self, at: Ref, object: Object) {
        *self.store.get_mut(at) = object;
    }

    pub fn len(&self) -> usize {
        self.store.len()
    }

    #[inline]
    pub fn alloc(&mut self, object: Object) -> Ref {
        self.fresh += 48;
        self.place(object)
    }

    /// As `alloc`, where the object itself may be large.
    pub fn alloc_sized(&mut self, object: Object) -> Ref {
        self.fresh += object.bytes();
        self.place(object)
    }

    // Not a part of the loop that executes bytecode, where it would take registers of the host from all the rest.
    #[inline(never)]
    fn place(&mut self, object: Object) -> Ref {
        if self.free != NO_FREE {
            let at = Ref(self.free);
            let place = self.store.get_mut(at);
            if let Object::Free(next) = *place {
                self.free = next;
            }
            *place = object;
            at
        } else {
            self.store.push(object)
        }
    }

    pub fn value(&mut self, object: Object) -> Value {
        Value::Ref(self.alloc_sized(object))
    }

    pub fn str(&mut self, text: &str) -> Value {
        match text.len() {
            0 => self.empty_str,
            1 if !self.chars.is_empty() => self.chars[text.as_bytes()[0] as usize],
            _ => self.str_object(text.into()),
        }
    }

    pub fn string(&mut self, text: String) -> Value {
        if text.len() < 2 { self.str(&text) } else { self.str_object(text.into()) }
    }

    pub fn str_object(&mut self, text: Arc<str>) -> Value {
        let ascii = text.is_ascii();
        let hash = hash_text(&text);
        Value::Ref(self.alloc_sized(Object::Str(Str { text, ascii, hash })))
    }

    pub fn name_str(&mut self, name: Name) -> Value {
        let text = self.names.text(name).clone();
        self.str_object(text)
    }

    pub fn intern(&mut self, text: &str) -> Name {
        match self.names.get(text) {
            Some(name) => name,
            None => Arc::make_mut(&mut self.names).intern(text),
        }
    }

    pub fn list(&mut self, items: Vec<Value>) -> Value {
        Value::Ref(self.alloc_sized(Object::List(items)))
    }

    pub fn tuple(&mut self, items: Vec<Value>) -> Value {
        if items.is_empty() && !self.empty_tuple.is_undef() {
            return self.empty_tuple;
        }
        Value::Ref(self.alloc_sized(Object::Tuple(items.into())))
    }

    pub fn dict(&mut self, dict: Dict) -> Value {
        Value::Ref(self.alloc_sized(Object::Dict(Box::new(dict))))
    }

    pub fn set(&mut self, set: Set) -> Value {
        Value::Ref(self.alloc_sized(Object::Set(Box::new(set))))
    }

    pub fn bytes(&mut self, bytes: Vec<u8>) -> Value {
        Value::Ref(self.alloc_sized(Object::Bytes(bytes.into())))
    }

    /// An int of any size.
    pub fn int(&mut self, number: BigInt) -> Value {
        match number.to_i64() {
            Some(small) => Value::Int(small),
            None => Value::Ref(self.alloc_sized(Object::Big(Arc::new(number)))),
        }
    }

    #[inline]
    pub fn as_str(&self, value: Value) -> Option<&Str> {
        match value {
            Value::Ref(at) => match self.get(at) {
                Object::Str(text) => Some(text),
                Object::Instance(instance) => self.as_str(self.wrapped(instance)?),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value of a type written in Rust that an instance of a subclass holds.
    pub fn wrapped(&self, instance: &Instance) -> Option<Value> {
        let shape = &self.shapes[instance.shape as usize];
        (shape.names.first() == Some(&WRAPPED)).then(|| instance.slots[0])
    }

    /// The value itself, or what an instance of a subclass of a type written in Rust holds.
    #[inline]
    pub fn unwrap(&self, value: Value) -> Value {
        match value {
            Value::Ref(at) => match self.get(at) {
                Object::Instance(instance) => self.wrapped(instance).unwrap_or(value),
                _ => value,
            },
            _ => value,
        }
    }

    pub fn text(&self, value: Value) -> Option<Arc<str>> {
        self.as_str(value).map(|text| text.text.clone())
    }

    pub fn add_shape(&mut self, class: Ref, names: Vec<Name>) -> u32 {
        Arc::make_mut(&mut self.shapes).push(Shape { class, names, next: Vec::new() });
        self.shapes.len() as u32 - 1
    }

    /// The shape that this one becomes with one more name.
    pub fn grown_shape(&mut self, shape: u32, name: Name) -> u32 {
        if let Some((_, next)) = self.shapes[shape as usize].next.iter().find(|next| next.0 == name) {
            return *next;
        }
        let Shape { class, mut names, .. } = self.shapes[shape as usize].clone();
        names.push(name);
        let grown = self.add_shape(class, names);
        Arc::make_mut(&mut self.shapes)[shape as usize].next.push((name, grown));
        grown
    }

    pub fn slot(&self, instance: &Instance, name: Name) -> Option<usize> {
        self.shapes[instance.shape as usize].names.iter().position(|slot| *slot == name)
    }

    /// Calls the function with every object that stands for something outside: a lock, a thread.
    pub fn each_handle(&mut self, mut visit: impl FnMut(&mut Object)) {
        let handles = self.store.each().enumerate();
        let handles = handles.filter(|(_, object)| matches!(object, Object::Sync(_) | Object::Thread(_)));
        for at in handles.map(|(at, _)| Ref(at as u32)).collect::<Vec<_>>() {
            visit(self.store.get_mut(at));
        }
    }

    /// Counts what is there as alive, as a collection would.
    pub fn weigh(&mut self) {
        self.alive = self.store.each().map(Object::bytes).sum();
    }

    /// Forgets everything but the names, which what was recorded still refers to.
    pub fn emptied(&mut self) {
        *self = Self { names: self.names.clone(), ..Self::new() };
    }

    /// Accounts for memory that an object grew by.
    #[inline]
    pub fn grew(&mut self, bytes: usize) {
        self.fresh += bytes;
    }

    /// The heap as it is, to go back to.
    pub fn keep(&mut self) -> KeptHeap {
        KeptHeap { chunks: self.store.keep(), rest: self.rest() }
    }

    /// Makes the heap what it was.
    pub fn go_back(&mut self, to: &KeptHeap) {
        let (mut store, marks) = (std::mem::take(&mut self.store), std::mem::take(&mut self.marks));
        store.go_back(&to.chunks);
        *self = Self { store, marks, ..to.rest.clone() };
    }

    /// The program is loaded: objects that there are now are never freed.
    pub fn settle(&mut self) {
        self.permanent = self.len() as u32;
        self.fresh = 0;
        self.origin = Some(Arc::new((self.store.keep(), self.globals.clone())));
    }

    /// The interpreter's own objects that are not what they were once the program was loaded.
    pub fn changed(&self) -> impl Iterator<Item = Ref> + '_ {
        self.origin.iter().flat_map(|origin| self.store.changed(&origin.0, self.permanent))
    }

    /// All but the objects.
    fn rest(&self) -> Self {
        Self {
            store: Store::default(),
            marks: Vec::new(),
            free: self.free,
            globals: self.globals.clone(),
            names: self.names.clone(),
            shapes: self.shapes.clone(),
            epoch: self.epoch,
            fresh: self.fresh,
            alive: self.alive,
            threshold: self.threshold,
            permanent: self.permanent,
            chars: self.chars.clone(),
            empty_str: self.empty_str,
            empty_tuple: self.empty_tuple,
            origin: self.origin.clone(),
            unawaited: self.unawaited.clone(),
        }
    }

    /// Frees what cannot be reached from these roots (and the globals).
    pub fn collect(&mut self, roots: impl Iterator<Item = Value>) {
        let mut marks = std::mem::take(&mut self.marks);
        marks.clear();
        marks.resize(self.store.len().div_ceil(64), 0);
        let mut grey: Vec<u32> = Vec::new();
        let mut mark = |value: Value, grey: &mut Vec<u32>| {
            if let Value::Ref(at) = value {
                let bit = 1 << (at.0 % 64);
                let word = &mut marks[at.at() / 64];
                if *word & bit == 0 {
                    *word |= bit;
                    grey.push(at.0);
                }
            }
        };
        for root in 0..self.permanent {
            mark(Value::Ref(Ref(root)), &mut grey);
        }
        for value in self.globals.iter().chain(&*self.chars) {
            mark(*value, &mut grey);
        }
        mark(self.empty_str, &mut grey);
        mark(self.empty_tuple, &mut grey);
        for value in roots {
            mark(value, &mut grey);
        }
        while let Some(at) = grey.pop() {
            self.store.get(Ref(at)).each_value(&mut |value| mark(value, &mut grey));
        }
        self.alive = 0;
        self.free = NO_FREE;
        for at in (0..self.store.len()).rev() {
            let object = self.store.get(Ref(at as u32));
            if marks[at / 64] & (1 << (at % 64)) == 0 {
                if let Object::Generator(generator) = object
                    && generator.is_unawaited()
                    && self.unawaited.len() < MOST_UNAWAITED
                    && let Some(name) = self.text(generator.qualname)
                {
                    self.unawaited.push(name);
                }
                // Snapshots share what is not written.
                if !matches!(self.store.get(Ref(at as u32)), Object::Free(next) if *next == self.free) {
                    *self.store.get_mut(Ref(at as u32)) = Object::Free(self.free);
                }
                self.free = at as u32;
            } else {
                self.alive += object.bytes();
            }
        }
        self.marks = marks;
        self.fresh = 0;
        self.threshold = self.alive.max(8 << 20);
    }
}

/// The name of the slot that holds the wrapped value: the first name of all.
pub const WRAPPED: Name = 0;
