tea = 4
