"""Signing in as people do it: by an app's code, a recovery code, a passkey, a link from a mail."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS, PASSWORD, Running, open_context, shots, started
from tests.e2e.studio import Studio
from tests.support.factors import App
from tests.support.installation import mail_settings
from tests.support.mailbox import Mailbox, receiving

ADDRESS = "admin@example.org"
NEW_PASSWORD = "seven wild otters juggle"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with receiving() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[Running]:
    with started(tmp_path_factory.mktemp("up"), **mail_settings(mailbox)) as running:
        yield running


@pytest.fixture(scope="module")
def browser(running: Running) -> Iterator[Browser]:
    """Chromium that trusts the instance's certificate: without trust it offers no passkeys."""
    assert CHROMIUM
    certificate = x509.load_pem_x509_certificate(next(running.data_dir.rglob("server.pem")).read_bytes())
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    trusted = base64.b64encode(hashlib.sha256(key).digest()).decode()
    with sync_playwright() as playwright:
        flags = [*FLAGS, f"--ignore-certificate-errors-spki-list={trusted}"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


@dataclass
class Account:
    """What the administrator has by now."""

    password: str
    app: App
    recovery_codes: list[str]


@contextmanager
def new_page(browser: Browser, running: Running, **options: object) -> Iterator[Page]:
    with open_context(browser, running, reduced_motion="reduce", **options) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def account(browser: Browser, running: Running) -> Account:
    """The administrator's account after the first sign-in, with an app set up on the security page."""
    with new_page(browser, running) as page:
        Studio(page).first_sign_in(running.one_time_password, PASSWORD)
        page.get_by_role("button", name="Account of Administrator").click()
        page.get_by_role("menuitem", name="Security").click()
        expect(page.get_by_role("heading", name="Security", level=1)).to_be_visible()
        expect(page.get_by_text("This browser")).to_be_visible()
        shots(page, "account-security")
        page.get_by_role("button", name="Set up", exact=True).click()
        dialog = page.get_by_role("dialog", name="Set up the authenticator app")
        app = App(dialog.locator("code").inner_text())
        shots(page, "account-app")
        dialog.get_by_label("First code").fill(app.code(-1))
        dialog.get_by_role("button", name="Turn on").click()
        dialog = page.get_by_role("dialog", name="Recovery codes")
        expect(dialog.get_by_role("listitem")).to_have_count(10)
        shots(page, "account-recovery-codes")
        codes = dialog.get_by_role("listitem").all_inner_texts()
        dialog.get_by_role("button", name="I have kept them").click()
        expect(page.get_by_text("10 codes are left")).to_be_visible()
        return Account(PASSWORD, app, codes)


def enter_password(page: Page, account: Account) -> None:
    page.get_by_label("User name").fill("admin")
    page.get_by_label("Password", exact=False).first.fill(account.password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def in_studio(page: Page) -> None:
    expect(page.get_by_role("heading", name="Home")).to_be_visible()


def test_password_and_code_of_the_app(browser: Browser, running: Running, account: Account) -> None:
    with new_page(browser, running) as page:
        page.goto("/studio/")
        shots(page, "account-sign-in")
        enter_password(page, account)
        code = page.get_by_label("Code")
        expect(code).to_be_focused()
        shots(page, "account-second-step")
        code.fill("000000")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("That was not right")
        # The waiting sign-in survives a reload of the page.
        page.reload()
        page.get_by_label("Code").fill(account.app.code())
        page.get_by_role("button", name="Sign in", exact=True).click()
        in_studio(page)


def test_a_recovery_code_in_workplace(browser: Browser, running: Running, account: Account) -> None:
    with new_page(browser, running) as page:
        page.goto("/")
        enter_password(page, account)
        page.get_by_role("button", name="Use a recovery code instead").click()
        page.get_by_label("Recovery code").fill(account.recovery_codes.pop())
        shots(page, "account-workplace-recovery")
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("button", name="Account of Administrator").click()
        page.get_by_role("menuitem", name="Security").click()
        expect(page.get_by_text("9 codes are left")).to_be_visible()
        shots(page, "account-workplace-security")


def test_a_passkey_is_added_and_then_is_a_whole_sign_in(browser: Browser, running: Running, account: Account) -> None:
    with new_page(browser, running) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        devtools.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        home = running.base_url.replace("127.0.0.1", "localhost") + "/studio/"
        page.goto(home)
        enter_password(page, account)
        page.get_by_role("button", name="Use a recovery code instead").click()
        page.get_by_label("Recovery code").fill(account.recovery_codes.pop())
        page.get_by_role("button", name="Sign in", exact=True).click()
        in_studio(page)
        page.goto(f"{home}account")
        page.get_by_role("button", name="Add a passkey").click()
        dialog = page.get_by_role("dialog", name="Add a passkey")
        dialog.get_by_label("Name").fill("My laptop")
        dialog.get_by_role("button", name="Create").click()
        expect(page.get_by_text("My laptop")).to_be_visible()
        shots(page, "account-passkeys")
        page.get_by_role("button", name="Account of Administrator").click()
        page.get_by_role("menuitem", name="Sign out").click()
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("heading", name="Security", level=1)).to_be_visible()
        expect(page.get_by_text("last used")).not_to_have_count(0)
        page.get_by_role("button", name="Remove My laptop").click()
        page.get_by_role("button", name="Remove passkey").click()
        expect(page.get_by_text("My laptop")).to_have_count(0)


def test_a_confirmed_address_brings_the_link_to_a_new_password(
    browser: Browser, running: Running, account: Account, mailbox: Mailbox
) -> None:
    with new_page(browser, running) as page:
        page.goto("/studio/account")
        enter_password(page, account)
        page.get_by_role("button", name="Use a recovery code instead").click()
        page.get_by_label("Recovery code").fill(account.recovery_codes.pop())
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_label("New address").fill(ADDRESS)
        page.get_by_role("button", name="Send a link to confirm it").click()
        expect(page.get_by_text(f"{ADDRESS} waits")).to_be_visible()
        page.goto(mailbox.wait(ADDRESS, "Confirm your e-mail address").link)
        page.get_by_role("button", name="Confirm the address").click()
        expect(page.get_by_text("The address is confirmed.")).to_be_visible()
    with new_page(browser, running) as page:
        page.goto("/")
        page.get_by_role("button", name="Forgot password?").click()
        page.get_by_label("User name or e-mail").fill(ADDRESS)
        shots(page, "account-forgot")
        page.get_by_role("button", name="Send the link").click()
        expect(page.get_by_role("status")).to_contain_text("the link is on its way")
        page.goto(mailbox.wait(ADDRESS, "Choose a new password").link)
        page.get_by_role("textbox", name="New password", exact=True).fill(NEW_PASSWORD)
        page.get_by_role("textbox", name="New password again").fill(NEW_PASSWORD)
        shots(page, "account-reset")
        page.get_by_role("button", name="Save password").click()
        page.get_by_role("link", name="Sign in").click()
        account.password = NEW_PASSWORD
        enter_password(page, account)
        page.get_by_role("button", name="Use a recovery code instead").click()
        page.get_by_label("Recovery code").fill(account.recovery_codes.pop())
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("button", name="Account of Administrator")).to_be_visible()
