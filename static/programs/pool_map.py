# title: A pool of four, six inputs
# about: Four workers take four inputs, and two wait for their turn. map() gives the results in the order of the
#   inputs.
# concepts: 47
# machine: cores=4 start-method=fork
# cpython: same
# expect: prints [0, 1, 4, 9, 16, 25]
# expect: parallelism 4

from multiprocessing import Pool

import sim


def square(number):
    sim.cpu(0.1)
    return number * number


if __name__ == "__main__":
    with Pool(4) as pool:
        squares = pool.map(square, range(6), chunksize=1)
    print(squares)
    sim.check(squares == [0, 1, 4, 9, 16, 25])
