import report

CITY = "Oslo"
