# `queue`: orders, limits, and what a class of one's own decides.
import queue
import threading


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    q = kind(3)
    for n in (5, 1, 3):
        q.put(n)
    print(kind.__name__, q.qsize(), q.full(), q.empty(), [q.get() for _ in range(3)], q.empty(), q.maxsize)
    show(lambda: q.get(False))
    show(lambda: q.get(timeout=0.01))
    show(lambda: q.get(timeout=-1))
    for n in range(3):
        q.put_nowait(n)
    show(lambda: q.put(9, block=False))
    show(lambda: q.put(9, timeout=0.01))
    show(lambda: q.put(9, timeout=-1))
    for n in range(6):
        q.task_done()
    q.join()
    show(q.task_done)
s = queue.SimpleQueue()
s.put(1, False, 3)
print(s.qsize(), s.get_nowait(), s.empty(), hasattr(s, "task_done"), isinstance(s, queue.Queue))
show(s.get_nowait)
show(lambda: s.get(timeout=-1))


class Unique(queue.Queue):
    def _init(self, maxsize):
        self.queue = set()

    def _put(self, item):
        self.queue.add(item)

    def _get(self):
        return self.queue.pop()


u = Unique()
u.put("a")
print(u.get(), u.empty())
p = queue.PriorityQueue(2)
p.put((1, "a"))
p.put((0, "z"))
print(p.qsize(), p.get(), p.get())
slow = queue.PriorityQueue(1)
got = []


def take():
    while (item := slow.get()) is not None and item < 100:
        got.append(item)
        slow.task_done()


t = threading.Thread(target=take)
t.start()
for n in (3, 2, 1, 100):
    slow.put(n)
t.join()
print(got)
print([e.__name__ for e in (queue.Empty, queue.Full)])
