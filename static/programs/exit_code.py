# title: Exit codes
# about: A process has no exit code while it runs; then 0, or 1 after an exception, or minus the signal that ended
#   it. close() on one that still runs is refused.
# concepts: 29
# machine: cores=4 start-method=fork
# cpython: same
# expect: prints running: None / ValueError: Cannot close a process while it is still running
# expect: prints good: 0 / bad: 1 / ended: -15 / closed

import multiprocessing
import sys
import time

import sim


def work(seconds, code):
    time.sleep(seconds)
    sys.exit(code)


if __name__ == "__main__":
    good = multiprocessing.Process(target=work, args=(0.5, 0), name="good")
    good.start()
    print("running:", good.exitcode)
    sim.check(good.exitcode is None)
    try:
        good.close()
    except ValueError as error:
        print("ValueError:", str(error).split(". ")[0])
    good.join()
    print("good:", good.exitcode)

    bad = multiprocessing.Process(target=work, args=(0.1, 1), name="bad")
    bad.start()
    bad.join()
    print("bad:", bad.exitcode)

    ended = multiprocessing.Process(target=work, args=(1000, 0), name="ended")
    ended.start()
    ended.terminate()
    ended.join()
    print("ended:", ended.exitcode)
    good.close()
    print("closed")
