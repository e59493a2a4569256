"""Runs a program and prints the CPU time it took, in seconds, and then what it printed."""

import resource
import subprocess
import sys


def used():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


before = used()
ran = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
if ran.returncode != 0:
    sys.exit(f"{sys.argv[1:]} ended with {ran.returncode}: {ran.stderr}")
print(used() - before)
print(ran.stdout, end="")
