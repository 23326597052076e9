def wettest(days):
    return max(days)
