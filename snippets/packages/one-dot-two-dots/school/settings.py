TITLE = "Lessons"
DAYS = ["Monday", "Tuesday"]
