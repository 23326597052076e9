import weather

print(weather.CITY)
