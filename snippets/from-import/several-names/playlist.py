MINUTES = 60


class Song:
    def __init__(self, title, minutes):
        self.title = title
        self.minutes = minutes


def longest(songs):
    return max(songs, key=lambda song: song.minutes)
