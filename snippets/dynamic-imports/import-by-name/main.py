from importlib import import_module

LANGUAGES = {"en": "english", "no": "norwegian"}

for code in ("en", "no"):
    module = import_module(f"greetings.{LANGUAGES[code]}")
    print(module.__name__, "-", module.hello("Ada"))
