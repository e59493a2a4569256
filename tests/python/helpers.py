# What programs about something else use beside: hashes, counters, named tuples, dictionaries of many layers.
import dataclasses
import hashlib
import io
import math
import pickle
import sys
from collections import ChainMap, Counter, UserString
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import InitVar, asdict, astuple, dataclass, field, make_dataclass
from typing import AnyStr, Counter as CounterType, NamedTuple, Required, TypedDict, assert_never, is_typeddict

for name in sorted(hashlib.algorithms_guaranteed):
    made = hashlib.new(name, b"concurrent")
    made.update(b" or parallel" * 40)
    if name.startswith("shake"):
        print(name, made.hexdigest(20), made.copy().hexdigest(3), made.digest_size, made.block_size)
    else:
        print(name, made.hexdigest(), made.copy().digest() == made.digest(), made.digest_size, made.block_size)
print(hashlib.md5(b"").hexdigest(), hashlib.sha1(string=b"x").hexdigest(), hashlib.new("SHA256").name)
print(hashlib.blake2b(b"data", digest_size=10).hexdigest(), hashlib.blake2s(b"data", digest_size=8).hexdigest())
for name, rounds, length in [("sha256", 1000, None), ("sha1", 1, 45), ("sha512", 7, 3), ("md5", 2, 16)]:
    print(hashlib.pbkdf2_hmac(name, b"password", b"salt", rounds, length).hex())
for wrong in [lambda: hashlib.new("none"), lambda: hashlib.sha256("text"), lambda: hashlib.blake2b(digest_size=65),
              lambda: hashlib.pbkdf2_hmac("sha256", b"", b"", 0)]:
    try:
        wrong()
    except (ValueError, TypeError) as error:
        print(type(error).__name__)

for value in [0.0, 0.3, 0.5, 1.5, 2.0, 5.0, 10.0]:
    print(f"{math.asinh(value):.12g} {math.erf(value):.12g} {math.erfc(value):.12g} {math.ulp(value)!r}")
    if value > 0:
        print(f"{math.gamma(value):.12g} {math.lgamma(value):.12g}")
    if value >= 1:
        print(f"{math.acosh(value):.12g} {math.atanh(1 / value - 0.1):.12g}")
print(math.gamma(5), math.gamma(0.5) ** 2, f"{math.gamma(-1.5):.10g} {math.lgamma(-1.5):.10g} {math.lgamma(1e10):.10g}")
print(math.remainder(7, 3), math.remainder(8, 3), math.remainder(-1, 4), math.nextafter(1.0, 2), math.nextafter(0, -1))
print(math.nextafter(1.0, 1.0), math.nextafter(math.inf, 0), math.ulp(math.inf), math.ulp(2.0 ** 1023), math.ulp(-1))
for wrong in [lambda: math.gamma(-1), lambda: math.gamma(0), lambda: math.gamma(200), lambda: math.acosh(0.5),
              lambda: math.atanh(1), lambda: math.remainder(1, 0), lambda: math.lgamma(-2), lambda: math.gamma(-math.inf)]:
    try:
        wrong()
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)

a, b = Counter("abracadabra"), Counter(a=2, x=3, r=-1)
print(a | b, a & b, +b, -b, a + b, a - b)
print(a == Counter("abracadabra"), a != b, Counter(a=1) <= a, Counter(a=0) == Counter(), a < b, a > Counter("ab"))
a |= b
a -= Counter("aaa")
a.subtract(c=4)
del a["nothing"]
print(a, a.copy() == a, a["none"], a.total(), a.most_common(2), sorted(b.elements()))
print(pickle.loads(pickle.dumps(a)) == a, CounterType, list(Counter([1, 1, 2])))

