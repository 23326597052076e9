import prices

print("Tea:", prices.with_tax(10))
