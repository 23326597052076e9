from importlib import import_module

weather_log = import_module("weather-log")

print(weather_log.rain_on("Monday"))
