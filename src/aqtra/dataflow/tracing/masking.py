"""Secrets in what is shown to builders: values of encrypted properties, and of members named like a secret."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from aqtra.metadata.documents import ComponentDocument

MASK: Final = "•••"
_TELLING: Final = re.compile(
    r"passw(or)?d|secret|token|api[-_]?key|authori[sz]ation|credential|private[-_]?key", re.IGNORECASE
)


@dataclass(frozen=True)
class Masking:
    """`names`: properties that some component stores encrypted."""

    names: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, documents: Iterable[ComponentDocument]) -> "Masking":
        """An item may carry a value far from its component, so the name decides wherever it stands."""
        encrypted = (prop.name for document in documents for prop in document.properties if prop.encrypted)
        return cls(frozenset(encrypted))

    def masked(self, value: Any) -> Any:
        """The value without secrets; null stays null, so that a missing one is seen."""
        if isinstance(value, dict):
            return {
                name: MASK if inner is not None and self._is_secret(name) else self.masked(inner)
                for name, inner in value.items()
            }
        return [self.masked(inner) for inner in value] if isinstance(value, list) else value

    def _is_secret(self, name: str) -> bool:
        base = name.partition("@")[0]
        return base in self.names or _TELLING.search(base) is not None
