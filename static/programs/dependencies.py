# title: Who waits for whom
# about: A join, a barrier and a future each say that something comes after something else. The arrows are the edges
#   of that graph; the longest way through it is how long the program takes, however many cores there are.
# concepts: 38
# machine four cores: cores=4 gil=off
# machine one core: cores=1 gil=off
# cpython: same
# expect: prints the walls stand / the roof is on / the house is painted blue
# expect: flow join
# expect: flow wake
# expect four cores: time 700ms to 705ms
# expect one core: time 1.1s to 1.11s

import threading
from concurrent.futures import ThreadPoolExecutor

import sim

walls = threading.Barrier(2)


def build(side, seconds):
    sim.cpu(seconds)
    if walls.wait() == 0:
        print("the walls stand")


def choose_colour():
    sim.cpu(0.3)
    return "blue"


with ThreadPoolExecutor(max_workers=1, thread_name_prefix="painter") as painter:
    colour = painter.submit(choose_colour)
    builders = [threading.Thread(target=build, args=item, name=item[0]) for item in (("left", 0.1), ("right", 0.3))]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    sim.cpu(0.2)
    print("the roof is on")
    print("the house is painted", colour.result())
sim.cpu(0.2)
