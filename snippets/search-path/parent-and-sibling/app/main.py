import settings
from lib import texts

print(texts.banner(settings.TITLE))
