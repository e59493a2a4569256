# title: What a context switch costs
# about: Two threads share a core and change places a hundred times. The core does nothing for either while it
#   switches: zoom in on the slivers between the slices. A real switch takes a few microseconds.
# concepts: 10
# machine free: cores=1 gil=off quantum=10ms switch-cost=0ns
# machine 5 us: cores=1 gil=off quantum=10ms switch-cost=5us
# machine 1 ms: cores=1 gil=off quantum=10ms switch-cost=1ms
# machine 10 ms: cores=1 gil=off quantum=10ms switch-cost=10ms
# cpython: same
# expect: prints both are done
# expect free: time 1s to 1.001s
# expect 5 us: time 1s to 1.002s
# expect 1 ms: time 1.09s to 1.11s
# expect 10 ms: time 1.95s to 2.1s

import sim


def left():
    sim.cpu(0.5)


def right():
    sim.cpu(0.5)


sim.together(left, right)
print("both are done")
