COUNTS = {"tea": 30}
