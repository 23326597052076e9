from playlist import MINUTES, Song, longest

songs = [Song("Blue Train", 11), Song("So What", 9)]
print(longest(songs).title)
print(sum(song.minutes for song in songs), "of", MINUTES)
