# `functools`.
import functools
from functools import lru_cache, partial, partialmethod, singledispatch, singledispatchmethod, total_ordering, wraps


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


@lru_cache(maxsize=2)
def double(n):
    print("work", n)
    return n * 2


print([double(n) for n in (1, 2, 1, 3, 2)], double.cache_info(), double.cache_info().hits, double.cache_parameters())
double.cache_clear()
print(double.cache_info(), double.__wrapped__(4), double.__name__)


@lru_cache(typed=True)
def kind(x, *, y=0):
    return type(x).__name__


print(kind(1), kind(1.0), kind(True), kind(1, y=2), kind.cache_info())
show(lambda: kind([]))


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())
off = lru_cache(maxsize=0)(lambda n: n)
print(off(1), off(1), off.cache_info())
show(lambda: lru_cache("a"))
p = partial(partial(int, base=2), "101")
print(p(), p.args, p.keywords, p.func is int, p)
show(lambda: partial(3))


class Cell:
    def __init__(self):
        self.alive = False

    def set_state(self, state):
        self.alive = state
        return self

    set_alive = partialmethod(set_state, True)
    set_dead = partialmethod(set_state, state=False)


print(Cell().set_alive().alive, Cell().set_alive().set_dead().alive, Cell.set_alive(Cell()).alive)


@total_ordering
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        if not isinstance(other, V):
            return NotImplemented
        return self.n < other.n


print(V(1) < V(2), V(1) <= V(1), V(2) > V(1), V(1) >= V(2))
show(lambda: V(1) > 3)


@total_ordering
class W:
    def __init__(self, n):
        self.n = n

    def __ge__(self, other):
        return self.n >= other.n

    def __eq__(self, other):
        return self.n == other.n


print(W(1) < W(2), W(1) <= W(1), W(2) > W(1), W(1) >= W(2))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
k = functools.cmp_to_key(lambda a, b: a - b)
print(k(1) <= k(1), k(1) >= k(2), k(3) == k(3), k(3).obj)


@singledispatch
def describe(thing):
    return "thing"


@describe.register(int)
def _(thing):
    return "int"


@describe.register(list)
@describe.register(tuple)
def _(thing):
    return "sequence"


print(describe(1), describe(True), describe("a"), describe([]), describe(()), describe.dispatch(bool) is describe.registry[int])
show(lambda: describe())


class Shower:
    @singledispatchmethod
    def show(self, thing):
        return "any"

    @show.register(str)
    def _(self, thing):
        return "text"

    @show.register(int)
    def _(self, thing):
        return f"number {self.name}"

    name = "n"


print(Shower().show(1), Shower().show("a"), Shower().show(None))


class Lazy:
    @functools.cached_property
    def value(self):
        print("computed")
        return 42


lazy = Lazy()
print(lazy.value, lazy.value, lazy.__dict__)
del lazy.value
print(lazy.value)


def deco(function):
    @wraps(function)
    def inner(*args):
        """inner"""
        return function(*args)
    return inner


def base(x: int):
    """doc"""
    return x


base.mark = 7
d = deco(base)
print(d.__name__, d.__doc__, d.mark, d.__wrapped__ is base, d(3))
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(max, [], 0))
show(lambda: functools.reduce(max, []))
