from clock import hour


def greet():
    if hour() < 12:
        return "Good morning"
    return "Good evening"
