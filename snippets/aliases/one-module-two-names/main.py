import playlist
import playlist as p

playlist.add("Blue Train")
p.add("So What")
print(p.songs)
print(p is playlist)
