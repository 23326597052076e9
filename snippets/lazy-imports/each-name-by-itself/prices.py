print("prices is loading")

APPLE = 4
PEAR = 7
