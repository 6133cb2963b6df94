class Overdue(Exception):
    pass


try:
    int("ten")
except ValueError as error:
    raise Overdue("счёт просрочен") from error
