"""Which of the chosen entries may go: those that only entries going with them refer to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from aqtra.catalogs.references import EntryKey


def kept_by_others(
    chosen: Collection[EntryKey], referred: Iterable[EntryKey], pairs: Iterable[tuple[EntryKey, EntryKey]]
) -> Mapping[EntryKey, frozenset[EntryKey]]:
    """The entries that must stay, each with those of the chosen ones that keep it.

    `referred` are chosen entries that others than the chosen refer to; `pairs` say which chosen entry (first) refers
    to which (second).
    """
    targets: dict[EntryKey, set[EntryKey]] = defaultdict(set)
    for owner, target in pairs:
        if owner != target:
            targets[owner].add(target)
    staying: dict[EntryKey, set[EntryKey]] = {entry: set() for entry in referred if entry in chosen}
    waiting = list(staying)
    while waiting:
        owner = waiting.pop()
        for target in targets[owner]:
            if target not in staying:
                waiting.append(target)
            staying.setdefault(target, set()).add(owner)
    return {entry: frozenset(keepers) for entry, keepers in staying.items()}
