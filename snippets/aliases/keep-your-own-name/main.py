from basket import total as basket_total

total = 100
print("Basket:", basket_total([3, 4]))
print("Left:", total - basket_total([3, 4]))
