import random

print("The coin shows", random.choice(["heads", "tails"]))
