"""Bulk: import and export of entries as background jobs, streaming from file to table and back.

Owns the schema `bulk`, formats and job rows. Refuses to hold a whole file in memory.
"""
