import prices

print("Two for one:", prices.with_tax(10) / 2)
