# title: Before and after: sharing without a lock
# about: Two clerks sell the same ten seats. Each looks whether one is left and then sells it, and between the two
#   the other sells the last one. With a lock around both steps no seat is sold twice.
# concepts: 60
# machine: cores=2
# cpython: no, it depends on when each looks
# expect: prints before: sold 11 of 10 / after: sold 10 of 10

import threading
import time

import sim


class Hall:
    def __init__(self, lock):
        self.left = 10
        self.sold = 0
        self.lock = lock

    def sell(self):
        with self.lock:
            if self.left <= 0:
                return False
            time.sleep(0.05)
            self.left -= 1
            self.sold += 1
            return True


class NoLock:
    def __enter__(self):
        pass

    def __exit__(self, *_):
        pass


def sell_out(hall):
    def clerk():
        while hall.sell():
            time.sleep(0.01)

    clerks = [threading.Thread(target=clerk, name=name) for name in ("left clerk", "right clerk")]
    for thread in clerks:
        thread.start()
        time.sleep(0.02)
    for thread in clerks:
        thread.join()
    return hall.sold


print("before: sold", sell_out(Hall(NoLock())), "of 10")
sold = sell_out(Hall(threading.Lock()))
print("after: sold", sold, "of 10")
sim.check(sold == 10)