layers = ChainMap({"a": 1, "b": 2}, {"b": 3, "c": 4})
print(layers, list(layers), len(layers), layers["b"], layers.get("z", 9), "c" in layers, bool(ChainMap()))
inner = layers.new_child({"c": 5}, d=6) if False else layers.new_child({"c": 5})
print(inner, inner.parents, dict(inner), sorted(inner.items()), inner == {"a": 1, "b": 2, "c": 5})
inner["a"] = 7
del inner["c"]
print(inner.pop("a"), inner.setdefault("e", 8), inner.maps[0], layers | {"z": 0}, {"z": 0} | layers)
for wrong in [lambda: inner["no"], lambda: inner.pop("a"), lambda: inner.popitem() and inner.popitem()]:
    try:
        wrong()
    except KeyError as error:
        print(error)
print(UserString("text").upper(), UserString("a").data)


class Point(NamedTuple):
    """A place."""
    x: int
    y: int = 2

    def far(self):
        return self.x + self.y

    @property
    def swapped(self):
        return Point(self.y, self.x)


point = Point(1)
print(point, point.far(), point.swapped, point == (1, 2), Point._fields, Point._field_defaults, point._replace(x=5))
print(isinstance(point, tuple), NamedTuple("Pair", [("a", int), ("b", str)])(1, "b"), point._asdict(), hash(point) == hash((1, 2)))
x, y = point
match point:
    case Point(x=1, y=other):
        print("matched", other)


class Film(TypedDict, total=False):
    title: Required[str]
    year: int


class Long(Film):
    hours: int


print(Film(title="a", year=1), Long(title="b", hours=3), Film.__total__, sorted(Long.__optional_keys__), is_typeddict(Film))
print(TypedDict("Made", {"k": int})(k=1), type(Film(title="a")) is dict)
try:
    assert_never(3)
except AssertionError as error:
    print(error)


@dataclass
class Job:
    name: str
    scale: InitVar[int] = 2
    sizes: list = field(default_factory=list, metadata={"unit": "s"})
    total: int = field(init=False, default=0)

    def __post_init__(self, scale):
        self.total = scale * len(self.name)


@dataclass
class Queue:
    first: Job
    rest: tuple = ()
    named: dict = field(default_factory=dict)


job = Job("long", 3, [1])
print(job, asdict(job), astuple(job), [f.name for f in dataclasses.fields(Job)], dataclasses.fields(Job)[1].metadata["unit"])
print(asdict(Queue(job, (job, [job]), {"k": job})), asdict(Queue(job), dict_factory=lambda of: sorted(n for n, _ in of)))
Made = make_dataclass("Made", ["a", ("b", int), ("c", int, 5), ("d", list, field(default_factory=list))], frozen=True)
print(Made(1, 2), Made(1, 2) == Made(1, 2, 5, []))

with ExitStack() as outer:
    with ExitStack() as stack:
        stack.callback(print, "closed last")
        stack.callback(print, "closed first")
        kept = stack.pop_all()
    print("nothing closed yet")
    outer.push(kept)
    outer.enter_context(kept)


class Loud:
    def __str__(self):
        return "LOUD"


kept = io.StringIO()
with redirect_stdout(kept) as target:
    print("not seen", Loud(), sep="; ")
    with redirect_stdout(io.StringIO()):
        print("nor this")
    print("nor that", file=sys.__stdout__ and target)
    print("straight", file=sys.__stdout__)
print(repr(kept.getvalue()), sys.stdout is sys.__stdout__)
before, sys.stdout = sys.stdout, kept
print("more")
sys.stdout = None
print("lost")
sys.stdout = before
print(kept.getvalue().splitlines()[-1])
with redirect_stderr(kept):
    print("an error", file=sys.stderr)
print(kept.getvalue().splitlines()[-1])


class Tee:
    def __init__(self, *others):
        self.others = others

    def write(self, text):
        for other in self.others:
            other.write(text)

    def flush(self):
        pass


with redirect_stdout(Tee(sys.stdout, kept)):
    print("twice")
print(kept.getvalue().count("twice"))
