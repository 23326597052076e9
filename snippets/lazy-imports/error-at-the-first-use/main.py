lazy import reprot

print("the program has started")
reprot.show()
