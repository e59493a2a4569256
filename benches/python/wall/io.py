import sim


def request(n):
    sim.io(0.2 + n / 10)


sim.together(*[lambda n=n: request(n) for n in range(6)])
