"""Whom the server believes about the address of a visitor: its own proxy, when it is told that it has one."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from balai.people.clients import address_of

PEER = "10.0.0.9"
CLAIM = {"X-Forwarded-For": "203.0.113.7"}
PRODUCTION = {
    "BALAI_PROFILE": "production",
    "BALAI_SECRET_KEY": "k" * 60,
    "BALAI_HOSTS": "balai.example.go.id",
    "BALAI_URL": "https://balai.example.go.id",
    "DATABASE_URL": "sqlite:////nowhere/balai.sqlite3",
}


def asked_by(headers: dict[str, str]) -> str:
    request = RequestFactory(headers=headers).get("/", REMOTE_ADDR=PEER)
    return address_of(request)


def test_without_a_proxy_nobody_names_his_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "BEHIND_PROXY", False)
    assert asked_by(CLAIM) == PEER


def test_behind_a_proxy_the_last_entry_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the visitor sent himself stands before it."""
    monkeypatch.setattr(settings, "BEHIND_PROXY", True)
    assert asked_by(CLAIM) == "203.0.113.7"
    assert asked_by({"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}) == "203.0.113.7"
    assert asked_by({}) == PEER


def production(name: str, **environment: str) -> str:
    bare = {k: v for k, v in os.environ.items() if not k.startswith("BALAI_")}
    code = f"from balai.site import settings; print(getattr(settings, {name!r}, None))"
    env = {**bare, **PRODUCTION, **environment}
    said = subprocess.check_output([sys.executable, "-c", code], cwd=settings.BASE_DIR, env=env, text=True)
    return said.strip()


@pytest.mark.parametrize(("said", "believed"), [("", False), ("no", False), ("true", False), ("yes", True)])
def test_only_the_word_yes_makes_production_believe_a_proxy(said: str, believed: bool) -> None:
    assert production("BEHIND_PROXY", BALAI_BEHIND_PROXY=said) == str(believed)
    header = "('HTTP_X_FORWARDED_PROTO', 'https')" if believed else "None"
    assert production("SECURE_PROXY_SSL_HEADER", BALAI_BEHIND_PROXY=said) == header


def test_production_names_its_cookies_for_this_host_alone() -> None:
    names = "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"
    assert [production(name) for name in names] == ["__Host-sessionid", "__Host-csrftoken"]
    assert [getattr(settings, name) for name in names] == ["sessionid", "csrftoken"]  # http, as the demo


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "referer", "status"),
    [
        ("right", "https://testserver/tiket/", 200),
        ("wrong", "https://testserver/tiket/", 403),
        ("right", "https://testserver:8443/tiket/", 403),  # what a scanner on another port runs into
    ],
)
def test_a_form_needs_its_token_and_comes_from_here(token: str, referer: str, status: int) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/tiket/", secure=True)
    right = client.cookies[settings.CSRF_COOKIE_NAME].value
    data = {"csrfmiddlewaretoken": right if token == "right" else "w" * 32, "code": "AAAA", "phone": "0812"}
    assert client.post("/tiket/", data, secure=True, headers={"referer": referer}).status_code == status


@pytest.mark.parametrize(
    ("unsafe", "named"),
    [
        ({"BALAI_URL": "http://balai.example.go.id"}, "BALAI_URL"),
        ({"BALAI_HOSTS": "*"}, "BALAI_HOSTS"),
        ({"BALAI_SECRET_KEY": "pendek"}, "BALAI_SECRET_KEY"),
    ],
)
def test_production_does_not_start_while_something_is_unsafe(unsafe: dict[str, str], named: str) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("BALAI_")} | PRODUCTION | unsafe
    code = [sys.executable, "-c", "from balai.site import settings"]
    tried = subprocess.run(code, cwd=settings.BASE_DIR, env=env, text=True, capture_output=True)
    assert tried.returncode
    assert named in tried.stderr.splitlines()[-1]
