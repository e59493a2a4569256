//! Who waits for whom at a moment, as nodes and edges: threads, and the locks and queues between them.
//!
//! Only what takes part: who waits for something that others have, who has it, and what else those have. Who waits for a
//! time, for a device or for the interpreter's lock waits for nobody in particular.

use interleave_machine::{Moment, Thread};

/// How many nodes are drawn at most; the table has all.
pub const MOST_NODES: usize = 40;
/// How many nodes are looked at for that.
const MOST_READ: usize = 1_000;
/// From how many threads on those that only wait for the same thing are one node.
const CROWD: usize = 4;

/// A thread, or what threads wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// The thread of that number.
    Thread(u32),
    /// The object of that number.
    Object(u32),
    /// The process of that number in [`Graph::processes`], whose end is waited for.
    Process(usize),
    /// The threads of that number in [`Graph::crowds`].
    Crowd(usize),
}

/// An edge: a thread waits for something, or something is held by a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Who waits, or what is held.
    pub from: usize,
    /// What for, or by whom.
    pub to: usize,
    /// Whether it is waited for; held otherwise.
    pub is_wait: bool,
    /// Whether it is part of the circle.
    pub in_circle: bool,
}

/// Nodes by number, and what is between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// What the edges are between.
    pub nodes: Vec<Node>,
    /// In the order of the threads.
    pub edges: Vec<Edge>,
    /// The nodes of the circle, in its order; empty where there is none.
    pub ring: Vec<usize>,
    /// Names of processes whose end is waited for.
    pub processes: Vec<String>,
    /// Threads that wait for the same thing, that nobody waits for, and that hold nothing: numbers, ascending.
    pub crowds: Vec<Vec<u32>>,
    /// How many threads are left out because there are too many.
    pub left_out: usize,
}

/// Whether others could end the wait of a thread.
pub fn waits_for_others(thread: &Thread) -> bool {
    let known = |kind: &str| matches!(kind, "object" | "thread" | "process");
    thread.wait.as_ref().is_some_and(|wait| known(&wait.kind))
}

impl Graph {
    /// The graph of a moment.
    pub fn of(moment: &Moment) -> Self {
        let mut graph = Self::default();
        // Those of the circle come first, so that they are never left out.
        let in_circle = moment.cycle.iter().filter_map(|id| moment.threads.get(*id as usize));
        let others = moment.threads.iter().filter(|thread| !moment.cycle.contains(&thread.id));
        for thread in in_circle.chain(others).filter(|thread| waits_for_others(thread)) {
            if graph.nodes.len() < MOST_READ {
                graph.wait(moment, thread);
            } else {
                graph.left_out += 1;
            }
        }
        // What those who wait hold besides: it is what makes a circle.
        for object in &moment.objects {
            for holder in &object.holders {
                if graph.find(Node::Thread(*holder)).is_some() && graph.nodes.len() < MOST_READ {
                    graph.held(Node::Object(object.id), *holder);
                }
            }
        }
        graph.mark_circle(&moment.cycle);
        graph.gather();
        graph.cut();
        graph
    }

    fn find(&self, node: Node) -> Option<usize> {
        self.nodes.iter().position(|other| *other == node)
    }

    fn node(&mut self, node: Node) -> usize {
        self.find(node).unwrap_or_else(|| {
            self.nodes.push(node);
            self.nodes.len() - 1
        })
    }

    fn edge(&mut self, from: Node, to: Node, is_wait: bool) {
        let edge = Edge { from: self.node(from), to: self.node(to), is_wait, in_circle: false };
        if !self.edges.contains(&edge) {
            self.edges.push(edge);
        }
    }

    fn held(&mut self, what: Node, holder: u32) {
        self.edge(what, Node::Thread(holder), false);
    }

    fn wait(&mut self, moment: &Moment, thread: &Thread) {
        let Some(wait) = &thread.wait else { return };
        let own = Node::Thread(thread.id);
        let what = match (wait.kind.as_str(), wait.object) {
            ("object", Some(object)) => Node::Object(object),
            ("thread", _) => {
                // The end of a thread is waited for, not something that it has.
                for other in wait.holders.iter().filter(|other| (**other as usize) < moment.threads.len()) {
                    self.edge(own, Node::Thread(*other), true);
                }
                return;
            }
            ("process", _) => {
                let known = self.processes.iter().position(|name| *name == wait.name);
                Node::Process(known.unwrap_or_else(|| {
                    self.processes.push(wait.name.clone());
                    self.processes.len() - 1
                }))
            }
            _ => return,
        };
        self.edge(own, what, true);
        for holder in &wait.holders {
            self.held(what, *holder);
        }
    }

