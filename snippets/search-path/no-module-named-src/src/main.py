from src.prices import TEA

print("Tea costs", TEA)
