//! When two worlds are the same, and the hash of one.
//!
//! A world is described by what its future depends on, in an order that does not depend on how it came about:
//!
//! - *Objects* are numbered in the order in which they are met, from the global variables, the modules and the threads
//!   on. So it does not matter in which order they were allocated, nor what the collector has freed; what nobody can
//!   reach is not there. The interpreter's own objects keep their numbers, and only those that have changed are described.
//! - *Synchronisation objects*, the *shapes* of instances and *names* that are made while running are numbered or
//!   spelled out in the same way.
//! - *Caches*, free places, capacities, counters that only tell an iterator that its container changed, and what happened
//!   and was not taken yet are left out.
//!
//! What stays as it is: threads, processes and tasks are numbered in the order in which they were started, so worlds in
//! which two threads each started one, in different orders, differ. So do worlds in which a set of objects hashed
//! by identity lies in another order, for a program can see that; `id(x)` itself is not described, nor a coroutine that
//! nobody can reach and nobody awaited, of which a program hears at its end. Registers of a frame count even where nobody
//! reads them again.

use std::collections::VecDeque;
use std::hash::{Hash, Hasher};
use std::mem::discriminant;

use super::World;
use crate::python::guest::{ObjectId, ThreadStatus};
use crate::python::heap::Heap;
use crate::python::object::{Class, Iter, Name, Object};
use crate::python::sync::Sync;
use crate::python::thread::{Frame, Meta, Thread};
use crate::python::value::{Ref, Value};

/// What has been met of a process's memory.
#[derive(Default)]
struct Met {
    /// The number of each object, from 1 on; 0 where it was not met.
    objects: Vec<u32>,
    object_count: u32,
    /// Those that are still to be described.
    open: VecDeque<Ref>,
    /// The number of each shape, in the same way.
    shapes: Vec<u32>,
    shape_count: u32,
}

struct Description<'a, H> {
    world: &'a World,
    to: &'a mut H,
    met: Vec<Met>,
    /// The number of each synchronisation object, in the same way, and those that are still to be described.
    syncs: Vec<u32>,
    sync_count: u32,
    open_syncs: VecDeque<ObjectId>,
}

/// Keeps what it is given.
#[derive(Default)]
struct Record(Vec<u8>);

impl Hasher for Record {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

/// Two lanes of 64 bits, each multiplied by an odd number and folded, after the scheme of Wang Yi's wyhash.
struct Wide(u64, u64);

impl Hasher for Wide {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
        self.write_u64(bytes.len() as u64);
    }

    fn write_u64(&mut self, word: u64) {
        let fold = |a: u64, b: u64| {
            let product = u128::from(a) * u128::from(b);
            (product >> 64) as u64 ^ product as u64
        };
        self.0 = fold(self.0 ^ word, 0x9E37_79B9_7F4A_7C15).wrapping_add(word.rotate_left(32));
        self.1 = fold(self.1 ^ word ^ 0x2D35_8DCC_AA6C_78A5, 0x8BB8_4B93_962E_ACC9).wrapping_add(word);
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.1.rotate_left(32)
    }
}

impl World {
    /// A hash of the state in 128 bits: worlds that are the same have the same, others hardly ever. It takes time in
    /// proportion to what the program has made.
    #[must_use]
    pub fn fingerprint(&self) -> u128 {
        let mut wide = Wide(0, 0);
        self.describe(&mut wide);
        u128::from(wide.0) << 64 | u128::from(wide.1)
    }

    fn describe(&self, to: &mut impl Hasher) {
        let met = self.processes.iter().map(|process| Met {
            objects: vec![0; process.heap.len()],
            shapes: vec![0; process.heap.shapes.len()],
            ..Met::default()
        });
        let (met, syncs) = (met.collect(), vec![0; self.objects.len()]);
        Description { world: self, to, met, syncs, sync_count: 0, open_syncs: VecDeque::new() }.all();
    }
}

impl PartialEq for World {
    fn eq(&self, other: &Self) -> bool {
        if !self.is_of_the_same_program(other) || self.output != other.output {
            return false;
        }
        let (mut this, mut that) = (Record::default(), Record::default());
        self.describe(&mut this);
        other.describe(&mut that);
        this.0 == that.0
    }
}

impl Eq for World {}

impl Hash for World {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.describe(state);
    }
}

