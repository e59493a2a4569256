# asyncio: threads beside an event loop, and loops driven by hand.
import asyncio
import threading
import time
import concurrent.futures

def blocking(n):
    time.sleep(0.02 * n)
    return n * n, threading.current_thread().name.startswith("asyncio_")

def boom():
    raise OSError("from thread")

async def ticker(n):
    for i in range(n):
        print("tick", i)
        await asyncio.sleep(0.01)

async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.gather(asyncio.to_thread(blocking, 1), asyncio.to_thread(blocking, n=2), loop.run_in_executor(None, blocking, 3)))
    try:
        await asyncio.to_thread(boom)
    except OSError as e:
        print(repr(e))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        futs = [loop.run_in_executor(pool, blocking, i) for i in (2, 1)]
        for f in asyncio.as_completed(futs):
            print(await f)
    # from another thread
    def outside():
        f = asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01, "slept"), loop)
        print("outside", f.result())
        loop.call_soon_threadsafe(ev.set)
        g = asyncio.run_coroutine_threadsafe(fails(), loop)
        try:
            g.result(1)
        except ValueError as e:
            print("outside", repr(e))
        h = asyncio.run_coroutine_threadsafe(asyncio.sleep(100), loop)
        try:
            h.result(0.01)
        except TimeoutError:
            print("outside timeout", h.cancel())
    async def fails():
        raise ValueError("inside")
    ev = asyncio.Event()
    t = threading.Thread(target=outside)
    t.start()
    await ev.wait()
    print("event set")
    await asyncio.to_thread(t.join)
    # cancellation of to_thread
    task = asyncio.create_task(asyncio.to_thread(time.sleep, 0.05))
    await asyncio.sleep(0.01)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled, the thread goes on")

asyncio.run(main())

# loops by hand
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
def hello(n):
    print("hello", n, loop.is_running())
    if n == 3:
        loop.stop()
    else:
        loop.call_soon(hello, n + 1)
loop.call_soon(hello, 1)
loop.run_forever()
print(loop.run_until_complete(asyncio.sleep(0.01, "value")))
fut = loop.create_future()
loop.call_later(0.01, fut.set_result, 99)
print(loop.run_until_complete(fut))
order = []
t0 = loop.time()
for d in (0.03, 0.01, 0.02):
    loop.call_later(d, order.append, d)
loop.call_at(t0 + 0.04, loop.stop)
loop.run_forever()
print(order)
try:
    loop.run_until_complete(loop.create_future()) if False else None
except RuntimeError as e:
    print(e)
async def stopper():
    loop.stop()
    await asyncio.sleep(1)
try:
    loop.run_until_complete(stopper())
except RuntimeError as e:
    print(e)
for task in asyncio.all_tasks(loop):
    task.cancel()
    try:
        loop.run_until_complete(task)
    except asyncio.CancelledError:
        print("cleaned")
loop.close()
print(loop.is_closed())
try:
    loop.call_soon(print)
except RuntimeError as e:
    print(e)
with asyncio.Runner() as runner:
    print(runner.run(asyncio.sleep(0, "r1")), runner.run(asyncio.sleep(0, "r2")))

async def nested():
    try:
        asyncio.run(asyncio.sleep(0))
    except RuntimeError as e:
        print(e)
c = nested()
asyncio.run(c)

# exception handler
async def m2():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, ctx: print("handler:", ctx["message"][:21], repr(ctx.get("exception"))))
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
asyncio.run(m2())

# in several threads, a loop each
def thread_main(n):
    async def inner():
        await asyncio.sleep(0.01 * n)
        return n
    out[n] = asyncio.run(inner())
out = {}
ts = [threading.Thread(target=thread_main, args=(n,)) for n in (3, 1, 2)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(out.items()))
