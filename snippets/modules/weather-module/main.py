import weather

print(weather.to_fahrenheit(20))
print(weather.to_fahrenheit(weather.FREEZING))
