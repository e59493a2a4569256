# title: A GIL for each interpreter
# about: One process with several interpreters, each with a lock of its own: processes are not the only way to
#   compute in parallel. Python has this pool since 3.14. Interpreters share no objects either, so arguments are
#   copied.
# concepts: 44, 30
# machine four cores: cores=4
# machine one core: cores=1
# cpython: same from 3.14
# expect: prints [4, 9, 16, 25]
# expect four cores: parallelism 4
# expect one core: parallelism 1

from concurrent.futures import InterpreterPoolExecutor

import sim


def square(number):
    sim.cpu(0.2)
    return number * number


if __name__ == "__main__":
    with InterpreterPoolExecutor(4) as pool:
        squares = list(pool.map(square, [2, 3, 4, 5]))
    print(squares)
    sim.check(squares == [4, 9, 16, 25])
