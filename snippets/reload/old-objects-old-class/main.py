from importlib import reload

import playlist

old = playlist.Song("Yesterday")
reload(playlist)
new = playlist.Song("Tomorrow")

print(isinstance(new, playlist.Song))
print(isinstance(old, playlist.Song))
print(type(old).__name__, type(new).__name__)
