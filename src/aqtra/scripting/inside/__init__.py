"""What runs inside the jail: the fork server and, in its children, the scripts.

Owns everything that shares a process with code of builders. Imports the standard library and `shared`
only: nothing else is there.
Nothing in here is a boundary but `confine`, which leaves the kernel to refuse; the rest is manners.
"""
