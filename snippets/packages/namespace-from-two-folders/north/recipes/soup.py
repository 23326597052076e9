NAME = "Leek soup"
