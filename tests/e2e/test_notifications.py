"""An administrator sets the mail server up; a flow tells somebody something, who sees it without a reload."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PASSWORD, PHONE, Running, open_context, shots, started
from tests.e2e.studio import Studio
from tests.integration.notifications.conftest import BELL, LIVE, MAIL, Sender, publish_flows
from tests.support.client import Client
from tests.support.mailbox import Mailbox, receiving


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with receiving() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with started(tmp_path_factory.mktemp("up")) as running:
        yield running


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running) as context:
        page = context.new_page()
        Studio(page).first_sign_in(running.one_time_password, PASSWORD)
        yield page


@pytest.fixture(scope="module")
def sender(page: Page, running: Running) -> Iterator[Sender]:
    with Client(base_url=running.base_url, verify=False, timeout=60) as client:
        client.sign_in("admin", PASSWORD).raise_for_status()
        yield Sender(client, publish_flows(client))


def test_the_mail_server_is_set_and_tried(page: Page, mailbox: Mailbox, sender: Sender) -> None:
    page.goto("/studio/extensions/smtp")
    expect(page.get_by_text("There is no mail server")).to_be_visible()
    page.get_by_label("Sender").fill("Aqtra <aqtra@example.org>")
    page.get_by_label("Host").fill("127.0.0.1")
    page.get_by_label("SSL").select_option("none")
    page.get_by_label("Port").fill(str(mailbox.port))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved; it counts from now on")).to_be_visible()
    page.get_by_label("To", exact=True).fill("admin@example.org")
    page.get_by_role("button", name="Send test mail").click()
    expect(page.get_by_text("The mail server took the mail")).to_be_visible()
    assert mailbox.to("admin@example.org")
    user = sender.client.get("/api/v1/session").json()["user"]["id"]
    sender.send(MAIL, user, subject="To nobody's address")
    page.reload()
    expect(page.get_by_text("No mails of flows yet")).to_be_visible()
    shots(page, "smtp-settings")


def test_a_message_is_counted_read_and_stays(page: Page, sender: Sender) -> None:
    user = sender.client.get("/api/v1/session").json()["user"]["id"]
    page.goto("/")
    bell = page.get_by_role("button", name="Messages", exact=True)
    expect(bell).to_be_visible()
    sender.send(LIVE, user, subject="Lunch", text="everybody")
    expect(page.get_by_text("Dear everybody")).to_be_visible()
    shots(page, "live-toast")
    for number in (1, 2, 3):
        sender.send(BELL, user, subject=f"Invoice R-{number} waits for you", text="<i>Ada</i>, please look at it")
    unread = page.get_by_role("button", name="Messages, 3 unread")
    expect(unread).to_be_visible()
    unread.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Messages")
    first = dialog.get_by_role("button", name="Invoice R-3 waits for you")
    expect(first).to_be_visible()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.frame_locator("iframe").get_by_text("<i>Ada</i>, please look at it")).to_be_visible()
    shots(page, "messages")
    page.set_viewport_size(PHONE)
    shots(page, "messages-phone")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Messages, 2 unread")).to_be_visible()
