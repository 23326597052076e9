print("cart runs")
