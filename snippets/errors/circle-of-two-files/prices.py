from cart import CURRENCY

TEA = 3
print("Prices in", CURRENCY)
