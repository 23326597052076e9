lazy from prices import APPLE, PEAR

print("nothing is loaded yet")
print(APPLE)
print(globals()["APPLE"], globals()["PEAR"])
print(PEAR)
