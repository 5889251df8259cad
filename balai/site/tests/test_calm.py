"""Bad days end in a page that says what happened, what is safe, and keeps what was typed."""

import re

import pytest
from django.db import OperationalError
from django.test import Client

from balai.base.errors import Busy, RuleBroken
from balai.base.locks import patiently
from balai.site.tests.urls import Booking
from tests.make.audit import MOMENT

pytestmark = [pytest.mark.urls("balai.site.tests.urls")]
TYPED = {
    "form_key": "kunci-satu",
    "csrfmiddlewaretoken": "t" * 64,
    "name": "Bu Sari",
    "phone": "0812 3456 7890",
}


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page))


def test_a_broken_rule_is_a_page_with_409(browser):
    response = browser.get("/salah/rule/")
    assert response.status_code == 409
    assert "Antrean sesi ini sudah penuh." in response.content.decode()


def test_a_limit_is_429(browser):
    assert browser.get("/salah/limit/").status_code == 429


@pytest.mark.parametrize(
    ("what", "status", "code"),
    [
        ("rule", 409, "queue.full"),
        ("limit", 429, "limit.reached"),
        ("busy", 503, "database.busy"),
        ("away", 503, "database.away"),
        ("gone", 503, "database.away"),
        ("bug", 500, "server.error"),
    ],
)
def test_the_api_says_it_in_json(browser, what, status, code):
    response = browser.post(f"/api/v1/salah/{what}/")
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("what", "says"), [("busy", "Sedang sangat ramai"), ("away", "tidak terjangkau")])
def test_a_busy_or_absent_database_is_a_calm_page(browser, what, says):
    response = browser.get(f"/salah/{what}/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert says in response.content.decode()
    assert "host=db" not in response.content.decode()


@pytest.mark.parametrize("what", ["busy", "away", "gone"])
def test_what_was_typed_is_sent_again_with_its_key(browser, what):
    page = browser.post(f"/salah/{what}/?dari=1", TYPED).content.decode()
    assert hidden(page) == TYPED
    assert 'action="/salah/away/?dari=1"'.replace("away", what) in page
    assert "Kirim lagi" in page


def test_what_was_typed_is_escaped(browser):
    page = browser.post("/salah/busy/", {"name": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("field", ["password", "kata_sandi", "new_password2", "pin", "otp_code"])
def test_secrets_are_never_carried_along(browser, field):
    page = browser.post("/salah/busy/", {**TYPED, field: "rahasia-12345"}).content.decode()
    assert "rahasia-12345" not in page
    assert hidden(page) == {}


def test_a_sign_in_is_never_carried_along(browser):
    assert hidden(browser.post("/masuk/away/", {"login": "sari", "code": "123456"}).content.decode()) == {}


def test_a_load_too_big_to_carry_is_left_to_the_page_before(browser):
    assert hidden(browser.post("/salah/busy/", {"name": "x" * 30_000}).content.decode()) == {}


def test_the_unexpected_is_a_page_too(browser):
    response = browser.get("/salah/bug/")
    assert response.status_code == 500
    assert "3201234567890001" not in response.content.decode()


def test_trouble_in_a_middleware_is_calm_as_well(browser, settings, monkeypatch):
    def broken(self, request):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", broken)
    response = browser.post("/baik/abc/", TYPED)
    assert response.status_code == 503
    assert hidden(response.content.decode())["name"] == "Bu Sari"


class Sometimes:
    """Refuses the first times, then works."""

    def __init__(self, refusals: int, error: Exception | None = None) -> None:
        self.left, self.error = refusals, error or OperationalError("database is locked")
        self.calls = 0

    def __call__(self, **kwargs: object) -> str:
        self.calls += 1
        if self.calls <= self.left:
            raise self.error
        return "A001"


@pytest.mark.django_db(transaction=True)
def test_one_retry_then_busy():
    assert patiently(Sometimes(1)) == "A001"
    stubborn = Sometimes(2)
    with pytest.raises(Busy):
        patiently(stubborn)
    assert stubborn.calls == 2


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_not_asked_again():
    away = Sometimes(1, OperationalError("server closed the connection unexpectedly"))
    with pytest.raises(OperationalError):
        patiently(away)
    assert away.calls == 1


@pytest.mark.django_db
def test_inside_a_transaction_there_is_no_second_time():
    busy = Sometimes(1)
    with pytest.raises(Busy):
        patiently(busy)
    assert busy.calls == 1


def attempt(action) -> tuple[Booking, str | None]:
    form = Booking(TYPED)
    return form, form.attempt_once(action, answer=str, purpose="test", now=MOMENT)


@pytest.mark.django_db(transaction=True)
def test_a_form_tries_again_by_itself_and_counts_once():
    action = Sometimes(1)
    assert attempt(action)[1] == "A001"
    assert attempt(action)[1] == "A001"
    assert action.calls == 2


@pytest.mark.django_db
def test_a_refusal_becomes_the_forms_own_error():
    form, answer = attempt(Sometimes(1, RuleBroken("queue.full", "Antrean sesi ini sudah penuh.")))
    assert answer is None
    assert form.broken is not None
    assert form.non_field_errors() == ["Antrean sesi ini sudah penuh."]


@pytest.mark.django_db
def test_a_refusal_that_names_its_field_stands_there():
    form, _ = attempt(Sometimes(1, RuleBroken("phone.unreadable", "Nomor HP belum lengkap.", field="phone")))
    assert form.errors["phone"] == ["Nomor HP belum lengkap."]
