# title: A bounded queue
# about: One producer, 32 workers and 1023 tasks. The queue has room for 64: when it is full, put() waits, so the
#   producer goes no faster than the workers. Look at the queue's depth.
# concepts: 40
# machine: cores=4
# cpython: same
# expect: prints 1023 tasks done, never more than 64 queued
# expect: counter items of tasks up to 64
# expect: thread producer waiting 500ms to 1s
# expect: alive 34
# expect: flow item

import queue
import threading

import sim

tasks = queue.Queue(maxsize=64)
done, depths = [], []


def produce():
    for number in range(1023):
        tasks.put(number)
        depths.append(tasks.qsize())
    for _ in range(32):
        tasks.put(None)


def work():
    while (number := tasks.get()) is not None:
        sim.io(0.02)
        done.append(number)


threads = [threading.Thread(target=work, name=f"worker {number}") for number in range(1, 33)]
threads.append(threading.Thread(target=produce, name="producer"))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
sim.check(sorted(done) == list(range(1023)) and max(depths) <= 64)
print(len(done), "tasks done, never more than", tasks.maxsize, "queued")
