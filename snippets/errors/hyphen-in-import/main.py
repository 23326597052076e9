import price-list

print(price-list.TEA)
