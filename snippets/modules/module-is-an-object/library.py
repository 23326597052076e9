opens = 10
