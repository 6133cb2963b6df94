"""Component Scripts as they can be understood without running them. Pure: nothing is executed here, only parsed."""

from aqtra.metadata.scripts.parsing import ScriptSyntax
from aqtra.metadata.scripts.source import ComponentScript, read_component_script

__all__ = ["ComponentScript", "ScriptSyntax", "read_component_script"]
