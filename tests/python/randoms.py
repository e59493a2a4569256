# `random`: CPython's numbers, bit by bit.
import random
from random import Random


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


r = Random(12345)
for _ in range(4):
    print(r.betavariate(2, 3), r.gammavariate(0.5, 2), r.gammavariate(3.5, 1), r.gammavariate(1.0, 2), r.betavariate(0.1, 7))
    print(r.vonmisesvariate(0.5, 4), r.vonmisesvariate(0, 0), r.paretovariate(3), r.weibullvariate(1, 1.5))
    print(r.lognormvariate(0, 0.25), r.expovariate(3), r.normalvariate(1, 2), r.gauss(0, 1), r.triangular(1, 4, 2), r.triangular())
    print(r.uniform(3, 7), r.randint(-5, 5), r.randrange(0, 100, 7), r.choice("abcdef"), r.getrandbits(70), r.randbytes(5))
    print(r.choices([1, 2, 3], [1, 0, 5], k=5), r.choices("ab", cum_weights=[1, 4], k=3), r.sample(range(1000), 4), r.sample("abc", counts=[3, 1, 2], k=4))
state = r.getstate()
print(state[0], len(state[1]), state[1][:2], state[1][-1], state[2])
before = [r.random(), r.gauss(0, 1)]
r.setstate(state)
print(before == [r.random(), r.gauss(0, 1)])
for seed in (0, -7, "text", b"bytes", 2.5, True, 10 ** 40, bytearray(b"ab")):
    random.seed(seed)
    print(seed, random.random(), random.getrandbits(33))
items = list(range(12))
random.shuffle(items)
print(items)
show(lambda: random.choice([]))
show(lambda: random.sample({1, 2}, 1))
show(lambda: random.sample([1], 2))
show(lambda: random.sample([1, 2], counts=[1], k=1))
show(lambda: random.choices([1], [0]))
show(lambda: random.choices([1, 2], [1]))
show(lambda: random.choices([1, 2], 3))
show(lambda: random.choices([1], [1], cum_weights=[1]))
show(lambda: random.randrange(0))
show(lambda: random.randrange(3, 3))
show(lambda: random.randrange(1, 9, 0))
show(lambda: random.gammavariate(0, 1))
show(lambda: random.seed([1]))
show(lambda: random.setstate((9, (), None)))
show(lambda: random.triangular(3, 3, 3))
show(lambda: random.getrandbits(-1))
