import collections
import pickle


class Plain:
    def __init__(self):
        self.x = 1
        self.y = [1, 2]


class Told:
    def __init__(self, a):
        self.a = a
        self.secret = "not sent"

    def __getstate__(self):
        return {"a": self.a}

    def __setstate__(self, state):
        self.a = state["a"]
        self.secret = "set again"


class Reduced:
    def __init__(self, a):
        self.a = a

    def __reduce__(self):
        return (Reduced, (self.a + 1,))


class Slotted:
    __slots__ = ("a", "b")


class Numbers(list):
    pass


class Words(dict):
    pass


class Problem(Exception):
    def __init__(self, what, where):
        super().__init__(what, where)
        self.what = what


def function():
    pass


def same(value):
    data = pickle.dumps(value, 4)
    print(len(data), data)
    return pickle.loads(data)


for value in [None, True, 0, 255, 256, 65536, -1, 2**31, -(2**40), 2**70, 1.5, "", "a", "é" * 200, b"x", b"y" * 300,
              [], [1], [1, 2], (), (1,), (1, 2, 3), (1, 2, 3, 4), {}, {"a": 1}, {"a": 1, "b": [2]}, {1}, frozenset([1]),
              range(5), complex(1, 2), bytearray(b"ab"), collections.deque([1, 2], 3), ValueError("a", 2), int, len,
              function, Plain, slice(1, 2), "ab".upper, list(range(1005))]:
    print(same(value) == value if not isinstance(value, (Exception, complex)) else repr(same(value)))

text = "shared"
same([text, text, (text,)])
cycle = [1]
cycle.append(cycle)
again = same(cycle)
print(again[1] is again)
both = []
pair = (both, 1)
both.append(pair)
again = same(pair)
print(again[0][0] is again)
plain = same(Plain())
print(plain.x, plain.y)
print(vars(pickle.loads(pickle.dumps(Told(5)))))
print(pickle.loads(pickle.dumps([Reduced(1), Reduced(Reduced(2).a)]))[0].a)
slotted = Slotted()
slotted.a = 3
print(pickle.loads(pickle.dumps(slotted)).a)
numbers = Numbers([1, 2])
numbers.name = "n"
numbers = pickle.loads(pickle.dumps(numbers))
print(type(numbers).__name__, numbers, numbers.name)
words = pickle.loads(pickle.dumps(Words(a=1)))
print(type(words).__name__, words)
problem = pickle.loads(pickle.dumps(Problem("what", "where")))
print(repr(problem), problem.what)
print(pickle.loads(pickle.dumps({(1, 2): "tuple", frozenset([3]): "set"})))
print(pickle.loads(pickle.dumps(collections.Counter("aab"))), dict(pickle.loads(pickle.dumps(collections.OrderedDict(a=1)))))
print(pickle.loads(pickle.dumps(plain.__init__)).__name__)
deep = []
for _ in range(30):
    deep = [deep]
print(pickle.loads(pickle.dumps(deep)) == deep)
for wrong in (lambda: pickle.dumps(lambda: 1), lambda: pickle.dumps(x for x in []), lambda: pickle.loads(b"")):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
