def main():
    d = {}
    for i in range(2_000_000):
        k = i % 5003
        d[k] = d.get(k, 0) + i
    print(len(d), d[17])


main()
