"""Fields of the entries that a query puts into a list, as paths name them."""

from dataclasses import dataclass
from uuid import UUID

from aqtra.dataflow.entry_model import DATA, SYSTEM, property_type
from aqtra.dataflow.items.keeping import Needs
from aqtra.dataflow.items.nesting import Place
from aqtra.dataflow.items.paths import EACH
from aqtra.dataflow.items.types import FieldType, Kind, variable
from aqtra.dataflow.pushdown.models import WhyNot
from aqtra.dataflow.pushdown.needs import place
from aqtra.metadata.documents import ComponentDocument


@dataclass(frozen=True, slots=True)
class EntryField:
    """A field as queries name it."""

    name: str
    type: FieldType
    encrypted: bool = False

    @property
    def kind(self) -> Kind:
        return self.type.kind


def is_list_of(name: str, component: UUID) -> bool:
    """Whether a query's result is found under its name, and is a list of entries there."""
    held = variable(name, FieldType(Kind.ARRAY, element=FieldType(Kind.OBJECT, component=component))).type
    return held.kind is Kind.ARRAY and not any(name in (found.name, *found.aliases) for found in SYSTEM)


def field_at(path: str, document: ComponentDocument) -> EntryField | WhyNot:
    """The single field that a path into an entry leads to."""
    match place(path):
        case (str() as name,):
            system = next((found for found in SYSTEM if name in (found.name, *found.aliases)), None)
            return WhyNot.NOT_IN_TABLE if system is None else EntryField(system.name, system.type)
        case (str() as data, str() as name) if data == DATA:
            prop = document.property_named(name)
            if prop is None or prop.virtual or property_type(prop).kind is Kind.ARRAY:
                return WhyNot.NOT_IN_TABLE
            return EntryField(name, property_type(prop), prop.encrypted)
    return WhyNot.NOT_IN_TABLE


def fields_read(needs: Needs, name: str, document: ComponentDocument) -> frozenset[str] | None:
    """The fields that are read of the entries in the list of this name; None: all, or entries as a whole."""
    found: set[str] = set()
    for read in needs:
        if not read:
            return None
        if read[0] == name:
            fields = _fields(read[1:], document)
            if fields is None:
                return None
            found |= fields
    return frozenset(found)


def _fields(inside: Place, document: ComponentDocument) -> set[str] | None:
    match inside:
        case (each, str() as data) if each == EACH and data == DATA:
            return {prop.name for prop in document.properties}
        case (each, str() as data, str() as name, *_) if each == EACH and data == DATA:
            return {name}
        case (each, str() as name, *_) if each == EACH:
            system = next((found.name for found in SYSTEM if name in (found.name, *found.aliases)), None)
            return set() if system is None else {system}
    return None


def reads_list(needs: Needs, name: str) -> bool:
    """Whether anything of the list of this name is read."""
    return any(not read or read[0] == name for read in needs)
