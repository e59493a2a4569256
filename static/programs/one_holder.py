# title: One holder at a time
# about: A lock has one holder. When it lets go, one of those that wait goes on: here the one that has waited
#   longest. A lock may be released by another thread than the one that took it; an RLock may not.
# concepts: 35
# machine: cores=4
# cpython: same lines
# expect: prints ann / ben / cleo / dan / a Lock was released by another thread
# expect: prints RuntimeError: cannot release un-acquired lock
# expect: thread dan waiting 1.6s to 1.75s
# expect: lane key
# expect: counter waiting of key up to 3
# expect: flow wake

import threading
import time

key = threading.Lock()
other = threading.RLock()


def enter(name):
    with key:
        print(name)
        time.sleep(0.5)


visitors = [threading.Thread(target=enter, args=(name,), name=name) for name in ("ann", "ben", "cleo", "dan")]
for visitor in visitors:
    visitor.start()
    time.sleep(0.1)
for visitor in visitors:
    visitor.join()


def release_both():
    key.release()
    print("a Lock was released by another thread")
    try:
        other.release()
    except RuntimeError as error:
        print("RuntimeError:", error)


key.acquire()
other.acquire()
stranger = threading.Thread(target=release_both, name="stranger")
stranger.start()
stranger.join()
