print("playlist runs")
songs = []


def add(song):
    songs.append(song)
