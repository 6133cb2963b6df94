"""Application domains: a separately addressed Workplace each, with its own look, menu and start component.

Everything here applies at once, without a publication (studio.md D9).
"""
