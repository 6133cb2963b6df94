"""What was decided about the steps of a plan."""

from dataclasses import dataclass
from enum import StrEnum

from aqtra.catalogs.odata.narrowing import Narrowing
from aqtra.dataflow.plan import Plan


class PushedAs(StrEnum):
    """As what a step stands in the query."""

    FILTER = "filter"
    PROJECTION = "projection"
    DISTINCT = "distinct"
    GROUP = "group"
    AGGREGATE = "aggregate"


class WhyNot(StrEnum):
    """Why a step, or the choice of a query's fields, is not in the database."""

    NOT_AFTER_QUERY = "not_after_query"
    NOT_PUBLISHED = "not_published"
    PROXY_MODE = "proxy_mode"
    LIST_NAME = "list_name"
    SHARED_STREAM = "shared_stream"
    OTHER_LIST = "other_list"
    COMPARES_FIELDS = "compares_fields"
    NOT_IN_TABLE = "not_in_table"
    ENCRYPTED = "encrypted"
    ORDER_OF_TEXTS = "order_of_texts"
    NO_ORDER = "no_order"
    VALUE = "value"
    TIME_ZONE = "time_zone"
    WHOLE_ITEMS = "whole_items"
    ENTRIES_READ = "entries_read"
    AGGREGATE_DIFFERS = "aggregate_differs"
    FIELD_TWICE = "field_twice"


@dataclass(frozen=True, slots=True)
class Decision:
    """About one step: into which query it went and as what, or why not."""

    step: str
    into: str | None = None
    part: PushedAs | None = None
    reason: WhyNot | None = None


@dataclass(frozen=True, slots=True)
class Pushdown:
    """A plan whose queries hand over less, with their narrowings by step id, and what was decided."""

    plan: Plan
    narrowings: dict[str, Narrowing]
    decisions: tuple[Decision, ...]
