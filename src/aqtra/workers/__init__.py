"""Celery entry points: each task takes an id, claims its row and calls a service.

Owns nothing but the boundary between Celery's processes and the asynchronous services.
"""
