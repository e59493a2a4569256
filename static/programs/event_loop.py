# title: An event loop
# about: Three coroutines on one thread. Nobody preempts a coroutine: it runs until it awaits, and then the loop
#   takes the next callback from its queue. That is concurrency without parallelism; while nobody is ready the loop
#   leaves the waiting to the operating system.
# concepts: 55
# machine: cores=4
# cpython: same
# expect: prints soup 1 / tea 1 / rice 1 / soup 2 / tea 2 / rice 2 / soup, tea and rice are ready
# expect: parallelism 1
# expect: alive 1
# expect: time 315ms to 325ms
# expect: lane event loop
# expect: lane soup
# expect: counter ready callbacks

import asyncio

import sim


async def cook(dish):
    for step in (1, 2):
        print(dish, step)
        sim.cpu(0.03)
        await asyncio.sleep(0.1)
    return dish


async def kitchen():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(cook(dish), name=dish) for dish in ("soup", "tea", "rice")]
    soup, tea, rice = (task.result() for task in tasks)
    print(f"{soup}, {tea} and {rice} are ready")


asyncio.run(kitchen())
