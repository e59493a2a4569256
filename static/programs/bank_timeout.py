# title: A lock that is given up
# about: The second cure for the deadlocked bank: who does not get the second lock in time gives the first one back
#   and tries again a little later. Both wait for different times, or they could go on politely for ever.
# concepts: 39
# machine: cores=2
# cpython: same
# expect: prints both transfers are done / 1100 900 / the sum is 2000
# expect: mark timed out

import threading
import time

import sim


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount, patience):
    while True:
        with source.lock:
            time.sleep(0.1)
            if target.lock.acquire(timeout=patience):
                source.balance -= amount
                target.balance += amount
                target.lock.release()
                return
        time.sleep(patience)


one, other = Account(1000), Account(1000)
transfers = [
    threading.Thread(target=transfer, args=(one, other, 100, 0.2), name="there"),
    threading.Thread(target=transfer, args=(other, one, 200, 0.7), name="back"),
]
for thread in transfers:
    thread.start()
for thread in transfers:
    thread.join()
print("both transfers are done")
print(one.balance, other.balance)
print("the sum is", one.balance + other.balance)
sim.check(one.balance + other.balance == 2000)
