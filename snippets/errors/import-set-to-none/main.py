import sys

sys.modules["calendar"] = None

import calendar

print(calendar.isleap(2028))
