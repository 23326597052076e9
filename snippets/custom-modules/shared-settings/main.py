import settings
import sign

print(sign.text())
settings.language = "fr"
print(sign.text())
