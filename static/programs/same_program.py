# title: One program, several processes
# about: Three processes execute the same code on their own data, each with a number of its own. The operating
#   system lets them run on whatever cores there are.
# concepts: 25, 30
# machine four cores: cores=4 start-method=fork
# machine one core: cores=1 start-method=fork
# cpython: same lines
# expect: prints east counted 40 cars
# expect: prints west counted 41 cars
# expect: prints north counted 42 cars
# expect: prints 3 processes besides this one
# expect one core: parallelism 1
# expect four cores: parallelism 4
# expect: ratio one core / four cores 2.7 to 3.1

import multiprocessing
import os

import sim


def count_cars(street, cars, numbers):
    sim.cpu(0.2)
    numbers.put(os.getpid())
    print(street, "counted", cars, "cars")


if __name__ == "__main__":
    numbers = multiprocessing.Queue()
    streets = zip(("east", "west", "north"), range(40, 43))
    processes = [multiprocessing.Process(target=count_cars, args=(*item, numbers), name=item[0]) for item in streets]
    for process in processes:
        process.start()
    different = {numbers.get() for _ in processes}
    for process in processes:
        process.join()
    print(len(different - {os.getpid()}), "processes besides this one")