    /// Makes one node of each crowd of threads that only wait for the same thing.
    fn gather(&mut self) {
        let count = self.nodes.len();
        let (mut ways_out, mut ways_in) = (vec![0; count], vec![0; count]);
        for edge in &self.edges {
            ways_out[edge.from] += 1;
            ways_in[edge.to] += 1;
        }
        for target in 0..count {
            let only_waits = |edge: &&Edge| {
                edge.to == target
                    && edge.is_wait
                    && !edge.in_circle
                    && ways_out[edge.from] == 1
                    && ways_in[edge.from] == 0
            };
            let waiting: Vec<usize> = self.edges.iter().filter(only_waits).map(|edge| edge.from).collect();
            let of_node = |node: &usize| if let Node::Thread(id) = self.nodes[*node] { Some(id) } else { None };
            let mut threads: Vec<u32> = waiting.iter().filter_map(of_node).collect();
            if threads.len() < CROWD {
                continue;
            }
            threads.sort_unstable();
            self.edges.retain(|edge| edge.from == waiting[0] || !waiting.contains(&edge.from));
            self.nodes[waiting[0]] = Node::Crowd(self.crowds.len());
            self.crowds.push(threads);
        }
        self.keep(|graph, node| graph.edges.iter().any(|edge| edge.from == node || edge.to == node));
    }

    /// Leaves out what is too much, the last ones first; the circle is at the beginning and stays.
    fn cut(&mut self) {
        let most = MOST_NODES.max(self.ring.len());
        for node in self.nodes.iter().skip(most) {
            self.left_out += match node {
                Node::Thread(_) => 1,
                Node::Crowd(at) => self.crowds[*at].len(),
                Node::Object(_) | Node::Process(_) => 0,
            };
        }
        self.keep(|_, node| node < most);
    }

