print("kitchen runs")
dish = "soup"
