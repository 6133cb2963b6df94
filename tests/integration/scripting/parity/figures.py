"""Whole numbers and floats."""

import math
import statistics


def case_sums_of_floats():
    return [0.1 + 0.2, 0.1 + 0.7, math.fsum([0.1] * 10), 1e16 + 1]


def case_division():
    return [7 // -2, -7 % 3, 7 / 2, divmod(-7, 3), 2**-1]


def case_rounding_goes_to_even():
    return [round(0.5), round(1.5), round(2.675, 2), round(-2.5), round(1234, -2)]


def case_large_whole_numbers():
    return [2**100, (10**30 + 1) % 97, math.factorial(25), int("9" * 40)]


def case_floats_are_written_shortest():
    return [repr(1e22), repr(1e-7), repr(123456789.123), str(5e-324), repr(1.0)]


def case_formats():
    return [f"{1234567.891:,.2f}", f"{42:08b}", f"{255:#x}", f"{0.256:.1%}", "%5.1f|%-5d|%05d" % (3.14159, 7, 42)]


def case_functions():
    return [math.sqrt(2), math.sin(1), math.exp(1), math.log(10, 2), math.isclose(0.1 + 0.2, 0.3), math.gcd(12, 18)]


def case_statistics():
    return [statistics.mean([1, 2, 4]), statistics.median([3, 1, 2]), statistics.pstdev([2, 4, 4, 4, 5, 5, 7, 9])]


def case_no_number():
    return float("ten")


def case_division_by_nothing():
    return 1 / 0
