"""How often anybody may ask: token buckets, shared through Redis, and local ones for what must cost nothing.

Owns the counting. Refuses to know what the requests do.
"""
