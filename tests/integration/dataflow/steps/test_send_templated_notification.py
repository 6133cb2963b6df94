"""Send templated notification: what a published template makes of each item, as the message or along with it."""

from typing import Any

import pytest

from aqtra.dataflow.errors import TypeMismatch, UnknownReference
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.ports import Recipients
from aqtra.dataflow.run_templates import PublishedTemplates
from aqtra.dataflow.step import DesignContext
from aqtra.dataflow.steps.send_templated_notification import STEP, Settings
from aqtra.notifications.models import Channel, Notice, Reach
from aqtra.templates.models import DocumentFormat
from aqtra.templates.repository import all_published
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import templates
from tests.integration.dataflow.flows import department
from tests.integration.dataflow.steps.writing import running

ITEMS = [{"n@string": "R-1", "who@integer": 2}, {"n@string": "<b>R-2</b>", "who@integer": 2}]


class Sent:
    """Implements `ports.Notifications`: keeps what it is handed."""

    def __init__(self, reached: int = 1) -> None:
        self.notices: list[Notice] = []
        self._reached = reached

    async def send(self, notice: Notice, to: Recipients) -> Reach:
        self.notices.append(notice)
        return Reach(self._reached)


def settings(**more: Any) -> dict[str, Any]:
    common = {"notification_type": "smtp", "user_info_field": "who@integer", "template": str(templates.EXAMPLE)}
    mapping = [{"target": "number", "source": "n@string"}]
    return {**common, "message_theme": "About {n@string}", "fields_mapping": mapping, **more}


def sent(platform: Platform, items: list[dict[str, Any]] = ITEMS, reached: int = 1, **more: Any) -> list[Notice]:
    run, notifications = running(platform), Sent(reached)
    run.shared.notifications = notifications
    run.shared.templates = PublishedTemplates(platform.services, run.shared.run)
    left = run.step(STEP, items, **settings(**more))
    assert len(left) == len(items)
    return notifications.notices


def test_html_is_the_message_with_every_value_escaped_and_its_words_beside_it(fresh: Platform) -> None:
    first, second = sent(fresh)
    assert (first.channel, first.subject) == (Channel.SMTP, "About R-1")
    assert first.html is not None
    assert "Invoice R-1" in first.html
    assert "Invoice R-1" in first.text
    assert "<" not in first.text
    assert second.html is not None
    assert "&lt;b&gt;R-2" in second.html
    assert "<b>R-2</b>" not in second.html


def test_text_is_the_message(fresh: Platform) -> None:
    first, second = sent(fresh, render_type="text", notification_type="mail")
    assert (first.channel, first.html) == (Channel.MAIL, None)
    assert "Invoice R-1" in first.text
    assert "Invoice <b>R-2</b>" in second.text


@pytest.mark.parametrize(
    ("format_", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF-")], ids=["docx", "xlsx", "pdf"]
)
def test_a_document_goes_along_under_the_subject(fresh: Platform, format_: str, begins: bytes) -> None:
    (notice,) = sent(fresh, ITEMS[:1], render_type=format_)
    (document,) = notice.attachments
    assert (document.name, document.format) == (f"About R-1.{format_}", DocumentFormat(format_))
    assert document.content.startswith(begins)
    assert notice.html is None


def test_without_a_subject_the_document_has_a_name(fresh: Platform) -> None:
    (notice,) = sent(fresh, ITEMS[:1], render_type="pdf", message_theme=None)
    assert [document.name for document in notice.attachments] == ["document.pdf"]


def test_a_value_of_another_type_names_item_and_property(fresh: Platform) -> None:
    items = [{**ITEMS[0], "lines@array": [{"title": "Paper", "price": "a lot"}]}]
    mapping = [{"target": "lines", "source": "lines@array"}]
    with pytest.raises(TypeMismatch) as refused:
        sent(fresh, items, fields_mapping=mapping)
    assert refused.value.fields[0].field.startswith("lines")


def test_a_template_that_is_not_published_is_named(fresh: Platform) -> None:
    with pytest.raises(UnknownReference):
        sent(fresh, template="00000000-0000-4000-8000-00000000dead")


def test_nobody_to_send_to_is_a_warning(fresh: Platform) -> None:
    run = running(fresh)
    run.shared.notifications = Sent(reached=0)
    run.shared.templates = PublishedTemplates(fresh.services, run.shared.run)
    run.step(STEP, ITEMS[:1], **settings(render_type="text"))
    assert [warning.code for warning in run.shared.warnings] == ["no_recipients"]


def test_files_go_with_mail_only_and_targets_are_those_of_the_template(fresh: Platform) -> None:
    published = fresh.with_connection(all_published)
    ctx = DesignContext(department(), lambda _: None, templates=published)
    mapping = [{"target": "nowhere", "source": "n@string"}]
    chosen = settings(notification_type="signalr", render_type="pdf", fields_mapping=mapping)
    found = STEP.check(Settings.model_validate(chosen), (ItemModel(),), ctx)
    assert {(problem.code, problem.setting) for problem in found} == {
        ("unknown_reference", "fields_mapping"),
        ("render_type_not_allowed", "render_type"),
    }
