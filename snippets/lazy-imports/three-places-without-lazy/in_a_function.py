def today():
    lazy import datetime

    return datetime.date.today()
