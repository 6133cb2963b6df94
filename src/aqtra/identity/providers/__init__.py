"""Sign-in through other systems: OpenID Connect, SAML 2, LDAP.

Owns providers, who is who elsewhere, and sign-ins under way. Each protocol proves a person in a file of its own; what
happens then, account, roles, session, is the same for all. Knows nothing of domains or screens.
"""
