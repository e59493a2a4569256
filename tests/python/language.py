# The language: what a program prints here is what CPython prints.
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(15), 10 ** 30, -7 // 2, -7 % 3, 7 / 2, 2 ** -1, 1e16, 1.5e-7, 0.1 + 0.2)


class Animal:
    count = 0

    def __init__(self, name):
        self.name = name
        Animal.count += 1

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"

    def __eq__(self, other):
        return isinstance(other, Animal) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def __lt__(self, other):
        return self.name < other.name

    @property
    def loud(self):
        return self.name.upper()

    @staticmethod
    def kind():
        return "animal"

    @classmethod
    def make(cls, name):
        return cls(name)


class Dog(Animal):
    def __init__(self, name):
        super().__init__(name + "!")

    def __add__(self, other):
        return Dog(self.name + other)

    def __bool__(self):
        return False

    def __len__(self):
        return 3

    def __getitem__(self, key):
        return (self.name, key)

    def __contains__(self, item):
        return item == "bone"

    def __call__(self, *args, **kwargs):
        return args, kwargs

    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, value, trace):
        print("exit", kind)
        return True


d = Dog("rex")
print(d, [d, Animal("x")], d + "y", d.loud, Dog.kind(), Dog.make("z"), Animal.count)
print(not d, len(d), d[1:2], d["k"], "bone" in d, "cat" in d, d(1, *[2, 3], a=4, **{"b": 5}))
print(sorted([Animal("b"), Animal("a")]), {Animal("k"): 1}[Animal("k")], Animal("q") == Animal("q"), Animal("q") != Animal("q"))
with d as e, d:
    raise ValueError("swallowed")


def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                print("got", got)
    finally:
        print("closed")
    return "result"


def outer():
    result = yield from gen(2)
    print("inner gave", result)


g = gen(3)
print(next(g), g.send("hello"), next(g, "end"), next(g, "end"))
print(list(outer()))
g = gen(5)
next(g)
g.close()
print([x * y for x in range(3) for y in range(3) if x != y], {k: v for k, v in zip("ab", [1, 2])}, {1, 2, 3} | {9})
a, *b, (c, d2) = [1, 2, 3, (4, 5)]
print(a, b, c, d2)
x, y = 1, 2
x, y = y, x
print(x, y, 1 < 2 < 3, 1 < 3 < 2, "a" if x else "b", x and y or 0)


def closure():
    count = 0

    def add(by=1, *rest, scale=1, **more):
        nonlocal count
        count += by * scale
        return count, rest, more

    return add


add = closure()
print(add(), add(5, 6, 7, scale=2, extra=True))
print((lambda q, *a, w=3: (q, a, w))(1, 2), f"{3.14159:.2f}|{42:05d}|{'x':>4}|{1234567:,}|{255:#x}|{x=}|{0.5:%}")


def check(value):
    match value:
        case 0:
            return "zero"
        case int(n) if n > 100:
            return f"big {n}"
        case [first, *rest]:
            return f"list {first} {rest}"
        case {"k": v, **others}:
            return f"dict {v} {others}"
        case "a" | "b" as letter:
            return f"letter {letter}"
        case Animal(name=name):
            return f"animal {name}"
        case None:
            return "none"
        case _:
            return "other"


print([check(v) for v in [0, 500, [1, 2, 3], {"k": 1, "z": 2}, "b", Animal("m"), None, 5.5]])


def errors():
    for what in [lambda: 1 / 0, lambda: [][1], lambda: {}["k"], lambda: int("x"), lambda: undefined_name,
                 lambda: "a" + 1, lambda: None.foo, lambda: fib(), lambda: fib(1, 2), lambda: len(5), lambda: [1] < "a",
                 lambda: fib(m=3), lambda: next(iter([])), lambda: (1, 2)[5], lambda: 5 in 6,
                 lambda: int([]), lambda: {[]: 1}, lambda: "abc".index("z"), lambda: [1].remove(2)]:
        try:
            what()
        except Exception as error:
            print(type(error).__name__, error, error.args, sep=" | ")


errors()
try:
    try:
        raise KeyError("inner")
    except KeyError as error:
        raise RuntimeError("outer") from error
except RuntimeError as error:
    print(repr(error), repr(error.__cause__), error.__suppress_context__)


def flow():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                return "returned"
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("never")


print(flow())
for i in range(3):
    if i == 7:
        break
else:
    print("no break")
print("a,b,,c".split(","), " x y ".split(), "-".join(["p", "q"]), "Hello"[::-1], "hello".title(), "%s is %d, %5.1f%%" % ("n", 3, 99.5))
print([3, 1, 2][::-1], sorted("hello", reverse=True), sum([1, 2, 3]), max("abc"), min(3, 1, 2), list(map(str, [1, 2])), list(filter(None, [0, 1, 2])))
print(list(enumerate("ab", 1)), list(zip([1, 2], "ab")), list(reversed([1, 2, 3])), any([0, 1]), all([]), round(2.5), round(2.675, 2), divmod(7, -2), abs(-3))
items = [5, 2, 8]
items.sort(key=lambda v: -v)
items += [1]
items[1:2] = [7, 7]
del items[0]
print(items, items.index(7), items.count(7), items.pop(), items)
print(bytes([65, 66]), b"abc"[1], "é".encode(), 0xff, 1_000, 0b101, "\t\n'\"", 'it\'s', 3 + 4j, True + True, None, ...)
print("{} {1!r} {name:>5}".format(1, "x", name="n") if False else "{0} {1!r} {name:>5}".format(1, "x", name="n"))
total = 0
while True:
    total += 1
    if total > 4:
        break
print(total, isinstance(True, int), issubclass(Dog, Animal), type(5), type("s"), Dog.__mro__[1].__name__, callable(print))
print({2, 1, 0}, {i * 7 for i in range(6)}, frozenset([1]), set(), {"a": {"b": [1, (2,)]}})
assert total == 5, "total"
