# title: One heap, a stack for each thread
# about: Both threads see the same list; each has local variables and calls of its own. Stop in the middle and look
#   at their stacks.
# concepts: 22
# machine: cores=2 gil=off
# cpython: same
# expect: prints short: 3 calls deep / long: 6 calls deep / the list has 9 entries
# expect: flow start

import threading

import sim

shared = []
depths = {}


def descend(name, depth, bottom):
    here = f"{name} {depth}"
    shared.append(here)
    sim.cpu(0.1)
    deepest = depth if depth == bottom else descend(name, depth + 1, bottom)
    sim.check(here == f"{name} {depth}")
    return deepest


def work(name, bottom):
    depths[name] = descend(name, 1, bottom)
    print(f"{name}: {depths[name]} calls deep")


threads = [threading.Thread(target=work, args=item, name=item[0]) for item in (("short", 3), ("long", 6))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("the list has", len(shared), "entries")
sim.check(len(shared) == 9 and depths == {"short": 3, "long": 6})
