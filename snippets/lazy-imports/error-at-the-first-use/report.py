print("report is loading")


def show():
    print("12 apples sold")
