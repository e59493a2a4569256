# title: The same program without a GIL
# about: Ten numbers, of which nine are prime, are tested by four threads. With the GIL that takes as long as on one
#   thread, without it about a quarter of that. CPython can be built without since 3.13, where that was an
#   experiment, and supports it since 3.14. PyPy has a GIL too.
# concepts: 44
# machine GIL on: cores=4
# machine GIL off: cores=4 gil=off
# machine GIL off, one core: cores=1 gil=off
# cpython: same
# expect: prints 9 of 10 are prime
# expect GIL on: parallelism 1
# expect GIL off: parallelism 4
# expect: ratio GIL on / GIL off 3.5 to 4.1
# expect: ratio GIL on / GIL off, one core 0.95 to 1.05

from concurrent.futures import ThreadPoolExecutor

import sim

LARGE = [3600000011, 3600000013, 3600000031]
SMALL = [900000011, 900000041, 900000053, 900000067, 900000083, 900000107]


def is_prime(number):
    return all(number % divisor for divisor in range(2, int(number**0.5) + 1))


numbers = LARGE + SMALL + [900000001]
with ThreadPoolExecutor(max_workers=4, thread_name_prefix="thread") as pool:
    primes = sum(pool.map(is_prime, numbers))
print(primes, "of", len(numbers), "are prime")
sim.check(primes == 9)
