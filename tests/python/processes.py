import multiprocessing as mp
import os

total = 0


def work(q, n):
    global total
    total += n
    q.put((n, n * n, total))


class Worker(mp.Process):
    def __init__(self, number, answers):
        super().__init__(name=f"worker {number}")
        self.number = number
        self.answers = answers

    def run(self):
        self.answers.put((mp.current_process().name, mp.parent_process().name, self.number))


def fails():
    raise ValueError("on purpose")


def leaves(code):
    raise SystemExit(code)


def waits(event):
    event.wait()


if __name__ == "__main__":
    q = mp.Queue()
    processes = [mp.Process(target=work, args=(q, i)) for i in range(3)]
    for process in processes:
        print(process.is_alive(), process.exitcode, process.name, process.pid)
        process.start()
    print(sorted(q.get() for _ in processes), total)
    for process in processes:
        process.join()
    print([process.exitcode for process in processes], mp.active_children())

    workers = [Worker(i, q) for i in range(2)]
    for worker in workers:
        worker.start()
    print(sorted(q.get() for _ in workers))
    for worker in workers:
        worker.join()

    print(mp.current_process().name, mp.parent_process(), mp.current_process().pid == os.getpid())
    print([type(method).__name__ for method in mp.get_all_start_methods()])

    for target, args in [(fails, ()), (leaves, (None,)), (leaves, (7,)), (leaves, (0,)), (leaves, ("bye",))]:
        process = mp.Process(target=target, args=args)
        process.start()
        process.join()
        print(target.__name__, args, process.exitcode)

    event = mp.Event()
    process = mp.Process(target=waits, args=(event,), daemon=True)
    process.start()
    print(process.exitcode, process.is_alive(), process.daemon, process in mp.active_children())
    try:
        process.close()
    except ValueError as error:
        print(error)
    process.join(0.1)
    print(process.exitcode)
    process.terminate()
    process.join()
    print(process.exitcode)
    process.close()
    try:
        process.is_alive()
    except ValueError as error:
        print(error)

    process = mp.Process(target=waits, args=(event,))
    process.start()
    process.kill()
    process.join()
    print(process.exitcode)

    # Whoever is killed while it waits leaves CPython's events in disorder.
    event = mp.Event()
    process = mp.Process(target=waits, args=(event,))
    for wrong in (process.join, lambda: (process.start(), process.start())):
        try:
            wrong()
        except AssertionError as error:
            print(error)
    event.set()
    process.join()
    print(process.exitcode, event.is_set())
