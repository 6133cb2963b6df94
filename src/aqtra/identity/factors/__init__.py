"""Second factors: one-time codes of an app or by mail, passkeys, recovery codes.

Owns their secrets and what counts as a right answer. Refuses to know what an account may do.
"""
