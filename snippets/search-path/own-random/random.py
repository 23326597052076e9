print("Welcome to the dice game")
