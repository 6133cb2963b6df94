"""Programs that call: API tokens, service accounts, access and refresh tokens.

Owns what a program presents instead of a session, and how it narrows the rights of its account. Refuses to know about
passwords, cookies and components.
"""
