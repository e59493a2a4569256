s = 0
i = 0
while i < 5_000_000:
    s += i & 3
    i += 1
print(s)
