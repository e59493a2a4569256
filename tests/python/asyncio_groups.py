# asyncio: task groups and timeouts.
import asyncio

async def fail(n, d):
    try:
        await asyncio.sleep(d)
        raise ValueError(n)
    except asyncio.CancelledError:
        print("cancelled", n)
        raise

async def ok(n, d):
    await asyncio.sleep(d)
    print("ok", n)
    return n

async def main():
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(ok(1, 0.02))
        b = tg.create_task(ok(2, 0.01), name="bee")
    print(a.result(), b.result(), b.get_name())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail("x", 0.01))
            tg.create_task(fail("y", 0.5))
            tg.create_task(ok(3, 0.001))
    except* ValueError as eg:
        print("group", eg.exceptions, eg.message)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail("z", 0.01))
            await asyncio.sleep(1)
            print("not reached")
    except ExceptionGroup as eg:
        print(repr(eg), str(eg))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail("w", 1))
            raise KeyError("body")
    except BaseExceptionGroup as eg:
        print(repr(eg))
    # two errors
    async def both(n):
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            raise TypeError(n)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(both("b1"))
            tg.create_task(fail("f1", 0.001))
    except* TypeError as eg:
        print("TE", eg.exceptions)
    except* ValueError as eg:
        print("VE", eg.exceptions)
    # outer cancellation
    async def outer():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail("inner", 10))
            await asyncio.sleep(10)
    t = asyncio.create_task(outer())
    await asyncio.sleep(0.001)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("outer cancelled", t.cancelled())
    tg = asyncio.TaskGroup()
    c = ok(1, 1)
    try:
        tg.create_task(c)
    except RuntimeError as e:
        print(e)
    c.close()
    # timeouts
    try:
        async with asyncio.timeout(0.01) as cm:
            await asyncio.sleep(1)
    except TimeoutError as e:
        print("timeout", cm.expired(), repr(e))
    async with asyncio.timeout(1) as cm:
        await asyncio.sleep(0.001)
    print(cm.expired())
    async with asyncio.timeout(None) as cm:
        cm.reschedule(asyncio.get_running_loop().time() + 1)
        print(cm.when() > 0)
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() - 1):
            print("in body")
            await asyncio.sleep(0)
            print("still in body")
            await asyncio.sleep(0)
            print("not reached")
    except TimeoutError:
        print("at once")
    try:
        async with asyncio.timeout(0.02):
            try:
                async with asyncio.timeout(0.01):
                    await asyncio.sleep(1)
            except TimeoutError:
                print("inner timeout")
            await asyncio.sleep(1)
    except TimeoutError:
        print("outer timeout")
    print(asyncio.current_task().cancelling())

asyncio.run(main())
