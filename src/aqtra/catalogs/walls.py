"""Where one wall is enough: tables whose row policies say of reading all that our statements would say again.

Policies follow a publication by some seconds and may be switched off by whoever owns the tables, so each statement
asks the database whether they stand, once, by what `catalogs.walled` finds.
"""

from uuid import UUID

from aqtra.catalogs.policies import entry_policies, mark_of
from aqtra.catalogs.rulings import Rulings
from aqtra.catalogs.sqltext import literal, table


class Walls:
    """The policies that one set of live components asks for."""

    def __init__(self, rulings: Rulings) -> None:
        self._rulings = rulings
        self._standing: dict[UUID, str | None] = {}

    def standing(self, component: UUID) -> str | None:
        """The condition under which the policies of its table alone say what may be read; None: they never do."""
        if component not in self._standing:
            self._standing[component] = self._condition(component) if self._say_all(component) else None
        return self._standing[component]

    def _say_all(self, component: UUID) -> bool:
        """What is taken over from a table that asks further tables, or in a circle, the statements say as well."""
        ruling = self._rulings.of(component)
        return ruling is not None and all(
            reference.target == component or self._rulings.by_id_alone(reference.target)
            for reference in ruling.references
            if reference.target in self._rulings.ruled
        )

    def _condition(self, component: UUID) -> str | None:
        ruling, policies = self._rulings.of(component), entry_policies(component, self._rulings)
        if ruling is None or not policies:
            return None
        place = f"{literal(table(ruling.table))}::regclass"
        return f"(SELECT catalogs.walled({place}, {literal(mark_of(policies))}))"
