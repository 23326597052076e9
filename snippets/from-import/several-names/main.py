from playlist import MINUTES, Song, label

song = Song("Blue Train", 11)
print(label(song))
print(MINUTES - song.minutes, "minutes left")
