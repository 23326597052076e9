from prices import TEA

print("Tea today:", TEA)
