"""Logs say what happened, by route and request, and nothing about anybody."""

import json
import logging
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from balai.site.logs import JsonLines
from balai.site.middleware import RequestId

pytestmark = [pytest.mark.urls("balai.site.tests.urls")]
NIK, PHONE, TOKEN = "3201234567890001", "+6281234567890", "q7Hc2XkP9wLmZr4TbN8sVg"
SECRETS = [NIK, PHONE, "81234567890", TOKEN, "Sari", "sari@example.id"]


@pytest.fixture
def lines():
    """Everything that is logged by anybody, as it would be written."""
    written: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(JsonLines().format(record))

    keep, root = Keep(), logging.getLogger()
    root.addHandler(keep)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(keep)
    root.setLevel(logging.WARNING)


def browse(path: str) -> None:
    browser = Client(raise_request_exception=False, headers={"X-Nik": NIK, "Referer": f"http://x/{TOKEN}/"})
    typed = {"nik": NIK, "phone": PHONE, "name": "Sari", "email": "sari@example.id"}
    browser.post(f"{path}?nik={NIK}&token={TOKEN}", typed)


@pytest.mark.parametrize(
    "path",
    [
        f"/baik/{TOKEN}/",
        f"/tidak-ada/{NIK}/{PHONE}/",
        "/salah/rule/",
        "/salah/busy/",
        "/salah/away/",
        "/salah/bug/",
    ],
)
def test_what_was_planted_is_nowhere_in_the_logs(lines, path):
    browse(path)
    found = [secret for secret in SECRETS if secret in "\n".join(lines)]
    assert not found, lines


def test_neither_when_the_form_came_from_elsewhere(lines):
    browser = Client(enforce_csrf_checks=True)
    browser.post(f"/baik/{TOKEN}/", {"nik": NIK})
    assert not [secret for secret in SECRETS if secret in "\n".join(lines)]


def test_neither_when_a_host_is_not_ours(lines):
    Client().get(f"/baik/{TOKEN}/", headers={"Host": f"{NIK}.example"})
    assert NIK not in "\n".join(lines)


def test_each_request_is_one_line_with_its_route(lines):
    browse(f"/baik/{TOKEN}/")
    [line] = [json.loads(text) for text in lines if '"route"' in text]
    assert {key: line[key] for key in ("route", "method", "status")} == {
        "route": "fine",
        "method": "POST",
        "status": 200,
    }
    assert line["ms"] >= 0


def test_an_error_says_where_but_not_what(lines):
    browse("/salah/bug/")
    [line] = [json.loads(text) for text in lines if '"error"' in text]
    assert line["error"] == "ZeroDivisionError"
    assert line["at"][-1].endswith("wrong")
    assert "dibagi" not in json.dumps(line)


def test_a_librarys_line_is_cut_to_its_pattern():
    record = logging.makeLogRecord(
        {"name": "lib", "msg": "Forbidden (%s): %s", "args": ("x", f"/tiket/{TOKEN}/")}
    )
    assert json.loads(JsonLines().format(record))["message"] == "Forbidden (%s): %s"


def test_a_librarys_own_sentence_is_masked():
    said = f"sent to {PHONE} and sari@example.id at /tiket/{TOKEN}/ for {NIK}"
    message = json.loads(JsonLines().format(logging.makeLogRecord({"name": "lib", "msg": said})))["message"]
    assert message == "sent to … and … at … for …"


@pytest.mark.parametrize(("user", "told"), [(SimpleNamespace(pseudonym="p7x2"), "p7x2"), (None, "-")])
def test_a_refusal_says_who_by_pseudonym(lines, user, told):
    request = RequestFactory().get("/")
    request._cached_user = user  # type: ignore[attr-defined]
    RequestId(lambda request: HttpResponse(status=403))(request)
    assert json.loads(lines[-1])["who"] == told
