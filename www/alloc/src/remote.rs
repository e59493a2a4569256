//! A list that any thread pushes to and one thread, its owner, empties as a whole.
//!
//! A Treiber stack without `pop`, so it has no ABA problem: a pusher never looks into the node
//! it puts its own in front of, and the owner takes everything in one exchange.

use super::sync::{AtomicPtr, Ordering};

/// A node that holds the address of the next one in itself.
pub trait Link: Sized {
    /// # Safety
    /// `this` is a node that only the caller has access to.
    unsafe fn next(this: *mut Self) -> *mut Self;

    /// # Safety
    /// As for [`Link::next`].
    unsafe fn set_next(this: *mut Self, next: *mut Self);
}

/// The list. (Built as a literal, like `Lock`.)
pub struct RemoteList<N> {
    pub head: AtomicPtr<N>,
}

impl<N: Link> RemoteList<N> {
    /// Hands `node` to the list's owner.
    ///
    /// # Safety
    /// The caller has exclusive access to `node` and gives it up with this call.
    pub unsafe fn push(&self, node: *mut N) {
        let mut head = self.head.load(Ordering::Relaxed);
        loop {
            // SAFETY: until the exchange below succeeds, only the caller knows `node`.
            unsafe { N::set_next(node, head) };
            // Release: the link, and everything this thread did with the block before it freed
            // it, happens before the owner reuses it. `head` itself is never dereferenced
            // here, so reading it needs no ordering.
            match self.head.compare_exchange_weak(head, node, Ordering::Release, Ordering::Relaxed) {
                Ok(_) => return,
                Err(now) => head = now,
            }
        }
    }

    /// Takes all nodes, newest first, as a chain that ends in null. The caller becomes their
    /// only owner.
    pub fn take_all(&self) -> *mut N {
        // A plain look first, since mostly there is nothing and an exchange costs more. A push
        // that it misses is found the next time.
        if self.head.load(Ordering::Relaxed).is_null() {
            return core::ptr::null_mut();
        }
        // Acquire pairs with the Release of every push in the chain, not only of the last one:
        // the pushes are read-modify-writes and so continue each other's release sequence.
        self.head.swap(core::ptr::null_mut(), Ordering::Acquire)
    }
}
