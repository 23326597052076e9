__lazy_modules__ = ["report"]

import report

print("the program has started")
report.show()
