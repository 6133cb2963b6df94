"""Component Scripts as they can be understood without running them. Pure: nothing is executed here, only parsed."""

from aqtra.metadata.scripts.source import ComponentScript, ScriptSyntax, read_component_script

__all__ = ["ComponentScript", "ScriptSyntax", "read_component_script"]
