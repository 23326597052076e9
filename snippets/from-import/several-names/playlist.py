MINUTES = 60


class Song:
    def __init__(self, title, minutes):
        self.title = title
        self.minutes = minutes


def label(song):
    return f"{song.title} ({song.minutes} min)"
