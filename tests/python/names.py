print(max(1,2))
class A:
    @property
    def x(self): return 1
    y = len("abc")
def f():
    return min(1, 2)
print(f())
min = lambda *a: "mine"
print(f(), A().x)
property = 5
len = 3
max = 1
print(max)
del max
print(max(4, 5))
print(dict({"a": 1}.items()))
class D:
    def items(self):
        for k in "ab": yield k, 1
x = {"q": 1}
print(dict(D().items()) == dict(x.items()))
print(hasattr({}.items(), "__iter__"), hasattr([], "__iter__"), hasattr({}, "__len__"), hasattr({}.keys(), "__contains__"), hasattr(len, "__call__"), hasattr(lambda: 1, "__call__"), hasattr(iter([]), "__next__"), hasattr((i for i in []), "__iter__"), [].__len__(), (5).__add__(3), "a".__contains__("a"), [1].__getitem__(0), {}.__class__)
print((3).__eq__(3), "x".__lt__("y"), int.__add__(1, 2), list.__len__([1]), str.__eq__("a", "a"), dict.__getitem__({1: 2}, 1), (1).__hash__(), [1, 2].__iter__().__next__(), (2.5).__str__(), (3).__bool__(), (7).__floordiv__(2), [1].__contains__(1), (1).__add__(2.5))
