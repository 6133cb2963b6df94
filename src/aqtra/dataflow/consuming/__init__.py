"""Messages of brokers: who subscribes, what arrives, and that every message ends: done, or a dead letter.

A broker keeps a message until its run has succeeded, or until its dead letter is committed. PostgreSQL counts.
"""
