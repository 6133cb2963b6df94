"""What builders reach over HTTP: components, publication, domains, menus, catalogues.

Owns routes and their request shapes. Refuses to hold rules: those are in metadata and below.
"""
