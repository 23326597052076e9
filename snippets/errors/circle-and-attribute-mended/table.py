import quiz


def line(points):
    return f"{points} of {7 * quiz.POINTS}"
