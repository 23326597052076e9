import random

guests = ["Ada", "Grace", "Linus", "Guido"]
random.seed(2026)
print(random.choice(guests))
print(random.sample(guests, 2))
random.shuffle(guests)
print(guests)
