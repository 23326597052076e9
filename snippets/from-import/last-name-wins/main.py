from cat import sound
from dog import sound

print(sound())
