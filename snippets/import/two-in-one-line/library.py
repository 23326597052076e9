print("library runs")
opens = 10
