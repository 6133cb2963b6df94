"""Colours and brushes for controls."""

from aqtra_scripting.ui import Color, SolidColorBrush

__all__ = ["Color", "SolidColorBrush"]
