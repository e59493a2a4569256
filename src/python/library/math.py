# `math`.

pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = float("inf")
nan = float("nan")


def sqrt(x): return _rt_math("sqrt", x)
def exp(x): return _rt_math("exp", x)
def expm1(x): return _rt_math("expm1", x)
def log1p(x): return _rt_math("log1p", x)
def sin(x): return _rt_math("sin", x)
def cos(x): return _rt_math("cos", x)
def tan(x): return _rt_math("tan", x)
def asin(x): return _rt_math("asin", x)
def acos(x): return _rt_math("acos", x)
def atan(x): return _rt_math("atan", x)
def sinh(x): return _rt_math("sinh", x)
def cosh(x): return _rt_math("cosh", x)
def tanh(x): return _rt_math("tanh", x)
def asinh(x): return _rt_math("asinh", x)
def acosh(x): return _rt_math("acosh", x)
def atanh(x): return _rt_math("atanh", x)
def erf(x): return _rt_math("erf", x)
def erfc(x): return _rt_math("erfc", x)
def gamma(x): return _rt_math("gamma", x)
def lgamma(x): return _rt_math("lgamma", x)
def ulp(x): return _rt_math("ulp", x)
def remainder(x, y): return _rt_math2("remainder", x, y)
def cbrt(x): return _rt_math("cbrt", x)
def exp2(x): return _rt_math("exp2", x)
def fabs(x): return _rt_math("fabs", x)
def degrees(x): return _rt_math("degrees", x)
def radians(x): return _rt_math("radians", x)
def pow(x, y): return _rt_math2("pow", x, y)
def atan2(y, x): return _rt_math2("atan2", y, x)
def fmod(x, y): return _rt_math2("fmod", x, y)
def copysign(x, y): return _rt_math2("copysign", x, y)
def log2(x): return _rt_log(x, 2)
def log10(x): return _rt_log(x, 10)
def isqrt(n): return _rt_isqrt(n)
def factorial(n): return _rt_factorial(n)
def isnan(x): return _rt_classify(x, 0)
def isinf(x): return _rt_classify(x, 1)
def isfinite(x): return _rt_classify(x, 2)
def fsum(of): return _rt_fsum(list(of))
def frexp(x): return _rt_frexp(x)
def ldexp(x, i): return x * 2.0 ** i


def log(x, base=None):
    if base is None:
        return _rt_log(x, 0)
    return _rt_log(x, 0) / _rt_log(base, 0)


def floor(x):
    method = _rt_lookup(x, "__floor__")
    return method(x) if method is not None else _rt_round_to(x, -1)


def ceil(x):
    method = _rt_lookup(x, "__ceil__")
    return method(x) if method is not None else _rt_round_to(x, 1)


def trunc(x):
    method = _rt_lookup(x, "__trunc__")
    if method is None and not isinstance(x, (int, float)):
        raise TypeError(f"type {type(x).__name__} doesn't define __trunc__ method")
    return method(x) if method is not None else _rt_round_to(x, 0)


def modf(x):
    x = float(x)
    if x - x != 0.0:
        return (x, x) if x != x else (copysign(0.0, x), x)
    whole = float(trunc(x))
    return (copysign(x - whole, x), copysign(whole, x))


def gcd(*numbers):
    result = 0
    for number in numbers:
        result = _rt_gcd(result, number)
    return result


def lcm(*numbers):
    result = 1
    for number in numbers:
        if number == 0:
            return 0
        result = abs(result * number) // _rt_gcd(result, number)
    return result


def hypot(*parts):
    if len(parts) == 2:
        return _rt_math2("hypot", parts[0], parts[1])
    return sqrt(fsum([x * x for x in parts]))


def dist(p, q):
    return sqrt(fsum([(x - y) ** 2 for x, y in zip(p, q)]))


def prod(of, *, start=1):
    for x in of:
        start = start * x
    return start


def comb(n, k):
    if n < 0 or k < 0:
        raise ValueError("n must be a non-negative integer" if n < 0 else "k must be a non-negative integer")
    if k > n:
        return 0
    result = 1
    for i in range(min(k, n - k)):
        result = result * (n - i) // (i + 1)
    return result


def perm(n, k=None):
    if k is None:
        return factorial(n)
    result = 1
    for i in range(k):
        result *= n - i
    return result


def nextafter(x, y, *, steps=None):
    if steps is not None and steps < 0:
        raise ValueError("steps must be a non-negative integer")
    for _ in range(1 if steps is None else steps):
        if x == y:
            break
        x = _rt_math2("nextafter", x, y)
    return float(y) if x == y else x


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    return abs(a - b) <= max(rel_tol * max(abs(a), abs(b)), abs_tol)
