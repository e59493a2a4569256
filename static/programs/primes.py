# title: Computing: one thread, four threads, four processes
# about: Ten numbers, of which nine are prime. Four threads under one GIL are no faster than one; four processes
#   have an interpreter and a lock each, and take about a quarter of the time on four cores.
# concepts: 43, 30, 58
# machine four cores: cores=4 start-method=fork
# machine one core: cores=1 start-method=fork
# machine four cores, GIL off: cores=4 gil=off start-method=fork
# cpython: no, it measures times
# expect: prints 9 of 10 are prime
# expect four cores: prints threads are no faster: True / processes take about a quarter: True
# expect one core: prints threads are no faster: True / processes take about a quarter: False
# expect four cores, GIL off: prints threads are no faster: False / processes take about a quarter: True
# expect four cores: parallelism 4

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import sim

LARGE = [3600000011, 3600000013, 3600000031]
SMALL = [900000011, 900000041, 900000053, 900000067, 900000083, 900000107]


def is_prime(number):
    return all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def test_all(mapped):
    began = time.perf_counter()
    primes = sum(mapped(is_prime, LARGE + SMALL + [900000001]))
    sim.check(primes == 9)
    return time.perf_counter() - began


if __name__ == "__main__":
    single = test_all(map)
    with ThreadPoolExecutor(4, thread_name_prefix="thread") as pool:
        threads = test_all(pool.map)
    with ProcessPoolExecutor(4) as pool:
        processes = test_all(pool.map)
    print("9 of 10 are prime")
    print("threads are no faster:", threads > 0.9 * single)
    print("processes take about a quarter:", 0.2 < processes / single < 0.35)
