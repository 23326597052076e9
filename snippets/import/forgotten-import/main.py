print(math.sqrt(25))
