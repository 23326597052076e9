print("settings runs")
city = "Oslo"
