"""A template and its data made into a document.

Owns the way from data to bytes, and the process it happens in. Refuses to know where templates, data and files come
from: all of it is handed over, and nothing else can be reached.
"""
