# title: Two accounts and a deadlock
# about: Each transfer locks the account it takes from, and then the one it gives to. Two transfers in opposite
#   directions each hold what the other wants, and nobody moves again. The sum is still 2000: an invariant that
#   holds says nothing about getting on.
# concepts: 39
# machine: cores=2
# cpython: no, it never ends
# expect: status deadlock there -> back -> there
# expect: prints the sum is 2000
# expect: lane one.lock
# expect: lane other.lock

import threading
import time

import sim


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with source.lock:
        time.sleep(0.1)
        with target.lock:
            source.balance -= amount
            target.balance += amount


one, other = Account(1000), Account(1000)
transfers = [
    threading.Thread(target=transfer, args=(one, other, 100), name="there"),
    threading.Thread(target=transfer, args=(other, one, 200), name="back"),
]
for thread in transfers:
    thread.start()
time.sleep(0.3)
print("the sum is", one.balance + other.balance)
sim.check(one.balance + other.balance == 2000)
for thread in transfers:
    thread.join()
print("both transfers are done")
