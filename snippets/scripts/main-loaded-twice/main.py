import board

print("main.py runs as", __name__)
points = 0

if __name__ == "__main__":
    points = 10
    board.show()
