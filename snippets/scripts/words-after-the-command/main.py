import sys

print(sys.argv)
if len(sys.argv) == 3:
    item, count = sys.argv[1], int(sys.argv[2])
    print("Price:", {"tea": 4, "cup": 9}[item] * count)
else:
    print("Say an item and how many.")
