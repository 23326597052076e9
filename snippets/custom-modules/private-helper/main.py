import tickets

print(tickets.price(8))
print([name for name in dir(tickets) if name[0] != "_"])
print(tickets._discount(8))
