//! The global lock of one interpreter, after CPython's (`Python/ceval_gil.c`, Antoine Pitrou's design of 2009).
//!
//! Who wants the lock while another holds it waits one switch interval. If nobody has taken it meanwhile, the waiter
//! asks for it: the holder gives it up at its next switch point, and then waits until another has it, so that it does
//! not simply take it again. Around waits the lock is given up without being asked, and taken again afterwards.
//!
//! It is state and transitions; who waits on what core, and timers, are the engine's.

use std::collections::VecDeque;

/// The lock of one interpreter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Gil {
    holder: Option<u32>,
    /// How often it was taken: tells a waiter whether somebody else had it meanwhile.
    taken: u64,
    /// Who waits to be told that it is free, in order.
    waiters: VecDeque<u32>,
    drop_request: bool,
    /// Who gave it up when asked, and waits until another has it.
    switching: Option<u32>,
}

impl Gil {
    /// Who holds it.
    #[must_use]
    pub fn holder(&self) -> Option<u32> {
        self.holder
    }

    /// Who waits to be told that it is free, in order.
    pub fn waiters(&self) -> impl Iterator<Item = u32> + '_ {
        self.waiters.iter().copied()
    }

    /// How many wait for it, one that has just given it up among them.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiters.len() + usize::from(self.switching.is_some())
    }

    /// Whether a waiter has asked the holder to give it up.
    #[must_use]
    pub fn is_requested(&self) -> bool {
        self.drop_request
    }

    /// How often it was taken.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// Takes it for `thread` if it is free. True where it was; and who waited for this switch, and waits for the lock
    /// from now on.
    pub fn try_take(&mut self, thread: u32) -> (bool, Option<u32>) {
        if self.holder.is_some() {
            return (self.holder == Some(thread), None);
        }
        self.holder = Some(thread);
        self.taken += 1;
        self.drop_request = false;
        let switched = self.switching.take_if(|switching| *switching != thread);
        if let Some(other) = switched {
            self.waiters.push_back(other);
        }
        (true, switched)
    }

    /// `thread` waits until it is told that the lock is free.
    pub fn wait(&mut self, thread: u32) {
        self.waiters.push_back(thread);
    }

    /// A waiter's interval is over, at whose start the lock had been taken `taken` times: asks for the lock if it has
    /// been held all the time.
    pub fn time_out(&mut self, taken: u64) {
        self.drop_request |= self.holder.is_some() && self.taken == taken;
    }

    /// Gives it up. Who is to be told, and no longer waits to be.
    pub fn release(&mut self) -> Option<u32> {
        self.holder = None;
        self.waiters.pop_front()
    }

    /// The holder gives it up because it was asked to, and waits until another has it.
    pub fn hand_over(&mut self) -> Option<u32> {
        self.switching = self.holder;
        self.release()
    }

    /// Nobody wants it any more.
    pub fn forget_request(&mut self) {
        self.drop_request = false;
    }

    /// `thread` has ended: it neither holds nor waits. True where it held the lock.
    pub fn forget(&mut self, thread: u32) -> bool {
        self.waiters.retain(|waiter| *waiter != thread);
        self.switching.take_if(|switching| *switching == thread);
        self.holder == Some(thread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_one_holder_and_tells_waiters_in_order() {
        let mut gil = Gil::default();
        assert_eq!(gil.try_take(0), (true, None));
        assert_eq!(gil.try_take(1), (false, None));
        gil.wait(1);
        gil.wait(2);
        assert_eq!((gil.holder(), gil.waiting()), (Some(0), 2));
        assert_eq!(gil.release(), Some(1));
        assert_eq!((gil.holder(), gil.waiting()), (None, 1));
    }

    #[test]
    fn it_is_asked_for_only_where_nobody_has_taken_it_meanwhile() {
        let mut gil = Gil::default();
        gil.try_take(0);
        gil.wait(1);
        gil.time_out(0);
        assert!(!gil.is_requested(), "it has been taken since");
        gil.time_out(1);
        assert!(gil.is_requested());
        gil.release();
        gil.try_take(1);
        assert!(!gil.is_requested(), "who takes it is not asked yet");
    }

    #[test]
    fn who_gives_it_up_when_asked_waits_until_another_has_it() {
        let mut gil = Gil::default();
        gil.try_take(0);
        gil.wait(1);
        assert_eq!(gil.hand_over(), Some(1));
        assert_eq!(gil.waiting(), 1);
        assert_eq!(gil.try_take(1), (true, Some(0)));
        assert_eq!(gil.waiters().collect::<Vec<_>>(), [0]);
    }
}
