# Concept 55: nothing interrupts a coroutine. It runs until it awaits, and so does the next one in the queue.
import asyncio

counter = 0


async def add(name, times):
    global counter
    for _ in range(times):
        # No other task comes between reading and writing: there is no await.
        value = counter
        value += 1
        counter = value
        if counter % 500 == 0:
            print(name, counter)
            await asyncio.sleep(0)


async def main():
    await asyncio.gather(*[add(f"task {number}", 1000) for number in range(3)])
    print(counter)


asyncio.run(main())
