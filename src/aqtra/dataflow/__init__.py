"""Data Flow: plans flows, drives their steps over tables of items, and keeps the run log.

Owns the step catalogue, items with their exact types, runs and their errors. Refuses to know how
entries are stored, who drew the flow, or whether a request or a worker started it.
"""
