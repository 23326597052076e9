SOUP = "leek"
