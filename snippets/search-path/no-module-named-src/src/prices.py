TEA = 4
