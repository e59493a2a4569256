import threading
import time

done = threading.Event()


def tick():
    while not done.wait(0.1):
        pass


thread = threading.Thread(target=tick)
thread.start()
time.sleep(0.95)
done.set()
thread.join()
