"""Accounts, sessions, roles: who is asking and what they may do.

Owns passwords, sessions and anti-forgery tokens. Refuses to know about components, entries and flows.
"""
