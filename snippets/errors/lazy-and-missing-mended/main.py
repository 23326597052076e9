lazy import nosuch

print("the program has started")
nosuch.run()
