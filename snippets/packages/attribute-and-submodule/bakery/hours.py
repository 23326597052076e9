SUNDAY = "8 to 11"
