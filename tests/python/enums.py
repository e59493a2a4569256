from enum import Enum, IntEnum, Flag, IntFlag, StrEnum, auto, unique
import enum
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def describe(self): return f"{self.name} is {self.value}"
    @classmethod
    def default(cls): return cls.GREEN
print(Color.RED, repr(Color.RED), Color(2), Color["BLUE"], list(Color), len(Color))
print(Color.CRIMSON is Color.RED, Color.RED.describe(), Color.default(), Color.RED == 1)
print(isinstance(Color.RED, Color), type(Color.RED), Color, list(Color.__members__), Color.__members__["CRIMSON"])
print({Color.RED: "r"}[Color.RED], f"{Color.RED:>12}|", str(Color.RED), Color.RED in Color)
for bad in (lambda: Color(9), lambda: Color["X"], lambda: setattr(Color, "RED", 3), lambda: Color.RED < Color.BLUE):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
class State(Enum):
    NEW = auto(); RUN = auto(); DONE = auto()
print([(s.name, s.value) for s in State])
class P(IntEnum):
    LOW = 1
    HIGH = 10
print(P.LOW, repr(P.LOW), P.LOW < P.HIGH, P.HIGH + 1, sorted([P.HIGH, P.LOW]), f"{P.HIGH}", "%d" % P.HIGH, [1,2][P.LOW])
class Perm(Flag):
    R = auto(); W = auto(); X = auto()
    RW = R | W
print(Perm.R | Perm.W, repr(Perm.R | Perm.X), Perm.RW, Perm.R in Perm.RW, list(Perm.RW), ~Perm.R, Perm(0), bool(Perm.R & Perm.W), list(Perm), Perm.RW.value)
class IF(IntFlag):
    A = 1
    B = 2
print(IF.A | IF.B, repr(IF.A | IF.B), IF.A | 4, repr(IF.A | 8), IF.A + 1, ~IF.A, repr(~IF.A))
class Planet(Enum):
    M = (3.3e23, 2.4e6)
    E = (5.9e24, 6.3e6)
    def __init__(self, mass, radius):
        self.mass = mass; self.radius = radius
    @property
    def density(self): return self.mass / self.radius
print(Planet.E.mass, Planet.E.value, Planet.M.density)
class S(StrEnum):
    ONE = auto(); TWO = "zwei"
print(S.ONE, repr(S.TWO), S.TWO + "!", S.ONE == "one", f"{S.TWO:>6}")
Animal = Enum("Animal", "CAT DOG")
print(Animal.CAT, list(Animal), Animal(2))
try:
    @unique
    class D(Enum):
        A = 1
        B = 1
except ValueError as e: print(e)
class Op(str, Enum):
    ADD = "+"
print(Op.ADD, Op.ADD == "+", Op("+"), repr(Op.ADD), Op.ADD.upper())
class W(Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return cls.A
print(W(77))
match Color.GREEN:
    case Color.RED: print("r")
    case Color.GREEN: print("g")
try: Perm(64)
except ValueError as e: print(e)
class C2(bytes, Enum):
    def __new__(cls, value, label):
        obj = bytes.__new__(cls, [value])
        obj._value_ = value
        obj.label = label
        return obj
    PX = (0, "P.X")
    PY = (1, "P.Y")
print(C2.PY.label, C2(1), C2.PX.value)
import copy
print(copy.deepcopy(Color.RED) is Color.RED, sorted(Color, key=lambda c: -c.value), Color.RED.__class__, hash(Color.RED) == hash("RED"))
try:
    class Bad(Color): pass
except TypeError as e: print(e)
try:
    class Dup(Enum):
        A = 1
        A = 2
except TypeError as e: print(e)
