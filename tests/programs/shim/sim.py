"""What `sim` is where there is no simulated machine: its times pass, and that is all."""
import threading
import time


def cpu(seconds):
    time.sleep(seconds)


def io(seconds):
    # What takes longer than a test lasts is not waited for.
    time.sleep(min(seconds, 5))


def copy(bytes):
    time.sleep(bytes / 1e9)


def together(*functions):
    threads = [threading.Thread(target=function, name=getattr(function, "__name__", None)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def check(condition, message="check failed"):
    if not condition:
        raise AssertionError(message)


def mark(text):
    pass


def priority(number, thread=None):
    pass


def share(number, thread=None):
    pass
