print("thermometer runs")
reading = "hot"
