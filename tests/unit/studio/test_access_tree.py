"""What permission sets may name, of documents that no public door publishes yet."""

from uuid import uuid4

from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import TableLayout
from aqtra.metadata.releases.models import PublishedComponent
from aqtra.studio.access.tree import access_tree
from tests.unit.metadata.documents import component


def test_confirmation_steps_are_listed_wherever_they_lie_in_a_workflow() -> None:
    asks = {"id": "ask", "type": "get_user_confirmation", "name": "Ask the head"}
    nested = {"id": "then", "type": "get_user_confirmation", "name": "Ask the board"}
    branch = {"id": "if", "type": "condition", "name": "If", "branches": {"yes": [nested]}}
    stages = [{"id": "s", "name": "Stage", "steps": [asks, branch]}]
    workflow = {"key": uuid4(), "kind": "workflow", "name": "Approval", "stages": stages}
    # A dataflow waits for nobody.
    dataflow = {"key": uuid4(), "kind": "dataflow", "name": "Save", "stages": stages}
    (found,) = access_tree([live(component(flows=[workflow, dataflow]))]).components
    assert [(step.object, step.flow, step.name) for step in found.steps] == [
        (f"{workflow['key']}/ask", "Approval", "Ask the head"),
        (f"{workflow['key']}/then", "Approval", "Ask the board"),
    ]


def test_a_component_without_anything_restricted_is_not_listed() -> None:
    assert access_tree([live(component())]).components == ()


def live(document: ComponentDocument) -> PublishedComponent:
    return PublishedComponent(document, TableLayout(table="c_x"), 1)
