"""Exact numbers: money."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def case_exact_sums():
    return [Decimal("0.1") + Decimal("0.2"), Decimal("1.10") * 3, Decimal(1) / 3]


def case_cents():
    return [Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal("2.665").quantize(Decimal("0.01"))]


def case_written():
    return [
        str(Decimal("1.10")),
        f"{Decimal('1234567.8'):,.2f}",
        str(Decimal("1E+3")),
        str(Decimal("1E+3").normalize()),
    ]


def case_compared():
    return [Decimal("1.0") == 1, Decimal("0.1") == 0.1, Decimal("1.5") > 1, hash(Decimal("2.0")) == hash(2)]


def case_fractions():
    return [Fraction(1, 3) + Fraction(1, 6), float(Fraction("0.125"))]


def case_a_float_is_no_money():
    return Decimal("1.1") + 1.1
