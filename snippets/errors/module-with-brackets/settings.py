rounds = 3
