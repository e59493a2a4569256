# asyncio: tasks, gather, wait, wait_for, as_completed, shield, futures.
import asyncio

log = []

async def step(name, n):
    for i in range(n):
        print(name, i)
        await asyncio.sleep(0)
    return name

async def fails(msg, delay=0):
    await asyncio.sleep(delay)
    raise ValueError(msg)

async def main():
    # order of turns
    print(await asyncio.gather(step("a", 3), step("b", 2), step("c", 1)))
    # gather and exceptions
    try:
        await asyncio.gather(step("d", 2), fails("one"), fails("two", 0.01))
    except ValueError as e:
        print("caught", e)
    print(await asyncio.gather(fails("x"), step("e", 1), return_exceptions=True))
    print(await asyncio.gather())
    # callbacks
    loop = asyncio.get_running_loop()
    loop.call_soon(print, "soon 1")
    h = loop.call_soon(print, "never")
    h.cancel()
    loop.call_soon(print, "soon 2")
    loop.call_later(0.01, print, "later")
    t = loop.call_later(0.005, print, "cancelled")
    t.cancel()
    print(h.cancelled(), t.cancelled())
    await asyncio.sleep(0.02)
    # cancel with message
    task = asyncio.create_task(asyncio.sleep(10), name="sleeper")
    await asyncio.sleep(0)
    print(task.cancel("enough"), task.cancelling(), task.cancelled(), task.done())
    try:
        await task
    except asyncio.CancelledError as e:
        print("cancelled", e.args, task.cancelled(), task.done(), task.get_name())
    print(repr(asyncio.CancelledError("x")), asyncio.CancelledError.__module__, asyncio.TimeoutError is TimeoutError)
    # cancel before start
    async def never():
        print("never printed")
    t = asyncio.create_task(never())
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("never started")
    # swallowing cancellation
    async def stubborn():
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("no")
        return "result all the same"
    t = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    t.cancel()
    print(await t, t.cancelled(), t.cancelling(), t.uncancel())
    # wait
    ts = [asyncio.create_task(asyncio.sleep(d, d), name=str(d)) for d in (0.03, 0.01, 0.02)]
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], len(pending))
    done, pending = await asyncio.wait(pending, timeout=0.001)
    print(len(done), len(pending))
    done, pending = await asyncio.wait(ts)
    print(sorted(t.get_name() for t in done), pending)
    try:
        await asyncio.wait([])
    except ValueError as e:
        print(e)
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0.05)), asyncio.create_task(fails("fe"))], return_when=asyncio.FIRST_EXCEPTION)
    print(len(done), len(pending), done.pop().exception())
    # wait_for
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0.01)
    except asyncio.TimeoutError as e:
        print("timeout", repr(e))
    print(await asyncio.wait_for(asyncio.sleep(0.001, "in time"), 1))
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0)
    except TimeoutError as e:
        print("timeout 0", repr(e))
    # as_completed
    for c in asyncio.as_completed([asyncio.sleep(0.03, "z"), asyncio.sleep(0.01, "x"), asyncio.sleep(0.02, "y")]):
        print(await c)
    try:
        for c in asyncio.as_completed([asyncio.sleep(1), asyncio.sleep(0.001, 1)], timeout=0.01):
            print(await c)
    except TimeoutError as e:
        print("as_completed timeout")
    # shield
    async def inner():
        await asyncio.sleep(0.01)
        print("inner done")
        return 7
    t = asyncio.create_task(inner())
    try:
        await asyncio.wait_for(asyncio.shield(t), 0.001)
    except TimeoutError:
        print("shielded", t.cancelled())
    print(await t)
    # futures
    f = loop.create_future()
    try:
        f.result()
    except asyncio.InvalidStateError as e:
        print(type(e).__name__, e)
    f.add_done_callback(lambda f: print("cb", f.result()))
    f.set_result(3)
    try:
        f.set_result(4)
    except asyncio.InvalidStateError as e:
        print(e)
    print(await f, f)
    g = loop.create_future()
    g.set_exception(KeyError("k"))
    print(g.exception(), g)
    g2 = loop.create_future()
    print(g2, g2.cancel("m"), g2, g2.cancelled())
    try:
        await g2
    except asyncio.CancelledError as e:
        print(e.args)
    print(asyncio.current_task().get_name(), len(asyncio.all_tasks()))
    print(asyncio.iscoroutine(c), asyncio.iscoroutinefunction(main), asyncio.isfuture(f))
    try:
        await asyncio.create_task(fails("boom"))
    except ValueError as e:
        print(e)
    async def selfish():
        await asyncio.current_task()
    try:
        await asyncio.create_task(selfish())
    except RuntimeError as e:
        print(str(e)[:30])

asyncio.run(main())
try:
    asyncio.run(5)
except ValueError as e:
    print(e)
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
