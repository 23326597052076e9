soup = "pea"
pie = "apple"
sold = 0
