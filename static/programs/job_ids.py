# title: Submit, go on, ask later
# about: The caller gets a job's number at once, does other things, and asks now and then whether the job is ready.
#   The marks are when it submits, asks, and is told.
# concepts: 4
# machine: cores=2
# cpython: same
# expect: prints job 1 submitted / laid the table / job 1 is not ready / poured the water / lit the candles
# expect: prints lit the candles / job 1 is ready: bread
# expect: mark submit job 1
# expect: mark ask for job 1
# expect: mark job 1 is ready
# expect: thread oven waiting 2.5s to 2.51s

import threading
import time

import sim

answers = {}


def submit(what, seconds):
    number = len(answers) + 1
    answers[number] = None
    sim.mark(f"submit job {number}")

    def work():
        time.sleep(seconds)
        answers[number] = what
        sim.mark(f"job {number} is ready")

    threading.Thread(target=work, name="oven").start()
    return number


def ask(number):
    sim.mark(f"ask for job {number}")
    return answers[number]


job = submit("bread", 2.5)
print("job", job, "submitted")
for chore in ("laid the table", "poured the water", "lit the candles"):
    time.sleep(1)
    print(chore)
    answer = ask(job)
    if answer is not None:
        break
    print("job", job, "is not ready")
print("job", job, "is ready:", answer)
