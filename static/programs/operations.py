# title: Compute, memory, input and output
# about: One program and its three kinds of operation. Computing and copying keep the core, input and output leave
#   it to whoever wants it.
# concepts: 5
# machine: cores=1
# cpython: same
# expect: prints read / computed / copied / written
# expect: time 899ms to 902ms
# expect: thread MainThread running 499ms to 502ms
# expect: thread MainThread waiting 400ms to 401ms
# expect: slice io
# expect: slice copies
# expect: slice computes

import sim

MEGABYTE = 1 << 20

sim.io(0.2)
print("read")
sim.cpu(0.3)
print("computed")
sim.copy(195 * MEGABYTE)
print("copied")
sim.io(0.2)
print("written")
