# title: A semaphore's permits
# about: Two permits, five guests: who finds none waits until one comes back. A plain semaphore has no upper limit,
#   so a release too many adds a permit; a bounded one says so. Each permit has a lane.
# concepts: 34
# machine: cores=4
# cpython: same
# expect: prints at most 2 at the table / permits after one release too many: 3
# expect: prints ValueError: Semaphore released too many times
# expect: counter permits of table up to 2
# expect: counter waiting of table up to 3
# expect: time 3s to 3.01s
# expect: flow wake
# expect: lane table, permit 1
# expect: lane table, permit 2

import threading
import time

import sim

table = threading.Semaphore(2)
seated, most = [], []


def dine(guest):
    with table:
        seated.append(guest)
        most.append(len(seated))
        time.sleep(1)
        seated.remove(guest)


guests = [threading.Thread(target=dine, args=(number,), name=f"guest {number}") for number in range(1, 6)]
for guest in guests:
    guest.start()
for guest in guests:
    guest.join()
print("at most", max(most), "at the table")
sim.check(max(most) == 2)

table.release()
print("permits after one release too many:", sum(table.acquire(blocking=False) for _ in range(5)))
bounded = threading.BoundedSemaphore(2)
try:
    bounded.release()
except ValueError as error:
    print("ValueError:", error)
