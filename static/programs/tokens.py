# title: Thirty tokens
# about: Three workers write ten tokens each. The lines are mixed, in an order that is nobody's to choose; the
#   tokens of each worker are in order all the same.
# concepts: 18
# machine one core: cores=1 quantum=10ms
# machine four cores: cores=4 gil=off
# machine by lot: cores=1 policy=lottery quantum=10ms seed=7
# cpython: same lines
# expect: alive 4
# expect: differs
# expect: prints A0 / A1 / A2 / A3 / A4 / A5 / A6 / A7 / A8 / A9
# expect: prints B0 / B1 / B2 / B3 / B4 / B5 / B6 / B7 / B8 / B9
# expect: prints C0 / C1 / C2 / C3 / C4 / C5 / C6 / C7 / C8 / C9
# expect: prints 30 tokens, each worker's in order

import random
import threading

import sim

tokens = []


def write(prefix):
    dice = random.Random(prefix)
    for number in range(10):
        sim.cpu(dice.uniform(0.004, 0.03))
        token = f"{prefix}{number}"
        tokens.append(token)
        # Text and end of line as one: CPython writes what it prints in parts, and others may come between.
        print(f"{token}\n", end="")


workers = [threading.Thread(target=write, args=(prefix,), name=prefix) for prefix in "ABC"]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()

sim.check(len(tokens) == 30)
for prefix in "ABC":
    own = [token for token in tokens if token.startswith(prefix)]
    sim.check(own == [f"{prefix}{number}" for number in range(10)])
print("30 tokens, each worker's in order")