impl<'a, H: Hasher> Description<'a, H> {
    fn all(&mut self) {
        let world = self.world;
        (&world.output, &world.errors, &world.exception, &world.tasks).hash(self.to);
        for process in 0..world.processes.len() {
            self.process(process);
        }
        for (thread, meta) in world.threads.iter().zip(&world.metas) {
            self.thread(thread.as_deref(), meta);
        }
        // Describing one thing meets others.
        loop {
            let open = (0..self.met.len()).find_map(|process| Some((process, self.met[process].open.pop_front()?)));
            if let Some((process, at)) = open {
                self.object(process, world.processes[process].heap.get(at));
            } else if let Some(id) = self.open_syncs.pop_front() {
                self.sync(&world.objects[id.0 as usize]);
            } else {
                return;
            }
        }
    }

    fn heap(&self, process: usize) -> &'a Heap {
        &self.world.processes[process].heap
    }

    fn process(&mut self, number: usize) {
        let process = &self.world.processes[number];
        (&process.main_name, &process.name, process.main_thread, process.exit_code).hash(self.to);
        (process.exiting, &process.joiners, process.method, process.parent, process.ends.len()).hash(self.to);
        for (end, writes) in &process.ends {
            self.sync_number(*end);
            writes.hash(self.to);
        }
        self.value(number, process.handle);
        for (module, value) in &process.modules {
            module.hash(self.to);
            self.value(number, *value);
        }
        let heap = &process.heap;
        heap.unawaited.hash(self.to);
        for at in heap.changed() {
            at.hash(self.to);
            self.object(number, heap.get(at));
        }
        let before = heap.origin.as_ref().map_or(&[][..], |origin| &origin.1);
        for (slot, value) in heap.globals.iter().enumerate() {
            if before.get(slot) != Some(value) {
                slot.hash(self.to);
                self.value(number, *value);
            }
        }
    }

    fn thread(&mut self, thread: Option<&Thread>, meta: &Meta) {
        let Meta { process, status, name, daemon, timed_out, signalled, wait, deadline_ns, joiners, .. } = meta;
        (process, name, daemon, timed_out, signalled, wait, deadline_ns, joiners).hash(self.to);
        (meta.priority, meta.share, discriminant(status)).hash(self.to);
        if let ThreadStatus::Blocked(waits) = status {
            match waits {
                crate::python::guest::Waits::Object(object) => self.sync_number(*object),
                waits => waits.hash(self.to),
            }
        }
        let process = process.0 as usize;
        self.value(process, meta.handle);
        let Some(thread) = thread.filter(|thread| !thread.begun || !thread.frames.is_empty()) else { return };
        thread.begun.hash(self.to);
        self.value(process, thread.handling);
        self.value(process, thread.entry);
        self.values(process, &thread.entry_args);
        self.attrs(process, &thread.entry_kw);
        thread.frames.len().hash(self.to);
        for frame in &thread.frames {
            let Frame { code, pc, base, ret, function, keep, generator, handling } = frame;
            (code, pc, base, ret).hash(self.to);
            for value in [*function, *keep, generator.map_or(Value::Undef, Value::Ref), *handling] {
                self.value(process, value);
            }
        }
        let codes = &self.world.program.codes;
        let end = thread.end(|code| codes[code as usize].registers as usize);
        self.values(process, &thread.stack[..end]);
    }

    fn sync_number(&mut self, id: ObjectId) {
        let number = &mut self.syncs[id.0 as usize];
        if *number == 0 {
            self.sync_count += 1;
            *number = self.sync_count;
            self.open_syncs.push_back(id);
        }
        number.hash(self.to);
    }

    fn sync(&mut self, sync: &Sync) {
        (sync.kind, sync.process, &sync.name, &sync.holders, &sync.waiters, &sync.putters).hash(self.to);
        (&sync.joiners, sync.count, sync.capacity, sync.unfinished, sync.generation, sync.broken).hash(self.to);
        (&sync.messages, sync.used, sync.counted, sync.shared, &sync.memory).hash(self.to);
        match sync.lock {
            Some(lock) => self.sync_number(lock),
            None => 0_u8.hash(self.to),
        }
        sync.items.len().hash(self.to);
        for item in &sync.items {
            self.value(sync.process.0 as usize, *item);
        }
    }

    fn value(&mut self, process: usize, value: Value) {
        discriminant(&value).hash(self.to);
        match value {
            Value::Undef | Value::None | Value::NotImplemented | Value::Ellipsis => {}
            Value::Bool(truth) => truth.hash(self.to),
            Value::Int(number) | Value::RangeAt(number) => number.hash(self.to),
            Value::Float(number) => number.to_bits().hash(self.to),
            Value::Native(number) | Value::ListAt(number) | Value::TupleAt(number) => number.hash(self.to),
            Value::Ref(at) => self.reference(process, at),
        }
    }

    fn reference(&mut self, process: usize, at: Ref) {
        if at.0 < self.heap(process).permanent {
            (at, true).hash(self.to);
            return;
        }
        let met = &mut self.met[process];
        if met.objects[at.at()] == 0 {
            met.object_count += 1;
            met.objects[at.at()] = met.object_count;
            met.open.push_back(at);
        }
        (met.objects[at.at()], false).hash(self.to);
    }

    fn values(&mut self, process: usize, values: &[Value]) {
        values.len().hash(self.to);
        for value in values {
            self.value(process, *value);
        }
    }

    fn name(&mut self, process: usize, name: Name) {
        self.heap(process).names.text(name).hash(self.to);
    }

    fn attrs(&mut self, process: usize, attrs: &[(Name, Value)]) {
        attrs.len().hash(self.to);
        for (name, value) in attrs {
            self.name(process, *name);
            self.value(process, *value);
        }
    }

    fn shape(&mut self, process: usize, shape: u32) {
        let met = &mut self.met[process];
        let number = &mut met.shapes[shape as usize];
        let is_known = *number != 0;
        if !is_known {
            met.shape_count += 1;
            *number = met.shape_count;
        }
        number.hash(self.to);
        if is_known {
            return;
        }
        let shape = &self.heap(process).shapes[shape as usize];
        shape.names.len().hash(self.to);
        self.reference(process, shape.class);
        for name in &shape.names {
            self.name(process, *name);
        }
    }

    fn object(&mut self, process: usize, object: &Object) {
        discriminant(object).hash(self.to);
        match object {
            Object::Free(_) => {}
            Object::Str(text) => text.text.hash(self.to),
            Object::Bytes(bytes) => bytes.hash(self.to),
            Object::ByteArray(bytes) => bytes.hash(self.to),
            Object::Big(big) => big.hash(self.to),
            Object::Complex(parts) => (parts.0.to_bits(), parts.1.to_bits()).hash(self.to),
            Object::List(items) => self.values(process, items),
            Object::Tuple(items) => self.values(process, items),
            Object::Dict(dict) => {
                // Where entries were removed matters to iterators on their way.
                dict.entries.len().hash(self.to);
                for entry in &dict.entries {
                    self.value(process, entry.key);
                    self.value(process, entry.value);
                }
            }
            Object::Set(set) | Object::FrozenSet(set) => {
                for (key, is_gone) in set.layout() {
                    is_gone.hash(self.to);
                    self.value(process, key);
                }
            }
            Object::Deque(deque) => {
                (deque.items.len(), deque.limit).hash(self.to);
                for item in &deque.items {
                    self.value(process, *item);
                }
            }
            Object::Range { start, stop, step } => (start, stop, step).hash(self.to),
            Object::Slice(parts) => self.values(process, &parts[..]),
            Object::Function(function) => {
                function.code.hash(self.to);
                self.values(process, &[function.name, function.qualname, function.doc, function.module]);
                self.values(process, &function.defaults);
                self.values(process, &function.kw_defaults);
                self.values(process, &function.cells);
                self.attrs(process, &function.attrs);
            }
            Object::Method(pair) | Object::Alias(pair) => self.values(process, &[pair.0, pair.1]),
            Object::NativeMethod { native, this } => {
                native.hash(self.to);
                self.value(process, *this);
            }
            Object::Class(class) => self.class(process, class),
            Object::Instance(instance) => {
                self.shape(process, instance.shape);
                self.values(process, &instance.slots);
            }
            Object::Exception(exception) => {
                (exception.suppress, &exception.trace).hash(self.to);
                self.reference(process, exception.class);
                self.values(process, &[exception.args, exception.cause, exception.context]);
                self.values(process, &exception.notes);
                self.attrs(process, &exception.attrs);
            }
            Object::Cell(value) | Object::StaticMethod(value) | Object::ClassMethod(value) => {
                self.value(process, *value);
            }
            Object::Generator(inner) => {
                (inner.kind, inner.state, inner.code, inner.pc).hash(self.to);
                let parts = [inner.function, inner.handling, inner.awaiting, inner.name, inner.qualname];
                self.values(process, &parts);
                self.values(process, &inner.registers);
            }
            Object::Iter(iter) => self.iterator(process, iter),
            Object::Module(module) => {
                (module.number, module.started).hash(self.to);
                self.attrs(process, &module.attrs);
            }
            Object::Property(parts) => self.values(process, &parts[..]),
            Object::Super(pair) => self.values(process, &[Value::Ref(pair.0), pair.1]),
            Object::View { kind, of } => {
                kind.hash(self.to);
                self.reference(process, *of);
            }
            Object::Sync(id) => self.sync_number(*id),
            Object::Thread(id) => id.hash(self.to),
            Object::Process(id) => id.hash(self.to),
            Object::Twister(twister) => twister.hash(self.to),
            Object::Traceback(trace) => trace.hash(self.to),
        }
    }

    fn class(&mut self, process: usize, class: &Class) {
        (&class.name, &class.qualname, &class.module, class.layout).hash(self.to);
        (class.has_getattr, class.has_getattribute, class.has_setattr, class.has_data_descriptors).hash(self.to);
        (class.has_abstract, class.bases.len(), class.mro.len()).hash(self.to);
        for other in class.bases.iter().chain(&class.mro).chain([&class.meta, &class.native]) {
            self.reference(process, *other);
        }
        self.attrs(process, &class.attrs);
        self.shape(process, class.shape);
        class.slots.is_some().hash(self.to);
        for name in class.slots.iter().flatten() {
            self.name(process, *name);
        }
    }

    fn iterator(&mut self, process: usize, iter: &Iter) {
        discriminant(iter).hash(self.to);
        let heap = self.heap(process);
        match iter {
            Iter::List { of, next }
            | Iter::Tuple { of, next }
            | Iter::Str { of, next }
            | Iter::Bytes { of, next }
            | Iter::Reversed { of, next } => {
                next.hash(self.to);
                self.reference(process, *of);
            }
            Iter::Range { next, stop, step } => (next, stop, step).hash(self.to),
            // A dict's iterator compares lengths, the others count changes.
            Iter::Dict { of, next, version, kind, reversed } => {
                (next, version, kind, reversed).hash(self.to);
                self.reference(process, *of);
            }
            Iter::Set { of, next, version } => {
                let now = match heap.get(*of) {
                    Object::Set(set) | Object::FrozenSet(set) => set.version,
                    _ => 0,
                };
                (next, now == *version).hash(self.to);
                self.reference(process, *of);
            }
            Iter::Deque { of, next, version, reversed } => {
                let now = if let Object::Deque(deque) = heap.get(*of) { deque.version } else { 0 };
                (next, now == *version, reversed).hash(self.to);
                self.reference(process, *of);
            }
            Iter::Enumerate { of, next } => {
                next.hash(self.to);
                self.value(process, *of);
            }
            Iter::Zip { of, strict } => {
                strict.hash(self.to);
                self.values(process, of);
            }
            Iter::Count { next, step } => self.values(process, &[*next, *step]),
            Iter::Repeat { value, left } => {
                left.hash(self.to);
                self.value(process, *value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::drive::{Ended, to_end};
    use crate::python::guest::{Limits, Stop, ThreadId, WorldOptions};

    /// Makes one of nearly every kind of object.
    const KINDS: &str = "
import threading, random, collections
class Base:
    kind = 'base'
    def __init__(self, x):
        self.x = x
    @property
    def double(self):
        return self.x * 2
    @staticmethod
    def alone():
        return 1
    @classmethod
    def made(cls):
        return cls(3)
class Derived(Base):
    pass
def outer(n, *, step=2):
    def inner():
        nonlocal n
        n += step
        return n
    return inner
def numbers():
    yield 1
    yield 2
async def later():
    return 1
kept = [Base(1), Derived.made(), outer(4), numbers(), later(), 'text' * 3, b'bytes', bytearray(b'more'), 1 << 80, 2j]
kept += [(1, 2.5), {'a': [1]}, {1, 2}, frozenset((3,)), collections.deque([1], 4), range(9), slice(1, 2), kept[0].made]
kept += [iter([1]), iter((1,)), iter('ab'), iter({1: 2}), iter({5}), enumerate([1]), zip([1], [2]), {}.items()]
kept += [threading.Lock(), random.Random(5), list[int], super(Derived, kept[1]), [].append, reversed([1, 2])]
try:
    1 / 0
except ZeroDivisionError as error:
    kept.append(error)
next(kept[3])
lock = threading.Lock()
lock.acquire()
lock.acquire()
";

    /// The program, stuck at its end.
    fn stuck() -> World {
        let mut world = World::load(KINDS, WorldOptions::default()).expect("it is supported");
        assert_eq!(to_end(&mut world, 1_000_000).0, Ended::Deadlock, "{}", String::from_utf8_lossy(world.errors()));
        let mut roots = Vec::new();
        world.roots(0, &mut roots);
        world.processes[0].heap.collect(roots.into_iter());
        world
    }

    #[test]
    fn whatever_is_changed_changes_the_state() {
        let world = stuck();
        let (same, here) = (world.clone(), world.fingerprint());
        assert!(same == world && same.fingerprint() == here);
        let heap = &world.processes[0].heap;
        let objects = heap.permanent as usize - 40..heap.len();
        let mut met = std::collections::HashSet::new();
        for at in objects.map(|at| Ref(at as u32)) {
            if matches!(heap.get(at), Object::Free(_)) {
                continue;
            }
            met.insert(discriminant(heap.get(at)));
            let mut other = world.clone();
            *other.processes[0].heap.get_mut(at) = Object::Range { start: 1, stop: 7, step: 3 };
            assert!(other.fingerprint() != here, "{:?}", heap.get(at));
        }
        assert!(met.len() > 25, "{} kinds of objects", met.len());
        for slot in 0..heap.globals.len() {
            let mut other = world.clone();
            other.processes[0].heap.globals[slot] = Value::Int(987_654);
            assert!(other.fingerprint() != here && other != world, "slot {slot}");
        }
        let changes: [fn(&mut World); 9] = [
            |world| world.metas[0].timed_out ^= true,
            |world| world.metas[0].status = ThreadStatus::Ready,
            |world| world.metas[0].name.push('x'),
            |world| world.objects.iter_mut().for_each(|object| object.count += 1),
            |world| world.objects.iter_mut().for_each(|object| object.waiters.clear()),
            |world| std::sync::Arc::make_mut(&mut world.output).push(b'x'),
            |world| world.threads.iter_mut().flatten().for_each(|thread| thread.frames[0].pc += 1),
            |world| world.threads.iter_mut().flatten().for_each(|thread| thread.stack[0] = Value::Int(-77)),
            |world| world.processes[0].exiting = Some(3),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut other = world.clone();
            change(&mut other);
            assert!(other.fingerprint() != here && other != world, "change {number}");
        }
    }

    #[test]
    fn what_only_makes_a_run_fast_is_no_part_of_the_state() {
        let world = stuck();
        let mut other = world.clone();
        other.processes[0].caches.clear();
        other.take_events();
        let heap = &mut other.processes[0].heap;
        heap.list(vec![Value::None; 9]);
        (heap.fresh, heap.threshold) = (123, 456);
        assert!(other == world && other.fingerprint() == world.fingerprint());
    }

    /// Runs the main thread until it waits for the others, who have all begun; then each of those to its end, in this
    /// order.
    fn in_order(source: &str, order: &[u32]) -> World {
        let mut world = World::load(source, WorldOptions::default()).expect("it is supported");
        let run = |world: &mut World, thread: u32, limits: &Limits| loop {
            match world.run(ThreadId(thread), limits).stop {
                Stop::Request(_) => world.answer(ThreadId(thread)),
                Stop::Exited | Stop::Blocked { .. } | Stop::Instructions => break,
                _ => {}
            }
        };
        let mut begun = 1;
        run(&mut world, 0, &Limits::default());
        while begun < world.thread_count() as u32 {
            run(&mut world, begun, &Limits { max_instructions: 100, ..Limits::default() });
            begun += 1;
            if world.status(ThreadId(0)) == ThreadStatus::Ready {
                run(&mut world, 0, &Limits::default());
            }
        }
        order.iter().for_each(|thread| run(&mut world, *thread, &Limits::default()));
        world
    }

    #[test]
    fn independent_steps_in_either_order_meet_in_one_state() {
        let program = |second: &str| {
            format!(
                "import threading\na, b = [], []\nclass P:\n    pass\ndef work(items, n):\n    for i in range(n):\n        \
                 p = P()\n        p.i = [i, str(i * 100)]\n        setattr(p, f'of{{n}}', threading.Lock())\n        \
                 items.append(p)\nts = [threading.Thread(target=work, args=(a, 30)), \
                 threading.Thread(target=work, args=({second}, 20))]\nfor t in ts:\n    t.start()\nfor t in ts:\n    t.join()\n"
            )
        };
        let (one, other) = (in_order(&program("b"), &[1, 2]), in_order(&program("b"), &[2, 1]));
        assert!(one == other && one.fingerprint() == other.fingerprint());
        let (one, other) = (in_order(&program("a"), &[1, 2]), in_order(&program("a"), &[2, 1]));
        assert!(one != other && one.fingerprint() != other.fingerprint(), "they append to one list");
    }
}
