print("receipt runs")


def line(price):
    return f"Paid: {price} euros"
