import queue
import threading
import time

items = queue.Queue(2)


def consume():
    while items.get() is not None:
        time.sleep(0.1)


thread = threading.Thread(target=consume)
thread.start()
for number in range(8):
    time.sleep(0.05)
    items.put(number)
items.put(None)
thread.join()
