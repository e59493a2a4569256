# title: First done, first served
# about: imap() gives results in the order of the inputs and makes the quick ones wait for the slow;
#   imap_unordered() gives each as soon as there is one.
# concepts: 48
# machine: cores=4 start-method=fork
# cpython: same
# expect: prints in order: [0.9, 0.1, 0.5] / as completed: [0.1, 0.5, 0.9]

import time
from multiprocessing import Pool

import sim


def wait(seconds):
    time.sleep(seconds)
    return seconds


if __name__ == "__main__":
    waits = [0.9, 0.1, 0.5]
    with Pool(3) as pool:
        in_order = list(pool.imap(wait, waits))
        completed = list(pool.imap_unordered(wait, waits))
    print("in order:", in_order)
    print("as completed:", completed)
    sim.check(in_order == waits and completed == sorted(waits))
