print("main starts")
import settings
import report
import settings

print("main ends in", settings.city)
