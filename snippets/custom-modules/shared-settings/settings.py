language = "en"
