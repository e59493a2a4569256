# Concepts 56 and C16: while one callback computes, no other has its turn. A second of computing delays all by a second.
import asyncio
import time

import sim


async def ticks(started):
    late = []
    for tick in range(1, 5):
        await asyncio.sleep(started + tick * 0.25 - time.monotonic())
        late.append(time.monotonic() - started - tick * 0.25)
    return [round(seconds, 2) for seconds in late]


async def greedy():
    await asyncio.sleep(0.3)
    sim.cpu(1)


async def main():
    started = time.monotonic()
    late, _ = await asyncio.gather(ticks(started), greedy())
    print("ticks were late by", late)


asyncio.run(main())
