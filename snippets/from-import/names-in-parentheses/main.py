from bakery import (
    OPENS,
    bread,
    cake,
)

print(OPENS)
print(bread(2))
print(cake(1))
