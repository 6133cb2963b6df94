"""The compile check of scripts: what would go wrong, and what is no longer written so, each with its place and its fix.

Pure: sources are parsed, never run. The same check serves the error list, the editor and the command line.
"""

from aqtra.metadata.scripts.checking.check import check_source
from aqtra.metadata.scripts.checking.models import Edit, SourceFinding, fixed, placed
from aqtra.metadata.scripts.checking.surroundings import UNKNOWN, Surroundings, surroundings_of

__all__ = ["UNKNOWN", "Edit", "SourceFinding", "Surroundings", "check_source", "fixed", "placed", "surroundings_of"]
