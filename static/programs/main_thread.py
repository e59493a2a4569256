# title: The thread that is always there
# about: A program that starts no thread has one all the same: it runs the program's first line and its last.
# concepts: 13
# machine: cores=1
# cpython: same
# expect: prints 1 thread: MainThread / the main thread is this one: True
# expect: alive 1
# expect: lane MainThread

import threading

import sim

names = [thread.name for thread in threading.enumerate()]
print(threading.active_count(), "thread:", *names)
print("the main thread is this one:", threading.current_thread() is threading.main_thread())
sim.cpu(0.1)
sim.check(names == ["MainThread"])
