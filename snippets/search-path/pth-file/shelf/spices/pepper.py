TASTE = "hot"
