print("main starts")


def pay(price):
    import receipt

    print(receipt.line(price))


pay(4)
pay(9)
print("receipt" in dir())
