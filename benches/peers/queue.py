"""The peer of the event core: an M/M/1 queue, four fifths busy, as SimPy's documentation would have it written.

Prints customers a second. Usage: queue.py CUSTOMERS
"""

import random
import sys
import time

import simpy


def customer(env, server, stay):
    arrived = env.now
    with server.request() as turn:
        yield turn
        yield env.timeout(random.expovariate(1.0))
    stay.append(env.now - arrived)


def source(env, server, customers, stay):
    for _ in range(customers):
        env.process(customer(env, server, stay))
        yield env.timeout(random.expovariate(0.8))


def main():
    customers = int(sys.argv[1])
    random.seed(1)
    env = simpy.Environment()
    stay = []
    env.process(source(env, simpy.Resource(env, capacity=1), customers, stay))
    start = time.perf_counter()
    env.run()
    elapsed = time.perf_counter() - start
    assert len(stay) == customers
    print(customers / elapsed)


main()
