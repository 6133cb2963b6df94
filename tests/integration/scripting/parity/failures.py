"""Exceptions that scripts meet, and catch."""


class Overdue(ValueError):
    """An exception of the script."""

    def __init__(self, days):
        super().__init__(f"{days} дней")
        self.days = days


def case_own():
    raise Overdue(3)


def case_caught():
    try:
        raise Overdue(3)
    except ValueError as error:
        return [type(error).__name__, error.days, str(error)]


def case_chained():
    try:
        {}["нет"]
    except KeyError as error:
        try:
            raise RuntimeError("no such row") from error
        except RuntimeError as outer:
            return [str(outer), repr(outer.__cause__)]


def case_in_the_end():
    order = []
    try:
        order.append("begun")
        return order
    finally:
        order.append("ended")


def case_no_member():
    return [][0]


def case_no_key():
    return {}["a"]


def case_no_name():
    return nothing_of_that_name


def case_without_end():
    return case_without_end()


def case_several():
    found = []
    try:
        raise ExceptionGroup("two", [ValueError(1), KeyError(2)])
    except* ValueError as group:
        found += [str(error) for error in group.exceptions]
    except* KeyError as group:
        found.append(repr(group.exceptions[0]))
    return found
