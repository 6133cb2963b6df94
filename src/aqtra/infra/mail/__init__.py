"""Mail to people: waits sealed in the database, is sent by a worker, tried again while the cause may pass.

Owns the queue and the way to the server. Refuses to know what is written and to whom it is due.
"""
