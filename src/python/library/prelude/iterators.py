# Iterators that call functions of the program.


class map:
    def __new__(cls, function, *iterables):
        self = _rt_new(cls, None)
        self._function = function
        self._iterators = [iter(each) for each in iterables]
        if not iterables:
            raise TypeError("map() must have at least two arguments.")
        return self

    def __iter__(self):
        return self

    def __next__(self):
        iterators = self._iterators
        if len(iterators) == 1:
            return self._function(next(iterators[0]))
        args = [next(each) for each in iterators]
        return self._function(*args)


class filter:
    def __new__(cls, function, iterable):
        self = _rt_new(cls, None)
        self._function = function
        self._iterator = iter(iterable)
        return self

    def __iter__(self):
        return self

    def __next__(self):
        function = self._function
        for item in self._iterator:
            if item if function is None else function(item):
                return item
        raise StopIteration


class _callable_iterator:
    def __init__(self, function, sentinel):
        self._function = function
        self._sentinel = sentinel
        self._done = False

    def __iter__(self):
        return self

    def __next__(self):
        if not self._done:
            value = self._function()
            if value != self._sentinel:
                return value
            self._done = True
        raise StopIteration


def _sequence_iterator(of):
    return _sequence_items(of)


def _sequence_items(of):
    number = 0
    while True:
        try:
            item = of[number]
        except IndexError:
            return
        yield item
        number += 1


def _reversed_sequence(of):
    return _reversed_items(of)


def _reversed_items(of):
    for number in range(len(of) - 1, -1, -1):
        yield of[number]


def _enumerate(of, start):
    return enumerate(iter(of), start)


def _enumerate_step(of, number):
    return (number, next(of))


def _zip(of, strict):
    return zip(*[iter(each) for each in of], strict=strict)


def _zip_step(of, strict):
    items = []
    for number, each in enumerate(of):
        try:
            items.append(next(each))
        except StopIteration:
            if strict and number:
                word = "argument 1" if number == 1 else f"arguments 1-{number}"
                raise ValueError(f"zip() argument {number + 1} is shorter than {word}") from None
            if strict:
                for more in range(1, len(of)):
                    if next(of[more], _missing) is not _missing:
                        word = "argument 1" if more == 1 else f"arguments 1-{more}"
                        raise ValueError(f"zip() argument {more + 1} is longer than {word}") from None
            raise StopIteration from None
    return tuple(items)


def _next_or(function, args, default):
    try:
        return function(*args)
    except StopIteration:
        return default
