# title: Which threads there are
# about: threading.enumerate() lists the threads that are alive, and current_thread() is the one that asks. The list
#   grows and shrinks while the program runs.
# concepts: 17
# machine: cores=4 gil=off
# cpython: same
# expect: prints 0.0 s: MainThread / 0.5 s: MainThread, ant, bee, cat / 1.5 s: MainThread, bee, cat
# expect: prints 2.5 s: MainThread, cat / 3.5 s: MainThread / ant, bee and cat each saw themselves
# expect: alive 4

import threading
import time

import sim

seen = []


def visit(seconds):
    time.sleep(seconds)
    seen.append(threading.current_thread().name)


def report(moment):
    print(f"{moment} s:", ", ".join(thread.name for thread in threading.enumerate()))


report(0.0)
for seconds, name in enumerate(("ant", "bee", "cat"), start=1):
    threading.Thread(target=visit, args=(seconds,), name=name).start()
time.sleep(0.5)
report(0.5)
for moment in (1.5, 2.5, 3.5):
    time.sleep(1)
    report(moment)
print("ant, bee and cat each saw themselves")
sim.check(seen == ["ant", "bee", "cat"])
sim.check(threading.active_count() == 1)
