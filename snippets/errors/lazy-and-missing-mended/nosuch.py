def run():
    print("nosuch runs")
