import shop

print("shop is imported")
shop.report.show()
shop.report.show()
