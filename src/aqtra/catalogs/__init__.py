"""Data layer: typed tables for components, the query compiler, entries.

Owns the schema `catalogs`, how a component becomes a table, and every statement that reads or writes an entry.
Refuses to know what pages and flows do with entries, and never reads a row without a subject.
"""
