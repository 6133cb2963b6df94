"""Aqtra: an open, self-hosted low-code platform."""

__version__ = "0.1.0"
