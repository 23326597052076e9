from game import score

ROUNDS = 3


def play():
    return score.BEST
