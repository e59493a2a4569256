import threading
import time

slots = threading.Semaphore(10)


def work():
    with slots:
        time.sleep(0.1)


threads = [threading.Thread(target=work) for _ in range(50)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
