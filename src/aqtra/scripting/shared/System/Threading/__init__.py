"""Of its types only names are used."""

from System.Threading import Tasks

__all__ = ["Tasks"]
