"""Files: folders, uploads in parts, encrypted blobs, type and size rules.

Owns the schema `files` and the blob store. Refuses to know pages and flows, and never hands a blob's address out:
every byte goes through a subject's rights.
"""
