# Concept 57: the same downloads one after the other, on threads and as coroutines.
import asyncio
import threading
import time

SECONDS = (0.2, 0.3, 0.25)


def one_after_the_other():
    for seconds in SECONDS:
        time.sleep(seconds)


def on_threads():
    threads = [threading.Thread(target=time.sleep, args=(seconds,)) for seconds in SECONDS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def as_coroutines():
    async def main():
        await asyncio.gather(*[asyncio.sleep(seconds) for seconds in SECONDS])

    asyncio.run(main())


for way in (one_after_the_other, on_threads, as_coroutines):
    started = time.monotonic()
    way()
    print(way.__name__, "takes", round(time.monotonic() - started, 1), "s")
