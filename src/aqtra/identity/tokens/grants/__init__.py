"""Access tokens that live for minutes, and refresh tokens that are used once (RFC 6749, 7009, 7662, 9068).

Owns families of tokens: all that came from one sign-in or one service token, and ends with it.
"""
