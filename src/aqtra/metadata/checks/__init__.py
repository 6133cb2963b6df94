"""The checker: compiles a whole application before it is published.

Each file holds one concern: a pure function over a CheckContext that yields findings. Nothing here reads a
database; what a flow's steps may be set to is checked by a function that the Data Flow package gives.
"""
