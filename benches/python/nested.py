def main():
    s = 0
    for i in range(2500):
        for j in range(2500):
            if (i + j) % 3 == 0:
                s += i * j
    print(s)


main()
