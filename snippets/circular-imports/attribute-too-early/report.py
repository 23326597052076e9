import weather

TITLE = "Weather in " + weather.CITY
