import threading
import time


def work(n):
    time.sleep(0.1 * n)


threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
