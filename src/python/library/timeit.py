# `timeit`, for functions; the time is that of the simulated machine.
import time

default_timer = time.perf_counter


def timeit(stmt="pass", setup="pass", timer=default_timer, number=1000000, globals=None):
    for function in (setup, stmt):
        if isinstance(function, str) and function != "pass":
            raise ValueError("source text cannot be run here: give a function")
    if callable(setup):
        setup()
    begin = timer()
    if callable(stmt):
        for _ in range(number):
            stmt()
    return timer() - begin


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=5, number=1000000, globals=None):
    return [timeit(stmt, setup, timer, number) for _ in range(repeat)]


class Timer:
    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self._parts = (stmt, setup, timer)

    def timeit(self, number=1000000):
        return timeit(*self._parts, number)

    def repeat(self, repeat=5, number=1000000):
        return [self.timeit(number) for _ in range(repeat)]
