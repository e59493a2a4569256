from __future__ import annotations
import copy
from collections import deque, defaultdict, OrderedDict, Counter
a = [1, [2, 3], {"k": [4]}, (5, [6])]
b = copy.copy(a); c = copy.deepcopy(a)
a[1].append(9); a[2]["k"].append(8); a[3][1].append(7)
print(a, b, c)
class P:
    def __init__(self, x): self.x = x; self.l = [x]
    def __repr__(self): return f"P({self.x}, {self.l})"
p = P(3); q = copy.copy(p); r = copy.deepcopy(p)
p.l.append(4)
print(p, q, r)
l = [1]; l.append(l)
m = copy.deepcopy(l)
print(m[1] is m, m)
s = [[0]] * 2
t = copy.deepcopy(s)
t[0].append(1)
print(t)
class C:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(C()), copy.deepcopy([C()]))
class L(list):
    pass
x = L([1, [2]]); x.tag = "t"
y = copy.deepcopy(x); x[1].append(3)
print(y, type(y).__name__, y.tag)
d = defaultdict(list); d["a"].append(1)
e = copy.deepcopy(d); d["a"].append(2); e["b"].append(5)
print(dict(e), d)
print(copy.copy(deque([1, 2], 5)), dict(copy.deepcopy(OrderedDict(a=[1]))), copy.copy({1, 2}) == {1, 2})
class S:
    __slots__ = ("u", "v")
w = S(); w.u = [1]
z = copy.deepcopy(w); w.u.append(2)
print(z.u, hasattr(z, "v"))
def f(): pass
print(copy.deepcopy(f) is f, copy.copy(3), copy.deepcopy((1, 2)) )
tt = (1, [2]); print(copy.deepcopy(tt) is tt, copy.deepcopy((1,(2,))) )
import threading
try: copy.deepcopy(threading.Lock())
except TypeError as e: print("TypeError")
