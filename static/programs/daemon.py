# title: A daemon is cut off
# about: A program waits for its threads before it ends, but not for daemons: what they are doing is cut off in the
#   middle. Whether a thread is one is fixed when it starts.
# concepts: 21
# machine: cores=2
# cpython: same
# expect: prints cleaned / cooking / cooking / cleaned / done / RuntimeError: cannot set daemon status of active thread
# expect: time 3.3s to 3.31s
# expect: thread cleaner alive 3.3s to 3.31s

import threading
import time

import sim

said = []


def say(word):
    said.append(word)
    print(word)


def clean():
    while True:
        time.sleep(1 if not said else 2)
        say("cleaned")


def cook():
    for _ in range(2):
        time.sleep(1.2)
        say("cooking")


cleaner = threading.Thread(target=clean, name="cleaner", daemon=True)
cleaner.start()
cook()
time.sleep(0.8)
say("done")
try:
    cleaner.daemon = False
except RuntimeError as error:
    print("RuntimeError:", error)
sim.check(said == ["cleaned", "cooking", "cooking", "cleaned", "done"])
time.sleep(0.1)
