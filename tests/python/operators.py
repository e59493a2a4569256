import operator, bisect, string
from operator import itemgetter, attrgetter, methodcaller
print(operator.add(2, 3), operator.truediv(1, 2), operator.floordiv(7, 2), operator.mod(7, 3), operator.neg(4), operator.inv(5), operator.pow(2, 10), operator.lshift(1, 4), operator.xor(5, 3))
print(operator.contains([1, 2], 2), operator.countOf([1, 2, 1], 1), operator.indexOf("abc", "c"), operator.concat([1], [2]), operator.is_(None, None), operator.not_(0), operator.truth([]), operator.index(True), operator.abs(-3))
print(itemgetter(1)([4, 5]), itemgetter(0, 2)("abc"), sorted([(1, "b"), (0, "c")], key=itemgetter(1)), itemgetter(slice(1, None))("abcd"))
class A:
    pass
a = A(); a.b = A(); a.b.c = 5; a.x = 1
print(attrgetter("b.c")(a), attrgetter("x", "b.c")(a), methodcaller("upper")("abc"), methodcaller("split", ",", maxsplit=1)("a,b,c"))
print(itemgetter(1), attrgetter("a", "b"), methodcaller("f", 1, k=2))
l = [1, 2]; operator.setitem(l, 0, 9); operator.delitem(l, 1); print(l, operator.iadd(l, [3]), operator.getitem({"a": 1}, "a"), operator.length_hint([1, 2, 3]))
print([bisect.bisect_left([1, 2, 2, 3], x) for x in range(5)], [bisect.bisect([1, 2, 2, 3], x) for x in range(5)])
s = [1, 3, 5]; bisect.insort(s, 4); bisect.insort_left(s, 3); print(s, bisect.bisect_left(s, 4, 1, 3), bisect.bisect([(1, "a"), (3, "b")], 2, key=lambda p: p[0]))
try: bisect.bisect([1], 1, -1)
except ValueError as e: print(e)
print(string.ascii_letters, string.digits, string.hexdigits, string.octdigits, repr(string.punctuation), repr(string.whitespace), repr(string.printable), string.capwords("hello  big world"))
t = string.Template("$who likes ${what}, $$5 $missing")
print(t.safe_substitute(who="Tim", what="kung pao"))
for f in (lambda: t.substitute(who="x", what="y"), lambda: string.Template("$ x").substitute(), lambda: string.Template("${a}b $a1").substitute({"a": 1, "a1": 2})):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
