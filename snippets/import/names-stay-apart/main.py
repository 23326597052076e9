import playlist

title = "My evening"
print(title)
print(playlist.title)
playlist.show()
