# title: After: a main guard
# about: What starts processes stands behind the guard, so a child that imports the program finds functions there
#   and starts nothing. This works with every start method.
# concepts: 59
# machine spawn: cores=2 start-method=spawn
# machine fork server: cores=2 start-method=forkserver
# machine fork: cores=2 start-method=fork
# cpython: same
# expect: prints work / exit code 0

import multiprocessing

import sim


def work():
    print("work", flush=True)


if __name__ == "__main__":
    child = multiprocessing.Process(target=work, name="child")
    child.start()
    child.join()
    print("exit code", child.exitcode)
    sim.check(child.exitcode == 0)
