"""What end users reach over HTTP apart from entries and flows: start data and published definitions.

Owns which menu items a visitor sees and the packed form of a release. Refuses to know drafts.
"""
