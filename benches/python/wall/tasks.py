import asyncio


async def work(n):
    for _ in range(5):
        await asyncio.sleep(0.02 * n)


async def main():
    async with asyncio.timeout(5):
        await asyncio.gather(*[work(n) for n in range(1, 6)])
    await asyncio.to_thread(lambda: None)


asyncio.run(main())
