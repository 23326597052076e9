print("shop runs")
