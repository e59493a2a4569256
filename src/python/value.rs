//! A Python value in sixteen bytes: small things in place, everything else as the number of an object in the heap.
//!
//! The last three kinds never reach a program: they are states of a `for` loop's iterator, kept in its registers so
//! that counting loops touch no heap.

/// The number of an object in its process's heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref(pub u32);

impl Ref {
    #[inline]
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// A value, or the absence of one.
#[derive(Clone, Copy, Debug, Default)]
pub enum Value {
    /// No value: an unbound variable, an argument that was not given.
    #[default]
    Undef,
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// A function written in Rust, by its number in `natives`.
    Native(u32),
    NotImplemented,
    Ellipsis,
    Ref(Ref),
    /// A `for` loop over a range: the next number. The registers after it hold the end and the step.
    RangeAt(i64),
    /// A `for` loop over a list: the next index. The register after it holds the list.
    ListAt(u32),
    /// A `for` loop over a tuple: the next index. The register after it holds the tuple.
    TupleAt(u32),
}

impl Value {
    pub fn is_undef(self) -> bool {
        matches!(self, Self::Undef)
    }

    pub fn is_none(self) -> bool {
        matches!(self, Self::None)
    }

    /// Python's `is`.
    pub fn same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Undef, Self::Undef) | (Self::None, Self::None) | (Self::Ellipsis, Self::Ellipsis) => true,
            (Self::NotImplemented, Self::NotImplemented) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Native(a), Self::Native(b)) => a == b,
            (Self::Ref(a), Self::Ref(b)) => a == b,
            _ => false,
        }
    }

    pub fn or(self, other: Self) -> Self {
        if self.is_undef() { other } else { self }
    }
}

/// The same bits, iterators of `for` loops among them: what snapshots are compared by, not what Python's `==` is.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (*self, *other) {
            (Self::RangeAt(a), Self::RangeAt(b)) => a == b,
            (Self::ListAt(a), Self::ListAt(b)) | (Self::TupleAt(a), Self::TupleAt(b)) => a == b,
            (a, b) => a.same(b),
        }
    }
}

impl Eq for Value {}
