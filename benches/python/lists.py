def main():
    items = []
    for i in range(2_000_000):
        items.append(i * 2)
    s = 0
    for k in range(len(items)):
        s += items[k]
    print(s)


main()
