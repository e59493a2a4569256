# `statistics`: exact sums as fractions, rounded once.
from math import isqrt as _isqrt, log as _log, exp as _exp, sqrt as _sqrt, fsum as _fsum, gcd as _gcd
from collections import Counter as _Counter


class StatisticsError(ValueError):
    pass


def _ratio(x):
    if isinstance(x, int):
        return int(x), 1
    if isinstance(x, float):
        return x.as_integer_ratio()
    raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")


def _is_odd_float(x):
    return isinstance(x, float) and (x != x or x - x != 0.0)


def _total(data):
    """(kind, numerator, denominator, count) of the exact sum; the denominators are powers of two."""
    kind = int
    top, bottom, count = 0, 1, 0
    odd = None
    for x in data:
        count += 1
        if isinstance(x, float):
            kind = float
        if _is_odd_float(x):
            odd = x if odd is None else odd + x
            continue
        n, d = _ratio(x)
        if d == bottom:
            top += n
        else:
            top, bottom = top * d + n * bottom, bottom * d
            common = _gcd(top, bottom)
            top, bottom = top // common, bottom // common
    if odd is not None:
        return kind, odd, None, count
    return kind, top, bottom, count


def _as(kind, top, bottom):
    if bottom is None:
        return top
    if kind is int and top % bottom == 0:
        return top // bottom
    return top / bottom


def mean(data):
    kind, top, bottom, n = _total(data)
    if n < 1:
        raise StatisticsError("mean requires at least one data point")
    return top if bottom is None else _as(kind, top, bottom * n)


def fmean(data, weights=None):
    items = list(data)
    if weights is None:
        if not items:
            raise StatisticsError("fmean requires at least one data point")
        return _fsum(items) / len(items)
    weights = list(weights)
    if len(weights) != len(items):
        raise StatisticsError("data and weights must be the same length")
    whole = _fsum(weights)
    if not whole:
        raise StatisticsError("sum of weights must be non-zero")
    return _fsum([x * w for x, w in zip(items, weights)]) / whole


def geometric_mean(data):
    items = list(data)
    if not items:
        raise StatisticsError("must have a non-empty dataset")
    for x in items:
        if x <= 0:
            raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers")
    return _exp(fmean([_log(x) for x in items]))


def harmonic_mean(data, weights=None):
    items = list(data)
    n = len(items)
    if n < 1:
        raise StatisticsError("harmonic_mean requires at least one data point")
    for x in items:
        if x < 0:
            raise StatisticsError("harmonic mean does not support negative values")
    if n == 1 and weights is None:
        return items[0]
    weights = [1] * n if weights is None else list(weights)
    if 0 in items:
        return 0
    _, top, bottom, _ = _total([w / x if w else 0 for w, x in zip(weights, items)])
    _, a, b, _ = _total(weights)
    return a * bottom / (b * top)


def median(data):
    items = sorted(data)
    n = len(items)
    if n == 0:
        raise StatisticsError("no median for empty data")
    if n % 2:
        return items[n // 2]
    return (items[n // 2 - 1] + items[n // 2]) / 2


def median_low(data):
    items = sorted(data)
    if not items:
        raise StatisticsError("no median for empty data")
    return items[(len(items) - 1) // 2]


def median_high(data):
    items = sorted(data)
    if not items:
        raise StatisticsError("no median for empty data")
    return items[len(items) // 2]


def mode(data):
    pairs = _Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    counts = _Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def _squares(data, centre=None):
    """The exact sum of squared distances from the mean, or from `centre`."""
    items = list(data)
    kind, top, bottom, n = _total(items)
    if bottom is None:
        return kind, float("nan"), None, n
    if centre is not None:
        a, b = _ratio(centre)
        kind = float if isinstance(centre, float) else kind
        _, p, q, _ = _total_of_ratios([(x * b - a * y, y * b) for x, y in [_ratio(x) for x in items]])
        return kind, p, q, n
    if n == 0:
        return kind, 0, 1, 0
    ratios = [_ratio(x) for x in items]
    common = 1
    for _, d in ratios:
        common = common * d // _gcd(common, d)
    numbers = [x * (common // d) for x, d in ratios]
    first = sum(numbers)
    second = sum([x * x for x in numbers])
    return kind, n * second - first * first, n * common * common, n


def _total_of_ratios(ratios):
    top, bottom = 0, 1
    for n, d in ratios:
        top, bottom = top * d * d + n * n * bottom, bottom * d * d
        common = _gcd(top, bottom)
        top, bottom = top // common, bottom // common
    return None, top, bottom, len(ratios)


def variance(data, xbar=None):
    kind, top, bottom, n = _squares(data, xbar)
    if n < 2:
        raise StatisticsError("variance requires at least two data points")
    return top if bottom is None else _as(kind, top, bottom * (n - 1))


def pvariance(data, mu=None):
    kind, top, bottom, n = _squares(data, mu)
    if n < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return top if bottom is None else _as(kind, top, bottom * n)


def _root(top, bottom):
    """The square root of a fraction, rounded once."""
    if top == 0:
        return 0.0
    shift = (top.bit_length() - bottom.bit_length() - 109) // 2
    if shift >= 0:
        whole, exact = top, bottom << 2 * shift
    else:
        whole, exact = top << -2 * shift, bottom
    root = _isqrt(whole // exact)
    if root * root * exact != whole:
        root |= 1
    return float(root << shift) if shift >= 0 else root / (1 << -shift)


def stdev(data, xbar=None):
    kind, top, bottom, n = _squares(data, xbar)
    if n < 2:
        raise StatisticsError("stdev requires at least two data points")
    return top if bottom is None else _root(top, bottom * (n - 1))


def pstdev(data, mu=None):
    kind, top, bottom, n = _squares(data, mu)
    if n < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return top if bottom is None else _root(top, bottom * n)


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    items = sorted(data)
    size = len(items)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    if method not in ("inclusive", "exclusive"):
        raise ValueError(f"Unknown method: {method!r}")
    result = []
    for i in range(1, n):
        if method == "inclusive":
            j, left = divmod(i * (size - 1), n)
        else:
            j = min(max(i * (size + 1) // n, 1), size - 1)
            left = i * (size + 1) - j * n
            j -= 1
        result.append((items[j] * (n - left) + items[j + 1] * left) / n if j + 1 < size else items[j])
    return result


def _pairs(x, y, what):
    x, y = list(x), list(y)
    if len(x) != len(y):
        raise StatisticsError(f"{what} requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError(f"{what} requires at least two data points")
    mx, my = _fsum(x) / len(x), _fsum(y) / len(y)
    return x, y, mx, my


def covariance(x, y, /):
    x, y, mx, my = _pairs(x, y, "covariance")
    return _fsum([(a - mx) * (b - my) for a, b in zip(x, y)]) / (len(x) - 1)


def correlation(x, y, /):
    x, y, mx, my = _pairs(x, y, "correlation")
    both = _fsum([(a - mx) * (b - my) for a, b in zip(x, y)])
    spread = _sqrt(_fsum([(a - mx) * (a - mx) for a in x]) * _fsum([(b - my) * (b - my) for b in y]))
    if not spread:
        raise StatisticsError("at least one of the inputs is constant")
    return both / spread
