"""Shared Python modules: what scripts of several components import.

Owns the saved modules, how imports are resolved and checked, and which modules a document needs. What is live belongs
to the releases of components, which carry their modules with them; nothing of a module is executed here.
"""
