# title: Important first
# about: Three threads of different importance under schedulers that know it and one that does not. Of priorities
#   the smallest goes first, and the others get what is left; shares are parts of the core.
# concepts: 7, 12
# machine priority: cores=1 gil=off policy=priority
# machine round robin: cores=1 gil=off quantum=10ms
# machine lottery: cores=1 gil=off policy=lottery quantum=10ms
# machine fair: cores=1 gil=off policy=eevdf quantum=10ms
# cpython: no, the order is the scheduler's
# expect priority: prints high, middle, low
# expect priority: ends high before middle
# expect priority: ends middle before low
# expect round robin: prints low, middle, high
# expect lottery: prints high, middle, low
# expect fair: prints high, middle, low

import threading

import sim

ended = []


def work(name):
    sim.cpu(0.2)
    ended.append(name)


threads = [threading.Thread(target=work, args=(name,), name=name) for name in ("low", "middle", "high")]
for thread, priority, share in zip(threads, (30, 20, 10), (256, 1024, 4096)):
    sim.priority(priority, thread)
    sim.share(share, thread)

sim.priority(0)
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(", ".join(ended))
