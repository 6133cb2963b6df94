"""The `aqtra` command: one module a verb.

Owns how people and service managers start things and read what came of it. Refuses to hold rules of its own.
"""
