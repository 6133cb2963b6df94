"""Publication: nine stages, a lock that survives a restart, undo in reverse, one atomic switch (studio.md 6.3).

Owns the state machine and the releases. Refuses to know what the stages of other packages do.
"""
