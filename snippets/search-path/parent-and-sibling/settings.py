TITLE = "weather"
