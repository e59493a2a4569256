//! A set whose order of iteration is CPython's, so that a printed set of numbers looks the same: a table of slots with
//! short linear probes, then jumps driven by the hash (the scheme of CPython's `Objects/setobject.c`, written anew).

use super::value::Value;

const LINEAR_PROBES: usize = 9;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Slot {
    hash: u64,
    key: Value,
    gone: bool,
}

/// Keys without values.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    table: Vec<Slot>,
    fill: usize,
    used: usize,
    pub version: u32,
}

impl Default for Set {
    fn default() -> Self {
        Self { table: vec![Slot::default(); 8], fill: 0, used: 0, version: 0 }
    }
}

impl Set {
    pub fn len(&self) -> usize {
        self.used
    }

    pub fn bytes(&self) -> usize {
        self.table.capacity() * 32
    }

    pub fn find(&self, hash: u64, mut same: impl FnMut(Value) -> bool) -> Option<usize> {
        self.probe(hash, |at, slot| {
            if slot.key.is_undef() {
                if slot.gone { None } else { Some(None) }
            } else if slot.hash == hash && same(slot.key) {
                Some(Some(at))
            } else {
                None
            }
        })
    }

    /// Looks at one slot after the other where a key of this hash can be, until `look` has an answer.
    #[inline]
    fn probe<T>(&self, hash: u64, mut look: impl FnMut(usize, &Slot) -> Option<T>) -> T {
        let mask = self.table.len() - 1;
        let mut at = hash as usize & mask;
        let mut perturb = hash;
        loop {
            let probes = if at + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            for at in at..=at + probes {
                if let Some(answer) = look(at, &self.table[at]) {
                    return answer;
                }
            }
            perturb >>= 5;
            at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// Adds a key that is known to be new.
    pub fn push(&mut self, hash: u64, key: Value) {
        let at = self.free_slot(hash);
        self.table[at] = Slot { hash, key, gone: false };
        self.used += 1;
        self.version = self.version.wrapping_add(1);
        self.fill += 1;
        if self.fill * 5 >= (self.table.len() - 1) * 3 {
            let wanted = if self.used > 50_000 { self.used * 2 } else { self.used * 4 };
            self.resize(wanted);
        }
    }

    fn free_slot(&self, hash: u64) -> usize {
        self.probe(hash, |at, slot| (slot.key.is_undef() && !slot.gone).then_some(at))
    }

    fn resize(&mut self, wanted: usize) {
        let mut size = 8;
        while size <= wanted {
            size *= 2;
        }
        let old = std::mem::replace(&mut self.table, vec![Slot::default(); size]);
        self.fill = self.used;
        for slot in old {
            if !slot.key.is_undef() {
                let at = self.free_slot(slot.hash);
                self.table[at] = slot;
            }
        }
    }

    pub fn remove(&mut self, at: usize) -> Value {
        let key = self.table[at].key;
        self.table[at] = Slot { hash: 0, key: Value::Undef, gone: true };
        self.used -= 1;
        self.version = self.version.wrapping_add(1);
        key
    }

    pub fn clear(&mut self) {
        let version = self.version.wrapping_add(1);
        *self = Self { version, ..Self::default() };
    }

    /// The first occupied slot at or after `from`.
    pub fn next(&self, from: usize) -> Option<usize> {
        (from..self.table.len()).find(|at| !self.table[*at].key.is_undef())
    }

    pub fn key(&self, at: usize) -> Value {
        self.table[at].key
    }

    pub fn iter(&self) -> impl Iterator<Item = (u64, Value)> + '_ {
        self.table.iter().filter(|slot| !slot.key.is_undef()).map(|slot| (slot.hash, slot.key))
    }

    /// Every slot of the table: its key, and whether one was removed there.
    pub fn layout(&self) -> impl Iterator<Item = (Value, bool)> + '_ {
        self.table.iter().map(|slot| (slot.key, slot.gone))
    }

    /// A set with the same keys, in the places that CPython gives them in a copy.
    pub fn copied(&self) -> Self {
        let mut copy = Self::default();
        copy.reserve_for(self.used);
        if copy.table.len() == self.table.len() && self.fill == self.used {
            copy.table.clone_from(&self.table);
        } else {
            for slot in self.table.iter().filter(|slot| !slot.key.is_undef()) {
                let at = copy.free_slot(slot.hash);
                copy.table[at] = *slot;
            }
        }
        (copy.fill, copy.used) = (self.used, self.used);
        copy
    }

    /// Makes room as CPython does when it merges another set in.
    pub fn reserve_for(&mut self, more: usize) {
        if (self.fill + more) * 5 >= (self.table.len() - 1) * 3 {
            self.resize((self.used + more) * 2);
        }
    }
}
