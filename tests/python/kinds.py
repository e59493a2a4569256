import types, traceback, collections.abc as abc, sys, io
from collections import deque
from types import SimpleNamespace, FunctionType, MappingProxyType, GeneratorType, MethodType
n = SimpleNamespace(a=1, b="x"); n.c = [2]
print(n, n == SimpleNamespace(a=1, b="x", c=[2]), n.a)
def g(): yield 1
print(isinstance(g, FunctionType), isinstance(g(), GeneratorType), types.NoneType, isinstance(len, types.BuiltinFunctionType))
m = MappingProxyType({"a": 1}); print(m, m["a"], len(m), "a" in m)
try: m["b"] = 2
except TypeError as e: print(e)
class K:
    def f(self): return 5
print(isinstance(K().f, MethodType), MethodType(lambda s: s, 4)())
for x in ([], (), {}, set(), "", 1, None, len, g(), range(3), iter([]), deque(), b"", K(), {}.keys()):
    print(type(x).__name__, [c.__name__ for c in (abc.Iterable, abc.Iterator, abc.Sequence, abc.MutableSequence, abc.Mapping, abc.MutableMapping, abc.Set, abc.MutableSet, abc.Hashable, abc.Sized, abc.Container, abc.Collection, abc.Callable, abc.Generator, abc.Reversible) if isinstance(x, c)])
class Stack(abc.MutableSequence):
    def __init__(self, *a): self.d = list(a)
    def __getitem__(self, i): return self.d[i]
    def __setitem__(self, i, v): self.d[i] = v
    def __delitem__(self, i): del self.d[i]
    def __len__(self): return len(self.d)
    def insert(self, i, v): self.d.insert(i, v)
s = Stack(1, 2, 3); s.append(4); s.reverse(); s += [9]
print(list(s), s.pop(), s.index(3), 2 in s, s.count(1), list(reversed(s)))
s.extend([5, 5]); s.remove(5); print(list(s))
class M(abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k.lower()]
    def __setitem__(self, k, v): self.d[k.lower()] = v
    def __delitem__(self, k): del self.d[k.lower()]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M(); m["A"] = 1; m.update(B=2, c=3)
print(m["a"], m.get("zz", 0), list(m.items()), "B" in m, m.pop("b"), m.setdefault("q", 7), list(m), m == {"a": 1, "c": 3, "q": 7}, sorted(m.values()), list(m.keys()))
try: M().popitem()
except KeyError as e: print("KeyError")
try: abc.Sequence()
except TypeError as e: print(str(e)[:45])
def boom():
    raise ValueError("bad")
try: boom()
except ValueError as e:
    text = traceback.format_exc()
    print(text.splitlines()[0], text.splitlines()[-1])
    print(len(traceback.format_exception(e)) > 2, traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
    out = io.StringIO(); traceback.print_exc(file=out); print(out.getvalue() == text)
    traceback.print_exc()
