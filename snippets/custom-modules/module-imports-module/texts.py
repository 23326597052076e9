def headline(topic):
    return f"* {topic.upper()} *"
