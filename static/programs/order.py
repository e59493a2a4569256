# title: Who is first?
# about: Four threads, one core, and a scheduler that draws lots. The same program ends in another order with every
#   seed, and nothing in it says which one is right. On a machine with another policy there are more.
# concepts: 12
# machine seed 1: cores=1 gil=off policy=lottery quantum=10ms seed=1
# machine seed 2: cores=1 gil=off policy=lottery quantum=10ms seed=2
# machine seed 3: cores=1 gil=off policy=lottery quantum=10ms seed=3
# machine round robin: cores=1 gil=off quantum=10ms
# cpython: no, the order is the scheduler's
# expect: differs
# expect round robin: prints ABCD
# expect: time 200ms to 201ms

import functools

import sim

ended = []


def run(name):
    sim.cpu(0.05)
    ended.append(name)


runners = []
for name in "ABCD":
    runner = functools.partial(run, name)
    runner.__name__ = name
    runners.append(runner)

sim.together(*runners)
print("".join(ended))
sim.check(sorted(ended) == ["A", "B", "C", "D"])
