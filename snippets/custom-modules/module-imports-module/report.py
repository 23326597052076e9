import statistics

import texts


def show(temperatures):
    print(texts.headline("weather"))
    print("Average:", statistics.mean(temperatures))
