"""Indexes for the fields by which flows find entries: of whichever component, published now or long ago."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from aqtra.catalogs.ddl import statements
from aqtra.catalogs.ddl.places import places_of
from aqtra.catalogs.ddl.shape import Shape, indexes_of_flows
from aqtra.catalogs.ddl.steps import BuildIndex
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import TableLayout
from aqtra.metadata.queried import queried_fields


def flow_indexes(
    documents: Mapping[UUID, ComponentDocument], layouts: Mapping[UUID, TableLayout]
) -> Iterator[BuildIndex]:
    """What should be there when these documents are live; what is there already, is not built again."""
    for key, fields in queried_fields(documents.values()).items():
        document, layout = documents.get(key), layouts.get(key)
        if document is None or layout is None or not layout.table:
            continue
        shape = Shape(key, places_of(document, layout))
        indexes_of_flows(shape, document, fields)
        for name, index in shape.indexes.items():
            yield statements.build_index(shape.table, name, index)
