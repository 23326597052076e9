import weather_station_log as log

print(log.coldest())
print(log.warmest())
