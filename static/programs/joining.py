# title: With join and without
# about: start() does not wait for the work. Without join the main thread says "Done." before the worker's ten dots,
#   and the program ends when both have ended; with join it says so last.
# concepts: 16
# machine: cores=2
# cpython: same
# expect: prints without join / Done. / .......... / with join / .......... / Done.
# expect: flow join

import threading
import time


def work():
    for _ in range(10):
        time.sleep(0.1)
        print(".", end="")
    print()


print("without join")
worker = threading.Thread(target=work, name="worker 1")
worker.start()
print("Done.")

time.sleep(1.5)
print("with join")
worker = threading.Thread(target=work, name="worker 2")
worker.start()
worker.join()
print("Done.")
