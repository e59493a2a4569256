# title: A lock and an exception
# about: After acquire(), an exception leaves the lock locked, and whoever wants it waits for ever; here, for half a
#   second. The with statement releases it, whatever happens inside.
# concepts: 36
# machine: cores=2
# cpython: same
# expect: prints acquire and release: still locked / the next one gave up / with: free / the next one got it
# expect: thread next waiting 500ms to 501ms
# expect: mark timed out

import threading

import sim


def by_hand(lock):
    lock.acquire()
    print(1 / 0)
    lock.release()


def by_with(lock):
    with lock:
        print(1 / 0)


def try_it(title, work):
    lock = threading.Lock()
    try:
        work(lock)
    except ZeroDivisionError:
        print(title, "still locked" if lock.locked() else "free")

    def take():
        got_it = lock.acquire(timeout=0.5)
        print("the next one", "got it" if got_it else "gave up")

    taker = threading.Thread(target=take, name="next")
    taker.start()
    taker.join()
    return lock.locked()


sim.check(try_it("acquire and release:", by_hand))
sim.check(try_it("with:", by_with))
