class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def move(self, dx):
        self.x += dx
        return self.x


def main():
    p = Point(0, 1)
    s = 0
    for i in range(2_000_000):
        s += p.move(1) + p.y
    print(s)


main()
