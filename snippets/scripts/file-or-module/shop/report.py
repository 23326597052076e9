from .prices import TEA

print("Tea costs", TEA)
