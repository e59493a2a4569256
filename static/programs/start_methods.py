# title: Fork, spawn, fork server
# about: The parent sets a variable and starts a child. A forked child has a copy of the parent's memory and sees
#   the new value; the other two begin afresh and import the program again. Windows and macOS spawn; elsewhere
#   Python takes the fork server since 3.14.
# concepts: 26, 28
# machine fork: cores=2 start-method=fork
# machine spawn: cores=2 start-method=spawn
# machine fork server: cores=2 start-method=forkserver
# cpython: no, the default differs between systems
# expect fork: prints the child sees: set by the parent
# expect spawn: prints the child sees: as it was imported
# expect fork server: prints the child sees: as it was imported
# expect: differs

import multiprocessing

import sim

state = "as it was imported"


def look():
    print("the child sees:", state)


if __name__ == "__main__":
    state = "set by the parent"
    child = multiprocessing.Process(target=look, name="child")
    child.start()
    child.join()
    sim.mark("the child has ended")
    print("exit code", child.exitcode)
