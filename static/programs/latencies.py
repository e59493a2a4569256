# title: If a cycle took a second
# about: What a processor waits for, from a few of its cycles to a computer that starts up: ten decades of time.
#   Zoom in at the beginning. Beside each, how long it would take if one cycle of 0.4 ns were a second.
# concepts: 6
# machine: cores=1
# cpython: same
# expect: prints main memory 4 minutes / SSD, fast 1.5 days / SSD, slow 4.0 days
# expect: prints San Francisco to New York 5 years / San Francisco to Hong Kong 11 years
# expect: time 40.2s to 40.3s
# expect: mark main memory

import sim

CYCLE = 0.4e-9
UNITS = [("years", 365.25 * 86400, 0), ("days", 86400, 1), ("minutes", 60, 0), ("seconds", 1, 0)]


def at_human_scale(seconds):
    slow = seconds / CYCLE
    for name, unit, digits in UNITS:
        if slow >= unit:
            return f"{slow / unit:.{digits}f} {name}"


for name, seconds in [
    ("five cycles", 2e-9),
    ("main memory", 100e-9),
    ("SSD, fast", 52e-6),
    ("SSD, slow", 138e-6),
    ("San Francisco to New York", 65e-3),
    ("San Francisco to Hong Kong", 141e-3),
    ("a virtual computer starts", 40),
]:
    sim.mark(name)
    sim.io(seconds)
    print(f"{name:28} {at_human_scale(seconds)}")

sim.check(at_human_scale(141e-3) == "11 years")
