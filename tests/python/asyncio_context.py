# contextvars, async with, async for.
import asyncio, contextvars
from contextvars import ContextVar
user = ContextVar("user", default="nobody")
async def handler(n):
    tok = user.set(n)
    await asyncio.sleep(0.01)
    print(n, user.get())
    user.reset(tok)
    print(user.get())
async def main():
    user.set("main")
    await asyncio.gather(*[handler(f"u{i}") for i in range(3)])
    print(user.get())
    print(await asyncio.to_thread(user.get))
    ctx = contextvars.copy_context()
    ctx.run(user.set, "inner")
    print(user.get(), ctx[user], user in ctx, len(ctx))
    asyncio.get_running_loop().call_soon(lambda: print("cb", user.get()))
    await asyncio.sleep(0)
print(user.get())
asyncio.run(main())
print(user.get())

class Conn:
    async def __aenter__(self):
        print("open"); await asyncio.sleep(0); return self
    async def __aexit__(self, *exc):
        print("close", exc[0].__name__ if exc[0] else None); await asyncio.sleep(0)
        return False
    def __aiter__(self):
        self.n = 0; return self
    async def __anext__(self):
        if self.n == 3: raise StopAsyncIteration
        self.n += 1; await asyncio.sleep(0); return self.n
async def m():
    async with Conn() as c:
        async for x in c: print(x)
    try:
        async with Conn():
            raise KeyError("q")
    except KeyError as e: print(repr(e))
    t = asyncio.create_task(use())
    await asyncio.sleep(0.001)
    t.cancel("stop it")
    try: await t
    except asyncio.CancelledError as e: print("c", e.args)
    print(t.done(), t.cancelled())
async def use():
    try:
        async with Conn():
            await asyncio.sleep(10)
    finally:
        await asyncio.sleep(0.001)
        print("finally")
asyncio.run(m())
async def agen():
    try:
        while True:
            yield 1
            await asyncio.sleep(0)
    finally:
        print("agen closed")
async def m3():
    async for x in agen():
        print("x", x)
        break
    g = agen()
    await g.asend(None)
    try:
        print(await g.athrow(ValueError("t")))
    except ValueError as e: print(repr(e))
asyncio.run(m3())
import asyncio
async def agen():
    try:
        while True:
            yield 1
            await asyncio.sleep(0)
    finally:
        print('agen closed')
async def m3():
    from contextlib import aclosing, AsyncExitStack, asynccontextmanager
    async with aclosing(agen()) as gg:
        async for x in gg: print("aclosing", x); break
    @asynccontextmanager
    async def cm(n):
        print("enter", n)
        try: yield n
        finally: print("exit", n)
    async with AsyncExitStack() as st:
        await st.enter_async_context(cm(1)); await st.enter_async_context(cm(2))
asyncio.run(m3())
