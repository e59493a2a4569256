# Bytes and `%`, numbers from bytes, and errors about starred arguments.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: b'%d %s' % (1, b'x'))
t(lambda: b'%b' % b'a')
t(lambda: b'%a' % 'é')
t(lambda: b'%x %5.2f|%-5s|%05d|%c%c' % (255, 1.5, b'ab', 3, 65, b'B'))
t(lambda: b'%(k)d' % {b'k': 1})
t(lambda: b'%s' % 'a')
t(lambda: b'%d' % 'a')
t(lambda: b'%z' % 1)
t(lambda: b'%d' % ())
t(lambda: b'x' % 3)
t(lambda: bytearray(b'%s') % b'q')
t(lambda: int(b'\x00\xff'))
t(lambda: int(b'12'))
t(lambda: int(bytearray(b' 7 ')))
t(lambda: float(b'1.5'))
def f(**k): return k
t(lambda: f(**3))
t(lambda: f(**{1: 2}))
t(lambda: f(*3))
t(lambda: f(**[1]))
t(lambda: dict(**3))
t(lambda: {**3})
t(lambda: print(*3))
t(lambda: max(**None))
class A:
    def m(self, **k): return k
t(lambda: A().m(**5))
t(lambda: A(**5))
t(lambda: (lambda: 0)(*5))
t(lambda: f(**{'a': 1}, **{'a': 2}))
t(lambda: f(a=1, **{'a': 2}))


class Base:
    pass


class Derived(*[Base], **{"metaclass": type}):
    pass


print(Derived.__mro__[1].__name__)
for wrong in ["bases", "keywords", "twice"]:
    try:
        if wrong == "bases":
            class Wrong(*5): pass
        elif wrong == "keywords":
            class Wrong(**5): pass
        else:
            class Wrong(metaclass=type, **{"metaclass": type}): pass
    except TypeError as error:
        print(error)
t(lambda: "%c" % "ab")
t(lambda: b"%*d|%.3s" % (5, 3, b"abcdef"))
