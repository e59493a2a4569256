import multiprocessing as mp
import queue


def add_many(number, n):
    for _ in range(n):
        with number.get_lock():
            number.value += 1


def double_all(numbers):
    for at in range(len(numbers)):
        numbers[at] *= 2


def answers(connection):
    while True:
        try:
            message = connection.recv()
        except EOFError:
            break
        connection.send(message * 2)
        if message == "stop":
            break
    connection.close()


def fill(shared, numbers, space, lock, key):
    with lock:
        shared[key] = key * key
        numbers.append(key)
        space.total += key


def consume(tasks, results):
    while True:
        item = tasks.get()
        if item is None:
            tasks.task_done()
            break
        results.put(item + 100)
        tasks.task_done()


def meet(barrier, results, number):
    results.put(("before", number))
    barrier.wait()
    results.put(("after", number))


def wait_for_flag(condition, flag, results):
    with condition:
        while not flag.value:
            condition.wait()
    results.put("flag seen")


def limited(semaphore, inside, most):
    with semaphore:
        with inside.get_lock():
            inside.value += 1
            most.value = max(most.value, inside.value)
        with inside.get_lock():
            inside.value -= 1


def shows(error):
    print(type(error).__name__, error)


if __name__ == "__main__":
    number = mp.Value("i", 0)
    workers = [mp.Process(target=add_many, args=(number, 50)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(number.value, number)

    numbers = mp.Array("d", [1.5, 2.5, 3.0])
    worker = mp.Process(target=double_all, args=(numbers,))
    worker.start()
    worker.join()
    print(numbers[:], len(numbers), list(numbers), numbers[-1], numbers[1:])
    raw = mp.RawArray("i", 3)
    raw[0] = 2 ** 31
    print(list(raw), mp.RawValue("h", 7).value, mp.Array("c", b"hello").value)
    for wrong in (lambda: mp.Value("i", 1.5), lambda: numbers.__setitem__(9, 1), lambda: mp.Value("d", "x")):
        try:
            wrong()
        except (TypeError, IndexError) as error:
            shows(error)

    here, there = mp.Pipe()
    worker = mp.Process(target=answers, args=(there,))
    worker.start()
    there.close()
    for message in ["a", [1, 2], "stop"]:
        here.send(message)
        print(here.recv())
    try:
        here.recv()
    except EOFError as error:
        print("EOFError", here.poll())
    worker.join()
    here.close()
    try:
        here.send(1)
    except OSError as error:
        shows(error)
    reader, writer = mp.Pipe(duplex=False)
    for wrong in (lambda: reader.send(1), lambda: writer.recv()):
        try:
            wrong()
        except OSError as error:
            shows(error)
    print(reader.poll(), reader.poll(0.01), reader.readable, writer.readable)
    writer.send_bytes(b"bytes")
    print(reader.poll(), reader.recv_bytes())

    q = mp.Queue(2)
    q.put(1)
    q.put(2)
    for wrong in (lambda: q.put(3, False), lambda: q.put(3, timeout=0.01)):
        try:
            wrong()
        except queue.Full as error:
            print("Full", q.full(), q.qsize())
    print(q.get(), q.get())
    for wrong in (q.get_nowait, lambda: q.get(timeout=0.01)):
        try:
            wrong()
        except queue.Empty:
            print("Empty", q.empty(), q.qsize())

    tasks, results = mp.JoinableQueue(), mp.Queue()
    workers = [mp.Process(target=consume, args=(tasks, results)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for item in [1, 2, 3, None, None]:
        tasks.put(item)
    tasks.join()
    print(sorted(results.get() for _ in range(3)))
    for worker in workers:
        worker.join()

    simple = mp.SimpleQueue()
    simple.put({"a": (1, 2)})
    print(simple.empty(), simple.get(), simple.empty())

    barrier = mp.Barrier(3)
    workers = [mp.Process(target=meet, args=(barrier, results, number)) for number in range(3)]
    for worker in workers:
        worker.start()
    said = [results.get() for _ in range(6)]
    print(sorted(said[:3]), sorted(said[3:]))
    for worker in workers:
        worker.join()

    condition, flag = mp.Condition(), mp.Value("b", 0)
    worker = mp.Process(target=wait_for_flag, args=(condition, flag, results))
    worker.start()
    with condition:
        flag.value = 1
        condition.notify_all()
    print(results.get())
    worker.join()

    semaphore, inside, most = mp.Semaphore(2), mp.Value("i", 0), mp.Value("i", 0)
    workers = [mp.Process(target=limited, args=(semaphore, inside, most)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(most.value <= 2, semaphore.get_value(), semaphore)

    lock, rlock, bounded = mp.Lock(), mp.RLock(), mp.BoundedSemaphore(1)
    print(lock, rlock, bounded)
    for wrong in (lock.release, rlock.release, bounded.release):
        try:
            wrong()
        except (ValueError, AssertionError) as error:
            shows(error)
    with lock:
        print(lock.acquire(False), lock.acquire(timeout=0.01), lock)
    with rlock:
        print(rlock.acquire(), rlock)
        rlock.release()
    try:
        condition.notify()
    except AssertionError as error:
        shows(error)

    with mp.Manager() as manager:
        shared, items, space, lock = manager.dict(), manager.list([0]), manager.Namespace(), manager.Lock()
        space.total = 0
        workers = [mp.Process(target=fill, args=(shared, items, space, lock, key)) for key in range(1, 4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        print(sorted(shared.items()), sorted(items), space.total, len(shared), 2 in shared)
        print(shared.get(9, "none"), shared.copy() == dict(shared), items[0], type(items).__name__)
        shared.clear()
        shared["k"] = [1]
        print(shared, items.count(0), manager.Value("i", 5).value)
        try:
            shared["missing"]
        except KeyError as error:
            shows(error)
        line = manager.Queue()
        line.put("x")
        print(line.get(), line.empty(), line.qsize())
        event = manager.Event()
        event.set()
        print(event.is_set(), event.wait())
        array = manager.Array("i", [1, 2, 3])
        array[1] = 9
        print(array, list(array))
        space.name = "n"
        print(space)

    context = mp.get_context("spawn")
    print(context.get_start_method(), context.Process(name="x").name, context.Process().name)
    try:
        mp.get_context("teleport")
    except ValueError as error:
        shows(error)
