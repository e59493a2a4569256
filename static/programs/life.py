# title: The life of a thread
# about: New while it is being started; runnable while it could run and has no core; running; waiting, for time that
#   passes, for a lock, for another thread; terminated. Follow the thread "worker" from its beginning to its end.
# concepts: 14
# machine: cores=1 gil=off quantum=100ms
# cpython: same
# expect: thread worker new 1us to 100us
# expect: thread worker running 300ms to 301ms
# expect: thread worker runnable 190ms to 210ms
# expect: thread worker waiting 500ms to 700ms
# expect: slice sleep
# expect: slice key
# expect: flow start
# expect: flow wake
# expect: flow join

import threading
import time

import sim

key = threading.Lock()


def work():
    sim.cpu(0.2)
    time.sleep(0.2)
    with key:
        sim.cpu(0.1)


worker = threading.Thread(target=work, name="worker")
key.acquire()
worker.start()
sim.cpu(0.2)
time.sleep(0.5)
key.release()
worker.join()
print("the worker is alive:", worker.is_alive())
sim.check(not worker.is_alive())
