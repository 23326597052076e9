import price_list

print(price_list.TEA)
