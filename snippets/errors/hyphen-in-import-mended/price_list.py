TEA = 3
print("Tea:", TEA)
