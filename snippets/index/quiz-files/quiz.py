def load(filename):
    pairs = []
    with open(filename, encoding="utf-8") as file:
        for line in file:
            pairs.append(line.strip().split(": "))
    return pairs
