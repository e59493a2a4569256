# title: A class of threads
# about: A thread can be a class of its own whose run() says what it does. start() calls that on the new thread. A
#   thread has no result: what it finds out is left where others can read it.
# concepts: 20
# machine: cores=4
# cpython: same
# expect: prints Counter 'words' counted 6 / Counter 'vowels' counted 9
# expect: lane words

import threading

import sim


class Counter(threading.Thread):
    def __init__(self, name, items):
        super().__init__(name=name)
        self.items = items
        self.count = None

    def run(self):
        sim.cpu(0.2)
        self.count = len(self.items)


text = "a thread has no result method"
counters = [
    Counter("words", text.split()),
    Counter("vowels", [letter for letter in text if letter in "aeiou"]),
]
for counter in counters:
    counter.start()
for counter in counters:
    counter.join()
    print(f"Counter {counter.name!r} counted {counter.count}")
sim.check(not hasattr(counters[0], "result"))
