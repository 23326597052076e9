import sys

lazy import report

print("report" in sys.modules)
report.show()
print("report" in sys.modules)
