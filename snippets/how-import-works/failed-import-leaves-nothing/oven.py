import thermometer

print("oven runs")
degrees = int(thermometer.reading)
