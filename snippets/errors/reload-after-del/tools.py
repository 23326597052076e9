print("Loading tools")