    /// Keeps those nodes and the edges between them.
    fn keep(&mut self, is_kept: impl Fn(&Self, usize) -> bool) {
        let mut places = Vec::with_capacity(self.nodes.len());
        let mut kept = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            let stays = is_kept(self, at);
            places.push(stays.then_some(kept.len()));
            if stays {
                kept.push(*node);
            }
        }
        let moved = |edge: &Edge| Some(Edge { from: places[edge.from]?, to: places[edge.to]?, ..*edge });
        self.edges = self.edges.iter().filter_map(moved).collect();
        self.ring = self.ring.iter().filter_map(|node| places[*node]).collect();
        self.nodes = kept;
    }

    /// Finds the nodes and edges of the circle of those threads.
    fn mark_circle(&mut self, cycle: &[u32]) {
        let mut ring = Vec::new();
        for (at, thread) in cycle.iter().enumerate() {
            let next = cycle[(at + 1) % cycle.len()];
            let (Some(from), Some(to)) = (self.find(Node::Thread(*thread)), self.find(Node::Thread(next))) else {
                return;
            };
            let waits = |edge: &&Edge| edge.from == from && edge.is_wait;
            let Some(what) = self.edges.iter().find(waits).map(|edge| edge.to) else { return };
            ring.push(from);
            if what != to {
                ring.push(what);
            }
        }
        for edge in &mut self.edges {
            let place = ring.iter().position(|node| *node == edge.from);
            edge.in_circle = place.is_some_and(|place| ring[(place + 1) % ring.len()] == edge.to);
        }
        self.ring = ring;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave_machine::{Object, Wait};

    fn thread(id: u32, wait: Option<Wait>) -> Thread {
        let state = if wait.is_some() { "waiting" } else { "running" };
        Thread { id, name: format!("T{id}"), state: state.to_owned(), wait, ..Thread::default() }
    }

    fn wait(kind: &str, object: Option<u32>, holders: &[u32]) -> Option<Wait> {
        Some(Wait { kind: kind.to_owned(), object, name: String::new(), holders: holders.to_vec() })
    }

    fn lock(id: u32, holders: &[u32], waiters: &[u32]) -> Object {
        let (holders, waiters) = (holders.to_vec(), waiters.to_vec());
        Object { id, kind: "Lock".to_owned(), name: format!("lock{id}"), holders, waiters, ..Object::default() }
    }

    /// `T1 waits lock0*`, with a star for what is part of the circle.
    fn told(graph: &Graph) -> Vec<String> {
        let name = |at: usize| match graph.nodes[at] {
            Node::Thread(id) => format!("T{id}"),
            Node::Object(id) => format!("lock{id}"),
            Node::Process(at) => graph.processes[at].clone(),
            Node::Crowd(at) => format!("{:?}", graph.crowds[at]),
        };
        let edge = |edge: &Edge| {
            let (verb, star) = (if edge.is_wait { "waits" } else { "held" }, if edge.in_circle { "*" } else { "" });
            format!("{} {verb} {}{star}", name(edge.from), name(edge.to))
        };
        graph.edges.iter().map(edge).collect()
    }

    #[test]
    fn locks_in_opposite_orders_are_a_ring_of_four() {
        let moment = Moment {
            threads: vec![
                thread(0, wait("thread", None, &[1])),
                thread(1, wait("object", Some(1), &[2])),
                thread(2, wait("object", Some(0), &[1])),
            ],
            objects: vec![lock(0, &[1], &[2]), lock(1, &[2], &[1])],
            cycle: vec![1, 2],
            ..Moment::default()
        };
        let graph = Graph::of(&moment);
        assert_eq!(
            told(&graph),
            ["T1 waits lock1*", "lock1 held T2*", "T2 waits lock0*", "lock0 held T1*", "T0 waits T1"]
        );
        assert_eq!(graph.ring.len(), 4);
    }

    #[test]
    fn who_sleeps_or_wants_the_interpreters_lock_takes_no_part() {
        let threads = ["sleep", "io", "gil", "switch", "start"];
        let threads = (0..).zip(threads).map(|(id, kind)| thread(id, wait(kind, None, &[]))).collect();
        assert_eq!(Graph::of(&Moment { threads, ..Moment::default() }), Graph::default());
    }

    #[test]
    fn what_a_waiting_thread_holds_besides_is_shown_and_what_nobody_waits_with_is_not() {
        let moment = Moment {
            threads: vec![thread(0, None), thread(1, wait("object", Some(0), &[0]))],
            objects: vec![lock(0, &[0], &[1]), lock(1, &[1], &[]), lock(2, &[], &[])],
            ..Moment::default()
        };
        assert_eq!(told(&Graph::of(&moment)), ["T1 waits lock0", "lock0 held T0", "lock1 held T1"]);
    }

    #[test]
    fn a_thread_that_waits_for_what_it_holds_is_a_circle_by_itself() {
        let moment = Moment {
            threads: vec![thread(0, wait("object", Some(0), &[0]))],
            objects: vec![lock(0, &[0], &[0])],
            cycle: vec![0],
            ..Moment::default()
        };
        let graph = Graph::of(&moment);
        assert_eq!((told(&graph), graph.ring.len()), (vec!["T0 waits lock0*".into(), "lock0 held T0*".into()], 2));
    }

    #[test]
    fn threads_that_only_wait_for_the_same_are_one_node() {
        let mut threads: Vec<Thread> = (0..9).map(|id| thread(id, wait("object", Some(0), &[8]))).collect();
        // One holds something, another is waited for, and this one has it.
        threads[7] = thread(7, wait("thread", None, &[6]));
        threads[8] = thread(8, None);
        let objects = vec![lock(0, &[8], &[]), lock(1, &[5], &[])];
        let graph = Graph::of(&Moment { threads, objects, ..Moment::default() });
        assert_eq!(
            told(&graph),
            [
                "[0, 1, 2, 3, 4] waits lock0",
                "lock0 held T8",
                "T5 waits lock0",
                "T6 waits lock0",
                "T7 waits T6",
                "lock1 held T5"
            ]
        );
    }

    #[test]
    fn a_thousand_waiters_are_not_drawn_and_the_circle_always_is() {
        let mut threads: Vec<Thread> = (0..998).map(|id| thread(id, wait("object", Some(id), &[999]))).collect();
        threads.push(thread(998, wait("thread", None, &[999])));
        threads.push(thread(999, wait("thread", None, &[998])));
        let objects = (0..998).map(|id| lock(id, &[999], &[id])).collect();
        let graph = Graph::of(&Moment { threads, objects, cycle: vec![998, 999], ..Moment::default() });
        assert!(graph.nodes.len() <= MOST_NODES && graph.left_out > 900, "{}", graph.nodes.len());
        assert_eq!(graph.ring.len(), 2);
    }
}
