import bakery
import library

for place in [bakery, library]:
    print(place.__name__, "opens at", place.opens)

print(type(bakery))
print("opens" in vars(bakery))

bakery.opens = 5
print(bakery.sign())
