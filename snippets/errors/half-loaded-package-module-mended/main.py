from game import rounds

print(rounds.play())
