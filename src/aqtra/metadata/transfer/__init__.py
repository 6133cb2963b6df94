"""An application as files: one small readable JSON file per object, with stable ids, made for git.

Export writes the same bytes for the same objects on every machine; what belongs to one installation (users, host
names, times, versions) is left out. Import reads a folder it does not trust, refuses it whole or takes it whole.
"""
