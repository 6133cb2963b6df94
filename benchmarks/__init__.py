"""Measurements. Every figure is a ratio to a reference measured in the same run; tests never assert time."""
