import sys


def print_report():
    import report

    report.show()


print("report" in sys.modules)
print_report()
print("report" in sys.modules)
print_report()
