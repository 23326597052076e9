tea = 5
