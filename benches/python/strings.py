def main():
    parts = []
    for i in range(400_000):
        parts.append(f"{i}:{i % 7}")
    text = ",".join(parts)
    print(len(text), text.count("3"), len(text.split(",")))


main()
