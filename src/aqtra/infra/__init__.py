"""Settings, PostgreSQL, Redis, Celery, outbox, crypto, telemetry and the HTTP router base.

Owns the contact with the machine. Refuses to know what a component, an entry or a flow is.
"""
