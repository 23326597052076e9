def mark(points):
    return "passed" if points > 1 else "failed"


def main():
    print("Trying out the marks:")
    for points in range(4):
        print(points, mark(points))


if __name__ == "__main__":
    main()
