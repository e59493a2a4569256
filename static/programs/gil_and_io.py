# title: Let go around input and output
# about: A thread that waits for input or output gives the GIL up first, and others compute meanwhile; then it has
#   to get it back. So the GIL limits parallelism, not concurrency. Libraries in C may let go of it while they
#   compute, too.
# concepts: 42
# machine: cores=2
# cpython: same
# expect: prints both are done
# expect: time 690ms to 710ms
# expect: thread reads waiting 500ms to 501ms
# expect: thread computes running 500ms to 501ms
# expect: slice io
# expect: slice waits for the GIL
# expect: parallelism 1

import sim


def reads():
    for _ in range(5):
        sim.io(0.1)
        sim.cpu(0.02)


def computes():
    sim.cpu(0.5)


sim.together(reads, computes)
print("both are done")
