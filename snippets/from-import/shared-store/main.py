import store
from store import add, items

add("tea")
items.append("cups")
print(items)
print(store.items)
print(items is store.items)
