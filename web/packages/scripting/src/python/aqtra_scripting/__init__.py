"""Component Scripts in the browser: the `context` of a form over a mirror of it, and messages to the page.

Plain CPython: whoever gives it a way to send text and an event loop can run it, a test as well as a worker.
"""
