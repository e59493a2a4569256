# title: One lock for the interpreter
# about: Three threads compute on four cores, and only the one that holds the GIL executes Python code. The others
#   wait for it: one interval of 5 ms, then they ask. Look at the lane of the GIL.
# concepts: 41
# machine GIL on: cores=4
# machine interval 50 ms: cores=4 switch-interval=50ms
# machine GIL off: cores=4 gil=off
# cpython: same
# expect: prints done
# expect GIL on: parallelism 1
# expect GIL on: lane GIL
# expect GIL on: counter waiting for the GIL up to 3
# expect GIL on: slice waits for the GIL
# expect GIL on: flow GIL
# expect GIL on: time 300ms to 301ms
# expect GIL off: time 100ms to 101ms
# expect GIL off: parallelism 4

import sim


def a():
    sim.cpu(0.1)


def b():
    sim.cpu(0.1)


def c():
    sim.cpu(0.1)


sim.together(a, b, c)
print("done")
