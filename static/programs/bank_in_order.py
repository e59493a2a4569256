# title: Locks in one order
# about: The first cure for the deadlocked bank: whoever needs two locks takes them in the same order, here by
#   number of account. Then nobody can hold what another wants while wanting what that one holds.
# concepts: 39
# machine: cores=2
# cpython: same
# expect: prints both transfers are done / 1100 900 / the sum is 2000

import threading
import time

import sim


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda account: account.number)
    with first.lock:
        time.sleep(0.1)
        with second.lock:
            source.balance -= amount
            target.balance += amount


one, other = Account(1, 1000), Account(2, 1000)
transfers = [
    threading.Thread(target=transfer, args=(one, other, 100), name="there"),
    threading.Thread(target=transfer, args=(other, one, 200), name="back"),
]
for thread in transfers:
    thread.start()
for thread in transfers:
    thread.join()
print("both transfers are done")
print(one.balance, other.balance)
print("the sum is", one.balance + other.balance)
sim.check(one.balance + other.balance == 2000)
