"""Ids, clock, typed errors, registry, principals and ports.

Owns the vocabulary that every other package shares. Refuses to know about any I/O:
standard library and pydantic only.
"""
