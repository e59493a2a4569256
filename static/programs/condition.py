# title: Waiting for a condition
# about: Three eaters wait until there is bread. notify() wakes one, notify(2) two, notify_all() all. Who is woken
#   looks again before it goes on, because another may have been faster: wait() belongs in a loop.
# concepts: 37
# machine: cores=4
# cpython: same
# expect: prints 1 loaf: 1 ate, 2 wait / 2 loaves: 3 ate, 0 wait / nobody overslept / all 3 ate again
# expect: counter waiting of bread up to 3
# expect: flow wake
# expect: mark woken too early

import threading
import time

import sim

bread = threading.Condition()
loaves, eaten = 0, []


def eat():
    global loaves
    with bread:
        while loaves == 0:
            bread.wait()
            if loaves == 0:
                sim.mark("woken too early")
        loaves -= 1
        eaten.append(threading.current_thread().name)


def bake(count, wake):
    global loaves
    with bread:
        loaves += count
        wake()
    time.sleep(0.5)


def eaters():
    threads = [threading.Thread(target=eat, name=f"eater {number}") for number in (1, 2, 3)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)


eaters()
bake(1, bread.notify)
print("1 loaf:", len(eaten), "ate,", 3 - len(eaten), "wait")
bake(2, lambda: bread.notify(2))
print("2 loaves:", len(eaten), "ate,", 3 - len(eaten), "wait")
eaters()
bake(1, bread.notify_all)
print("nobody overslept")
bake(2, bread.notify_all)
print("all", len(eaten) - 3, "ate again")
sim.check(len(eaten) == 6 and loaves == 0)
