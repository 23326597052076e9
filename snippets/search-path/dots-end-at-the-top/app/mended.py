from lib import texts

print(texts.banner("weather"))
