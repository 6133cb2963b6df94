"""Design-time remarks about paths and targets, shared by the general checks and the steps that make their own."""

from collections.abc import Iterable, Iterator

from aqtra.dataflow.items.paths import Path, parse_path
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.mapping import RUN_VARIABLES
from aqtra.dataflow.step import Problem


def path_problems(setting: str, path: str, inputs: Iterable[ItemModel]) -> Iterator[Problem]:
    """Says so when none of the sources has the path."""
    if path in RUN_VARIABLES:
        return
    if all(model.at(parse_path(path)) is None for model in inputs):
        yield Problem("unknown_field", f"{path} is not in the items of the source", setting, params={"path": path})


def target_problems(setting: str, targets: Iterable[str]) -> Iterator[Problem]:
    """Says so when a target is written twice, or lies inside another."""
    seen: list[Path] = []
    for path in map(parse_path, targets):
        if any(_overlap(path, other) for other in seen):
            yield Problem("duplicate_target", f"{path} is written twice", setting, params={"target": str(path)})
        seen.append(path)


def _overlap(one: Path, other: Path) -> bool:
    shorter = min(len(one.segments), len(other.segments))
    return one.segments[:shorter] == other.segments[:shorter]
