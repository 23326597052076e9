import pizza

print("ready:", pizza.dough, pizza.topping)
