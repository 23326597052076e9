count = 0


def click():
    global count
    count += 1
