RAIN = {"Monday": 3, "Tuesday": 11}


def rain_on(day):
    return RAIN[day]
