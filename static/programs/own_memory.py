# title: A process has its own memory
# about: A thread that appends to the list appends to the program's; a process appends to its own copy, which nobody
#   else sees. Code, data and state of processes are kept apart.
# concepts: 24, 61
# machine fork: cores=2 start-method=fork
# machine spawn: cores=2 start-method=spawn
# cpython: same
# expect: prints after a thread: ['from a thread'] / after a process: ['from a thread'] / by message: from a process
# expect: flow start

import multiprocessing
import threading

import sim

notes = []


def write(note, outbox=None):
    notes.append(note)
    if outbox is not None:
        outbox.put(notes[-1])


if __name__ == "__main__":
    thread = threading.Thread(target=write, args=("from a thread",), name="thread")
    thread.start()
    thread.join()
    print("after a thread:", notes)
    outbox = multiprocessing.Queue()
    process = multiprocessing.Process(target=write, args=("from a process", outbox), name="process")
    process.start()
    message = outbox.get()
    process.join()
    print("after a process:", notes)
    print("by message:", message)
    sim.check(notes == ["from a thread"])
