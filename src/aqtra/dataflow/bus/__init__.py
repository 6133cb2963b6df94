"""Entries that flows create later. Rows of PostgreSQL are the truth, a Celery message only rings.

An entry and the end of its message are one transaction: whatever is lost or doubled, it is stored once.
"""
