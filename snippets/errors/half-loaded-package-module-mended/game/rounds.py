ROUNDS = 3


def play():
    from game import score

    return score.BEST
