DISH = "leek soup"
