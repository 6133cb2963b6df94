"""Login with password: who gets in, and what the run is afterwards."""

from dataclasses import replace
from typing import Any

import pytest

from aqtra.catalogs.errors import NoSuchCatalog
from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.directory import FlowDirectory
from aqtra.identity.models import FactorNeeded, NewSession
from aqtra.infra.one_transaction import rolled_back
from aqtra.infra.origin import Origin, set_origin
from aqtra.kernel.errors import AqtraError, NotSignedIn
from aqtra.kernel.principal import ANONYMOUS
from aqtra.kernel.scopes import Scope, Scopes
from aqtra.metadata.definitions import share_definitions
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.flows import INVOICE, invoice
from tests.integration.dataflow.steps.running import Ran, refusal, remarks, run

STEP = "login_with_password"
SETTINGS = {"user_name": "login", "user_password": "data.password", "client_for_request": people.DOMAIN}


def item(login: Any = "ada", password: Any = people.PASSWORD) -> dict[str, Any]:
    return {"login": login, "data": {"password": password}}


def signed_in(platform: Platform, **options: Any) -> Ran:
    return run(platform, STEP, SETTINGS, item(), by=ANONYMOUS, **options)


def denied(platform: Platform, *values: Any, **options: Any) -> Any:
    return refusal(platform, STEP, SETTINGS, item(*values), **{"by": ANONYMOUS, **options})


def test_a_session_is_made_and_its_token_is_in_no_item(peopled: Platform) -> None:
    ran = signed_in(peopled)
    session = ran.ctx.response.session
    assert isinstance(session, NewSession)
    assert ran.item["_session"]["userId"] == people.ADA
    assert session.token not in ran.table.to_json().decode()
    assert session.token not in repr(ran.ctx.response) + repr(ran.ctx.run)
    assert peopled.sql("SELECT account_id, address, user_agent FROM identity.session") == [
        (people.ADA, "192.0.2.7", "a browser")
    ]


def test_the_password_is_secret_from_here_on(peopled: Platform) -> None:
    assert people.PASSWORD not in str(signed_in(peopled).answered)


def test_the_run_goes_on_as_the_new_user(peopled: Platform) -> None:
    ran = signed_in(peopled)
    assert ran.ctx.run.principal.user_id == people.ADA
    made = peopled.run(ran.ctx.shared.entries.create(INVOICE, {"InvoiceNumber": "R-1"}, None))
    entry = peopled.get(invoice(), made["id"], by=people.principal(peopled, people.ADA))
    assert entry["creatorSubject"] == people.ADA


def test_tries_count_although_an_atomic_run_takes_everything_back(peopled: Platform) -> None:
    async def try_inside(password: str) -> None:
        services = peopled.services
        async with rolled_back(services.db) as db:
            share_definitions(services, db)
            directory = FlowDirectory(replace(services, db=db), ANONYMOUS, people.VISIT, lasting=services)
            with pytest.raises(AqtraError):
                await directory.sign_in("ada", password, people.DOMAIN)

    peopled.run(try_inside("wrong"))
    assert peopled.sql("SELECT count(*) > 0 FROM identity.attempt") == [(True,)]


def test_before_it_a_visitor_writes_nothing(peopled: Platform) -> None:
    with pytest.raises((NotSignedIn, NoSuchCatalog)):
        peopled.run(CatalogEntries(peopled.services, ANONYMOUS).create(INVOICE, {"InvoiceNumber": "R-1"}, None))


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("ada", "wrong"), ("nobody", people.PASSWORD), (None, None), ("ada", ""), ("a\0", "x"), ("x" * 300, "x"),
        ("ada", "x" * 2000),
    ],
)  # fmt: skip
def test_every_cause_looks_the_same(peopled: Platform, login: Any, password: Any) -> None:
    refused = denied(peopled, login, password)
    assert (refused.code, refused.status, refused.params) == ("invalid_credentials", 401, {})
    assert refused.message == "user name or password is wrong, or the account is locked"


