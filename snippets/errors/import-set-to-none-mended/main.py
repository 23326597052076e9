import sys

sys.modules["calendar"] = None
del sys.modules["calendar"]

import calendar

print(calendar.isleap(2028))
