"""Which files are accepted: lists of types and limits of size. Several rules hold together; each can only narrow."""

from collections.abc import Iterable
from dataclasses import dataclass

from aqtra.files.errors import FileTooLarge, WrongFileType
from aqtra.kernel.file_types import parse_types


@dataclass(frozen=True, slots=True)
class Rule:
    """One level: the whole installation, a property, or a control. No patterns: any type. None: any size."""

    patterns: tuple[str, ...] = ()
    max_size: int | None = None

    @classmethod
    def of(cls, file_types: str, max_size: int | None) -> "Rule":
        """A rule as builders wrote it. What cannot be understood accepts nothing."""
        try:
            return cls(parse_types(file_types), max_size)
        except ValueError:
            return cls(("",), max_size)

    def accepts(self, name: str, content_type: str | None) -> bool:
        """`content_type` is None while the content is not known: patterns of types are then left open."""
        return not self.patterns or any(_fits(pattern, name.lower(), content_type) for pattern in self.patterns)


def check(rules: Iterable[Rule], name: str, size: int, content_type: str | None) -> None:
    """Raises FileTooLarge, WrongFileType."""
    rules = tuple(rules)
    limit = min((rule.max_size for rule in rules if rule.max_size is not None), default=size)
    if size > limit:
        raise FileTooLarge.of_field("size", "max_file_size", f"the file is above {limit} bytes", limit=limit)
    for rule in rules:
        if not rule.accepts(name, content_type):
            accepted = ", ".join(filter(None, rule.patterns))
            raise WrongFileType.of_field("name", "file_type", f"accepted are only: {accepted}", accepted=accepted)


def _fits(pattern: str, name: str, content_type: str | None) -> bool:
    if pattern.startswith("."):
        return name.endswith(pattern)
    if not pattern:
        return False
    if content_type is None:
        return True
    family, _, kind = pattern.partition("/")
    if kind == "*":
        return content_type.startswith(f"{family}/")
    return content_type == pattern
