# asyncio: locks, events, conditions, semaphores, barriers, queues, asynchronous generators.
import asyncio

async def main():
    lock = asyncio.Lock()
    async def user(n):
        print(n, "wants")
        async with lock:
            print(n, "has", lock.locked())
            await asyncio.sleep(0)
            print(n, "still has")
        print(n, "gave")
    await asyncio.gather(*[user(i) for i in range(4)])
    print(lock.locked(), repr(lock)[-12:])
    try:
        lock.release()
    except RuntimeError as e:
        print(e)
    ev = asyncio.Event()
    async def waiter(n):
        print("waiter", n, await ev.wait())
    ws = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    print(ev.is_set(), repr(ev)[-18:])
    ev.set()
    await asyncio.gather(*ws)
    ev.clear()
    print(ev.is_set())
    cond = asyncio.Condition()
    state = []
    async def consumer(n):
        async with cond:
            await cond.wait_for(lambda: len(state) > 0)
            print("consumer", n, state.pop(0))
    cs = [asyncio.create_task(consumer(i)) for i in range(3)]
    await asyncio.sleep(0)
    async with cond:
        state.extend([1, 2])
        cond.notify(2)
    await asyncio.sleep(0.001)
    async with cond:
        state.append(3)
        cond.notify_all()
    await asyncio.gather(*cs)
    try:
        cond.notify()
    except RuntimeError as e:
        print(e)
    try:
        await cond.wait()
    except RuntimeError as e:
        print(e)
    sem = asyncio.Semaphore(2)
    async def limited(n):
        async with sem:
            print("in", n, sem.locked())
            await asyncio.sleep(0.001)
            print("out", n)
    await asyncio.gather(*[limited(i) for i in range(5)])
    print(repr(sem)[-20:])
    b = asyncio.BoundedSemaphore(1)
    try:
        b.release()
    except ValueError as e:
        print(e)
    barrier = asyncio.Barrier(3)
    async def party(n):
        i = await barrier.wait()
        print("party", n, i)
    await asyncio.gather(*[party(i) for i in range(6)])
    print(barrier.n_waiting, barrier.parties, barrier.broken)
    t = asyncio.create_task(party("lonely"))
    await asyncio.sleep(0)
    print(barrier.n_waiting)
    await barrier.abort()
    try:
        await t
    except asyncio.BrokenBarrierError as e:
        print("broken", e, barrier.broken)
    barrier2 = asyncio.Barrier(2)
    async def with_it(n):
        async with barrier2 as pos:
            print("pos", n, pos)
    await asyncio.gather(with_it(0), with_it(1))
    q = asyncio.Queue(maxsize=2)
    async def producer():
        for i in range(5):
            await q.put(i)
            print("put", i, q.qsize(), q.full())
        await q.put(None)
    async def eater():
        while (item := await q.get()) is not None:
            print("got", item, q.empty())
            q.task_done()
        q.task_done()
    await asyncio.gather(producer(), eater())
    await q.join()
    try:
        q.get_nowait()
    except asyncio.QueueEmpty as e:
        print("empty", repr(e))
    q.put_nowait(1); q.put_nowait(2)
    try:
        q.put_nowait(3)
    except asyncio.QueueFull as e:
        print("full", repr(e), q.maxsize)
    print(str(q))
    q.task_done(); q.task_done()
    try:
        q.task_done()
    except ValueError as e:
        print(e)
    p = asyncio.PriorityQueue()
    for x in (3, 1, 2): p.put_nowait(x)
    l = asyncio.LifoQueue()
    for x in (3, 1, 2): l.put_nowait(x)
    print([await p.get() for _ in range(3)], [await l.get() for _ in range(3)])
    # three workers
    jobs = asyncio.Queue()
    for i in range(9): jobs.put_nowait(i)
    async def worker(name):
        while True:
            j = await jobs.get()
            print(name, j)
            await asyncio.sleep(0.02 * (1 + j))
            jobs.task_done()
    ws = [asyncio.create_task(worker(f"w{i}")) for i in range(3)]
    await jobs.join()
    for w in ws: w.cancel()
    print(await asyncio.gather(*ws, return_exceptions=True))

    async def agen(n):
        try:
            for i in range(n):
                await asyncio.sleep(0)
                yield i
        finally:
            print("agen over")
    async for x in agen(3):
        print(x)
    print([x async for x in agen(4) if x % 2])
    g = agen(3)
    print(await anext(g), await g.__anext__())
    await g.aclose()
    try:
        async with asyncio.timeout(0.001):
            await asyncio.get_running_loop().create_future()
    except TimeoutError:
        print("nothing came")

asyncio.run(main())
