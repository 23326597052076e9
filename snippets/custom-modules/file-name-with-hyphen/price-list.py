print("Tea costs 4")
