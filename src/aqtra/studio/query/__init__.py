"""Trying SQL queries over components."""
