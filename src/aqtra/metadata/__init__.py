"""Core Engine: components, domains, menus, versions, publication and the checker.

Owns what builders author and the versions users run. Refuses to know how tables are made,
how flows run, or who serves the requests: those arrive as stages and checks from above.
"""
