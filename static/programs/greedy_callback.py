# title: One greedy callback
# about: A heartbeat that beats every 0.1 s, beside one second of computing. In the event loop, the computing holds
#   up everybody for that second, as one task does under cooperative scheduling; on a thread it does not.
# concepts: 56
# machine: cores=2
# cpython: same but for times
# expect: prints in the loop: longest pause 1.0 s / on a thread: longest pause 0.1 s
# expect: lane heartbeat

import asyncio
import time

import sim


async def heartbeat(beats):
    while True:
        beats.append(time.perf_counter())
        await asyncio.sleep(0.1)


def compute():
    sim.cpu(1)


async def run(title, work):
    beats = []
    heart = asyncio.create_task(heartbeat(beats), name="heartbeat")
    await asyncio.sleep(0.21)
    await work()
    await asyncio.sleep(0.21)
    heart.cancel()
    longest = max(later - earlier for earlier, later in zip(beats, beats[1:]))
    print(f"{title}: longest pause {longest:.1f} s")
    return longest


async def in_the_loop():
    compute()


async def on_a_thread():
    await asyncio.to_thread(compute)


async def main():
    sim.check(await run("in the loop", in_the_loop) >= 1)
    sim.check(await run("on a thread", on_a_thread) < 0.5)


asyncio.run(main())
