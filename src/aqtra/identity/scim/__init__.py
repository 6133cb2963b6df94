"""Provisioning by SCIM 2 (RFC 7643, RFC 7644): another system makes, changes and deactivates accounts.

Owns clients, and the accounts and groups that each of them made; a client sees no others. Groups give roles where an
administrator has mapped them. Knows nothing of sessions but how to end them.
"""
