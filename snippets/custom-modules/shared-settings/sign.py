import settings

WORDS = {"en": "Open", "fr": "Ouvert"}


def text():
    return WORDS[settings.language]
