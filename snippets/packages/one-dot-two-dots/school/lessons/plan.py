from school.settings import DAYS

from ..settings import TITLE
from .teachers import teacher_on


def show():
    print(TITLE)
    for day in DAYS:
        print(day, teacher_on(day))
