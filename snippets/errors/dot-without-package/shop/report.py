from .prices import TEA

print("Tea:", TEA)
