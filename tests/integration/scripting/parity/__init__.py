"""One meaning of Python: each module of this folder is run on the server and in Pyodide, and gives what is expected.

A module's functions `case_…` are called one after the other; those in `failing` are scripts that end with an exception.
`python -m tests.integration.scripting.parity` writes `expected.json` anew, from the server: read the difference.
"""
