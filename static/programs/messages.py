# title: Pipe, queue, manager
# about: Processes share nothing, so they send. A pipe joins two, a queue any number; a manager is a process that
#   keeps a dict for the others.
# concepts: 27
# machine: cores=4 start-method=fork
# cpython: same
# expect: prints by pipe: pong / by queue: [0, 1, 4] / by manager: {'name': 'Ada'}
# expect: flow item

import multiprocessing

import sim


def answer(connection):
    if connection.recv() == "ping":
        connection.send("pong")


def square(number, results):
    results.put(number * number)


def fill(shared):
    shared["name"] = "Ada"


def run(*processes):
    for process in processes:
        process.start()
    for process in processes:
        process.join()


if __name__ == "__main__":
    ours, theirs = multiprocessing.Pipe()
    ours.send("ping")
    run(multiprocessing.Process(target=answer, args=(theirs,), name="pipe"))
    print("by pipe:", ours.recv())

    results = multiprocessing.Queue()
    run(*(multiprocessing.Process(target=square, args=(number, results)) for number in range(3)))
    print("by queue:", sorted(results.get() for _ in range(3)))

    with multiprocessing.Manager() as manager:
        shared = manager.dict()
        run(multiprocessing.Process(target=fill, args=(shared,), name="manager's client"))
        print("by manager:", dict(shared))
        sim.check(shared["name"] == "Ada")
