"""ASGI composition: middleware, identity of requests, errors, live push, static files.

Owns the order in which a request meets the parts. Refuses to hold any business rule.
"""
