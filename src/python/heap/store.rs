//! Where objects lie: one array that the running program reads and writes, and chunks of it that snapshots share.
//!
//! Reading is an index into the array. Writing marks the chunk as well, and that is all that a program pays for
//! snapshots. [`Store::keep`] copies the chunks written since the last time; [`Store::go_back`] copies back those that
//! differ. Large objects are compared before they are copied, so that a long list beside a busy cell is kept once.

use std::sync::Arc;

use crate::python::object::Object;
use crate::python::value::Ref;

/// How many objects lie in a chunk.
const CHUNK: usize = 64;
/// Objects from so many bytes on are kept apart from their chunk.
const LARGE: usize = 1024;

/// An object of a chunk that is kept.
#[derive(Clone, Debug)]
enum Kept {
    Small(Object),
    Large(Arc<Object>),
}

impl Kept {
    /// Keeps the object; `last` is what was kept in its place.
    fn of(object: &Object, last: Option<&Self>, bytes: &mut u64) -> Self {
        let size = object.bytes();
        if size < LARGE {
            *bytes += size as u64;
            return Self::Small(object.clone());
        }
        match last {
            Some(Self::Large(last)) if **last == *object => Self::Large(last.clone()),
            _ => {
                *bytes += size as u64;
                Self::Large(Arc::new(object.clone()))
            }
        }
    }

    fn object(&self) -> &Object {
        match self {
            Self::Small(object) => object,
            Self::Large(object) => object,
        }
    }
}

/// All objects as they were: what changes afterwards changes in the store alone.
#[derive(Clone, Debug, Default)]
pub struct Chunks {
    kept: Vec<Arc<[Kept]>>,
    /// What was copied for this one, in bytes: the rest it shares with the one before.
    pub bytes: u64,
}

