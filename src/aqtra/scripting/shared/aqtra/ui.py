"""Colours and brushes, as text that style sheets know."""

from typing import Any


class Color(str):
    """A colour: any text that style sheets know is one."""

    __slots__ = ()

    @classmethod
    def FromArgb(cls, alpha: int, red: int, green: int, blue: int) -> "Color":
        """Each from 0 to 255."""
        return cls(f"rgba({red}, {green}, {blue}, {round(alpha / 255, 3)})")

    FromARgb = FromArgb


class SolidColorBrush(str):
    """One colour over the whole area."""

    __slots__ = ()

    def __new__(cls, color: Any = "", *_: Any) -> "SolidColorBrush":
        return super().__new__(cls, str(color))

    @property
    def Color(self) -> str:
        return str(self)
