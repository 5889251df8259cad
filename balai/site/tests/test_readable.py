"""Requests that nothing can read: they end before the database, which most of these tests do not have."""

from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings
from django.test import Client

from balai.site.wsgi import application

ALPHABETS = ["text/plain; charset=utf-7", "application/json; charset=utf-16"]


@pytest.mark.parametrize("address", ["/?kantor=%00", "/cari/?q=a%00b", "/masuk/?next=%00", "/%00/"])
def test_a_nul_in_an_address_is_no_question(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "tidak terbaca" in answer.content.decode()
    assert "default-src" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, "kantor", "tiket"])
def test_a_nul_in_a_cookie_is_no_question(client: Client, name: str) -> None:
    """A quoted cookie may hold one: Python reads its `\\000`."""
    assert client.get("/", headers={"Cookie": f'{name}="\\000{"A" * 32}"'}).status_code == 400


@pytest.mark.parametrize("kind", ALPHABETS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_only_utf_8_is_spoken(client: Client, method: str, kind: str) -> None:
    """Else `+AAA-` is a NUL, and one request's own reading of an address would be kept for everybody."""
    assert client.generic(method, "/cari/?kantor=+AAA-", b"x", content_type=kind).status_code == 400


@pytest.mark.django_db
def test_what_is_no_alphabet_at_all_is_refused_like_that() -> None:
    """By the application as it is served: Django's own request would fail before any page."""
    said: list[str] = []
    environ: dict[str, Any] = {"CONTENT_TYPE": "text/plain; charset=hex", "QUERY_STRING": "q=x"}
    setup_testing_defaults(environ)
    application(environ, lambda status, headers, *rest: said.append(status))
    assert said == ["400 Bad Request"]


def test_the_api_says_it_in_json(client: Client) -> None:
    answer = client.get("/api/v1/services?limit=%00")
    assert (answer.status_code, answer.json()["code"]) == (400, "request.unreadable")


@pytest.mark.parametrize("kind", ["text/plain; charset=UTF-8", "text/plain; charset=utf8", "text/plain"])
def test_what_is_utf_8_is_answered(client: Client, kind: str) -> None:
    assert client.generic("GET", "/sehat", content_type=kind).status_code == 200


@pytest.mark.parametrize(("path", "status"), [("/api/v1/services", 403), ("/masuk/", 301)])
def test_pages_turn_to_https_and_the_api_says_what_is_wrong(
    client: Client, settings: Any, path: str, status: int
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get(path)
    assert answer.status_code == status
    assert status == 301 or answer.json()["code"] == "request.not_https"


def test_files_of_the_look_carry_the_policy_too() -> None:
    order = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
    assert order.index("ContentPolicy") < order.index("WhiteNoiseMiddleware")
