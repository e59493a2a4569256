//! The lock-free parts, compiled here against loom's atomics, which try every interleaving and
//! every value a relaxed or acquiring load may see. Plain `cargo test` runs them.

// The two files are built as they are for the allocator; some of it is not used here.
#[allow(dead_code)]
#[path = "../src/lock.rs"]
mod lock;
#[allow(dead_code)]
#[path = "../src/remote.rs"]
mod remote;

mod sync {
    pub use loom::cell::UnsafeCell;
    pub use loom::hint::spin_loop;
    pub use loom::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
}

use lock::Lock;
use loom::sync::Arc;
use loom::thread;
use remote::{Link, RemoteList};
use std::ptr::null_mut;
use sync::{AtomicBool, AtomicPtr, UnsafeCell};

/// A block whose contents loom watches: two threads that touch it without an order between them
/// fail the test.
struct Node {
    next: UnsafeCell<*mut Node>,
    contents: UnsafeCell<u32>,
}

impl Node {
    fn boxed(contents: u32) -> *mut Node {
        Box::into_raw(Box::new(Node { next: UnsafeCell::new(null_mut()), contents: UnsafeCell::new(contents) }))
    }
}

impl Link for Node {
    unsafe fn next(this: *mut Self) -> *mut Self {
        unsafe { (*this).next.with(|next| *next) }
    }

    unsafe fn set_next(this: *mut Self, next: *mut Self) {
        unsafe { (*this).next.with_mut(|place| *place = next) }
    }
}

/// A node on its way to another thread.
struct Sent(*mut Node);
unsafe impl Send for Sent {}

fn list() -> Arc<RemoteList<Node>> {
    Arc::new(RemoteList { head: AtomicPtr::new(null_mut()) })
}

fn lock<T>(value: T) -> Arc<Lock<T>> {
    Arc::new(Lock { taken: AtomicBool::new(false), value: UnsafeCell::new(value) })
}

/// Empties the list: returns the nodes and the sum of their contents, which are overwritten.
fn drain(list: &RemoteList<Node>) -> (Vec<*mut Node>, u32) {
    let (mut nodes, mut sum) = (Vec::new(), 0);
    let mut node = list.take_all();
    while !node.is_null() {
        nodes.push(node);
        unsafe {
            (*node).contents.with_mut(|contents| sum += std::mem::replace(&mut *contents, 0));
            node = Node::next(node);
        }
    }
    (nodes, sum)
}

fn free(nodes: Vec<*mut Node>) {
    nodes.into_iter().for_each(|node| drop(unsafe { Box::from_raw(node) }));
}

/// Frees a block that this thread last wrote to, on a list that another thread owns.
fn write_and_push(list: &RemoteList<Node>, node: Sent, contents: u32) {
    unsafe {
        (*node.0).contents.with_mut(|place| *place = contents);
        list.push(node.0);
    }
}

#[test]
fn the_owner_gets_each_block_once_and_sees_what_was_written_to_it() {
    loom::model(|| {
        let list = list();
        let pushers: Vec<_> = [1, 10]
            .map(|contents| {
                let (list, node) = (list.clone(), Sent(Node::boxed(0)));
                thread::spawn(move || {
                    let node = node;
                    write_and_push(&list, node, contents)
                })
            })
            .into();
        let (mut nodes, early) = drain(&list);
        pushers.into_iter().for_each(|pusher| pusher.join().unwrap());
        let (rest, late) = drain(&list);
        nodes.extend(rest);
        assert_eq!((nodes.len(), early + late), (2, 11));
        free(nodes);
    });
}

#[test]
fn a_block_that_returns_while_another_is_pushed_does_not_lose_either() {
    // The pattern that breaks stacks with `pop` (ABA): the head that a pusher read is taken,
    // reused and pushed again before the pusher's exchange.
    loom::model(|| {
        let list = list();
        unsafe { list.push(Node::boxed(1)) };
        let pusher = {
            let (list, node) = (list.clone(), Sent(Node::boxed(0)));
            thread::spawn(move || {
                let node = node;
                write_and_push(&list, node, 10)
            })
        };
        let (mut nodes, mut sum) = drain(&list);
        let again = nodes.pop().expect("the first block was there from the start");
        unsafe {
            (*again).contents.with_mut(|contents| *contents = 100);
            list.push(again);
        }
        pusher.join().unwrap();
        let (rest, more) = drain(&list);
        nodes.extend(rest);
        sum += more;
        assert_eq!((nodes.len(), sum), (2, 111));
        free(nodes);
    });
}

#[test]
fn the_lock_admits_one_thread_at_a_time() {
    loom::model(|| {
        let count = lock(0_u32);
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let count = count.clone();
                thread::spawn(move || count.with(|count| *count += 1))
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(count.with(|count| *count), 2);
    });
}

/// A heap as far as its hand-over goes: what its thread has, and the list that others push to.
struct Heap {
    own: UnsafeCell<u32>,
    remote: RemoteList<Node>,
}

#[test]
fn a_heap_is_handed_over_whole_while_others_free_into_it() {
    loom::model(|| {
        let heap = Arc::new(Heap { own: UnsafeCell::new(0), remote: RemoteList { head: AtomicPtr::new(null_mut()) } });
        let idle = lock(None::<()>);
        let leaver = {
            let (heap, idle) = (heap.clone(), idle.clone());
            thread::spawn(move || {
                heap.own.with_mut(|own| unsafe { *own = 7 });
                free(drain(&heap.remote).0);
                idle.with(|idle| *idle = Some(()));
            })
        };
        let stranger = {
            let (heap, node) = (heap.clone(), Sent(Node::boxed(0)));
            thread::spawn(move || {
                let node = node;
                write_and_push(&heap.remote, node, 1)
            })
        };
        // Adopts the heap if it is there already.
        if idle.with(|idle| idle.take()).is_some() {
            heap.own.with_mut(|own| assert_eq!(unsafe { *own }, 7));
            free(drain(&heap.remote).0);
        }
        leaver.join().unwrap();
        stranger.join().unwrap();
        free(drain(&heap.remote).0);
    });
}
