import tickets

print(tickets.__doc__)
help(tickets.price)
