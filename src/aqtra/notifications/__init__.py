"""Messages to people: e-mail, the list behind the bell, live push.

Owns what is delivered how, and its log. Refuses to know flows, entries and templates.
"""