def test_disabled_and_locked_accounts_look_the_same_too(peopled: Platform) -> None:
    peopled.sql("UPDATE identity.account SET active = false WHERE id = 2")
    assert denied(peopled).code == "invalid_credentials"
    peopled.sql("UPDATE identity.account SET locked_until = now() + interval '1 hour' WHERE id = 3")
    assert denied(peopled, "grace-h").code == "invalid_credentials"


@pytest.mark.parametrize("login", ["ada", "nobody"])
def test_five_failures_lock_the_name_whether_or_not_it_exists(peopled: Platform, login: str) -> None:
    for _ in range(5):
        assert denied(peopled, login, "wrong").code == "invalid_credentials"
    refused = denied(peopled, f" {login.upper()} ")
    assert (refused.code, refused.status) == ("locked_out", 429)
    assert 890 < refused.params["seconds"] <= 900
    peopled.sql("UPDATE identity.attempt SET expires_at = now()")
    assert denied(peopled, login, "wrong").code == "invalid_credentials"


def test_a_right_password_forgets_the_failures(peopled: Platform) -> None:
    for _ in range(3):
        for _ in range(4):
            denied(peopled, "ada", "wrong")
        signed_in(peopled)


def test_an_address_runs_out_of_names(peopled: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(peopled.services.settings.__dict__, "flow_sign_in_failures", 1)

    codes = [_from_address(peopled, f"guess-{number}") for number in range(11)]
    assert codes == ["invalid_credentials"] * 10 + ["locked_out"]


def test_a_second_factor_is_asked_for_and_nobody_is_signed_in_yet(peopled: Platform) -> None:
    peopled.sql("UPDATE identity.account SET email_code = true WHERE id = 2")
    ran = signed_in(peopled)
    assert ran.item["_session"] is None
    assert isinstance(ran.ctx.response.session, FactorNeeded)
    assert ran.ctx.run.principal == ANONYMOUS


def test_who_must_change_the_password_is_signed_in_but_the_run_is_not(peopled: Platform) -> None:
    peopled.sql("UPDATE identity.account SET password_change_required = true WHERE id = 2")
    ran = signed_in(peopled)
    assert isinstance(ran.ctx.response.session, NewSession)
    assert ran.ctx.run.principal == ANONYMOUS


def test_of_several_sign_ins_the_last_one_is_handed_out(peopled: Platform) -> None:
    ran = run(peopled, STEP, SETTINGS, item(), item("grace-h"), by=ANONYMOUS)
    assert ran.ctx.run.principal.user_id == people.GRACE
    assert len(ran.ctx.response.superseded) == 1


def test_a_token_or_a_run_without_a_browser_signs_nobody_in(peopled: Platform) -> None:
    assert denied(peopled, visit=None).code == "permission_denied"
    bound = replace(people.principal(peopled, people.ADA), scopes=Scopes(frozenset({Scope.WRITE})))
    assert denied(peopled, by=bound).code == "permission_denied"
    assert peopled.sql("SELECT count(*) FROM identity.session") == [(0,)]


def test_a_domain_that_takes_no_passwords_lets_nobody_in(peopled: Platform) -> None:
    peopled.sql("UPDATE metadata.domain SET settings = settings || '{\"local_sign_in\": false}'")
    try:
        refused = denied(peopled)
    finally:
        peopled.sql("UPDATE metadata.domain SET settings = settings - 'local_sign_in'")
    assert (refused.code, refused.status) == ("method_not_offered", 403)
    assert peopled.sql("SELECT count(*) FROM identity.session") == [(0,)]


def test_the_component_must_be_public() -> None:
    assert remarks(STEP, SETTINGS, item()) == ["component_not_public"]


def _from_address(platform: Platform, login: str) -> str:
    async def sign_in() -> str:
        set_origin(Origin(address="192.0.2.7"))
        try:
            await people.anonymous(platform).sign_in(login, "wrong", people.DOMAIN)
        except AqtraError as error:
            return error.code
        return "signed in"

    return platform.run(sign_in())
