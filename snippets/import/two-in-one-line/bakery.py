print("bakery runs")
opens = 6
