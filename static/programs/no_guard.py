# title: Before: no main guard
# about: A spawned child imports the program, and this program starts a child when it is imported. Python refuses to
#   go round in circles. The same holds for the fork server, which Linux uses since 3.14. Compare "After: a main
#   guard".
# concepts: 59
# machine spawn: cores=2 start-method=spawn
# machine fork server: cores=2 start-method=forkserver
# machine fork: cores=2 start-method=fork
# cpython: no, the default differs between systems
# expect spawn: errors An attempt has been made to start a new process before the
# expect fork server: errors An attempt has been made to start a new process before the
# expect spawn: prints exit code 1
# expect fork: prints work / exit code 0

import multiprocessing


def work():
    print("work")


child = multiprocessing.Process(target=work, name="child")
child.start()
child.join()
print("exit code", child.exitcode)