impl Chunks {
    pub fn get(&self, at: Ref) -> Option<&Object> {
        self.kept.get(at.at() / CHUNK)?.get(at.at() % CHUNK).map(Kept::object)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Store {
    objects: Vec<Object>,
    /// The chunks that were written since they were kept.
    written: Vec<bool>,
    kept: Vec<Arc<[Kept]>>,
}

impl Store {
    #[inline]
    pub fn get(&self, at: Ref) -> &Object {
        &self.objects[at.at()]
    }

    #[inline]
    pub fn get_mut(&mut self, at: Ref) -> &mut Object {
        self.written[at.at() / CHUNK] = true;
        &mut self.objects[at.at()]
    }

    /// All objects.
    pub fn each(&self) -> impl Iterator<Item = &Object> {
        self.objects.iter()
    }

    pub fn len(&self) -> usize {
        self.objects.len()
    }

    #[inline]
    pub fn push(&mut self, object: Object) -> Ref {
        let at = self.objects.len();
        if at.is_multiple_of(CHUNK) {
            self.written.push(true);
        } else {
            self.written[at / CHUNK] = true;
        }
        self.objects.push(object);
        Ref(at as u32)
    }

    /// Keeps all objects as they are.
    pub fn keep(&mut self) -> Chunks {
        let mut bytes = 0;
        for (number, chunk) in self.objects.chunks(CHUNK).enumerate() {
            if !std::mem::take(&mut self.written[number]) {
                continue;
            }
            let last = self.kept.get(number);
            let each = chunk.iter().enumerate();
            let new = each.map(|(place, object)| Kept::of(object, last.and_then(|last| last.get(place)), &mut bytes));
            let new: Arc<[Kept]> = new.collect();
            match self.kept.get_mut(number) {
                Some(place) => *place = new,
                None => self.kept.push(new),
            }
        }
        self.kept.truncate(self.written.len());
        Chunks { kept: self.kept.clone(), bytes }
    }

    /// Makes all objects what they were.
    pub fn go_back(&mut self, to: &Chunks) {
        let length = to.kept.iter().map(|chunk| chunk.len()).sum();
        self.objects.truncate(length);
        self.objects.reserve_exact(length - self.objects.len());
        for (number, chunk) in to.kept.iter().enumerate() {
            let is_same = self.kept.get(number).is_some_and(|kept| Arc::ptr_eq(kept, chunk));
            if is_same && !self.written[number] {
                continue;
            }
            for (place, kept) in chunk.iter().enumerate() {
                match (self.objects.get_mut(number * CHUNK + place), kept) {
                    (Some(object), Kept::Large(kept)) if *object == **kept => {}
                    (Some(object), kept) => *object = kept.object().clone(),
                    (None, kept) => self.objects.push(kept.object().clone()),
                }
            }
        }
        self.kept.clone_from(&to.kept);
        self.written.clear();
        self.written.resize(self.kept.len(), false);
    }

    /// The objects below `end` that are not what they were, by number.
    pub fn changed<'a>(&'a self, since: &'a Chunks, end: u32) -> impl Iterator<Item = Ref> + 'a {
        let is_untouched = |number: usize| {
            let kept = self.kept.get(number).zip(since.kept.get(number));
            kept.is_some_and(|(kept, since)| Arc::ptr_eq(kept, since)) && !self.written[number]
        };
        let chunks = (0..(end as usize).div_ceil(CHUNK)).filter(move |number| !is_untouched(*number));
        let objects = chunks.flat_map(move |number| number * CHUNK..((number + 1) * CHUNK).min(end as usize));
        objects.map(|at| Ref(at as u32)).filter(|at| since.get(*at) != Some(self.get(*at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::value::Value;

    fn cell(value: i64) -> Object {
        Object::Cell(Value::Int(value))
    }

    fn of(count: i64) -> Store {
        let mut store = Store::default();
        for value in 0..count {
            store.push(cell(value));
        }
        store
    }

    #[test]
    fn going_back_undoes_what_was_written_and_what_was_added() {
        let mut store = of(100);
        let before = store.keep();
        *store.get_mut(Ref(70)) = cell(-1);
        for value in 100..300 {
            store.push(cell(value));
        }
        let after = store.keep();
        store.go_back(&before);
        assert_eq!((store.len(), store.get(Ref(70))), (100, &cell(70)));
        store.go_back(&after);
        assert_eq!((store.len(), store.get(Ref(70)), store.get(Ref(299))), (300, &cell(-1), &cell(299)));
    }

    #[test]
    fn what_was_not_written_is_kept_once() {
        let mut store = of(1000);
        let (first, again) = (store.keep(), store.keep());
        assert_eq!((first.bytes > 0, again.bytes), (true, 0));
        *store.get_mut(Ref(500)) = cell(-1);
        let third = store.keep();
        let shared = third.kept.iter().zip(&first.kept).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
        assert_eq!(shared, 1000_usize.div_ceil(CHUNK) - 1);
    }

    #[test]
    fn a_large_object_beside_a_busy_one_is_kept_once() {
        let mut store = of(2);
        store.push(Object::List(vec![Value::None; 10_000]));
        let first = store.keep();
        *store.get_mut(Ref(0)) = cell(7);
        assert!(store.keep().bytes < 1000);
        if let Object::List(items) = store.get_mut(Ref(2)) {
            items[5] = Value::Int(1);
        }
        assert!(store.keep().bytes > 100_000);
        store.go_back(&first);
        assert_eq!(store.get(Ref(2)), &Object::List(vec![Value::None; 10_000]));
    }

    #[test]
    fn what_changed_since_is_named() {
        let mut store = of(200);
        let since = store.keep();
        *store.get_mut(Ref(3)) = cell(-1);
        *store.get_mut(Ref(150)) = cell(-1);
        *store.get_mut(Ref(151)) = cell(151);
        assert_eq!(store.changed(&since, 160).collect::<Vec<_>>(), [Ref(3), Ref(150)]);
        assert_eq!(store.changed(&since, 100).collect::<Vec<_>>(), [Ref(3)]);
    }
}
