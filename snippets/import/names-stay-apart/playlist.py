title = "Slow songs"


def show():
    print("Now playing:", title)
