"""Every request has an id; the demo answers this machine alone."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("balai.site.tests.urls")]


def answer(**headers: str):
    return Client(headers={name.replace("_", "-"): value for name, value in headers.items()}).get("/baik/x/")


def test_a_request_gets_an_id():
    assert len(answer().headers["X-Request-Id"]) == 16
    assert answer().headers["X-Request-Id"] != answer().headers["X-Request-Id"]


def test_a_proxys_id_is_kept():
    assert answer(X_Request_Id="abc-12345678").headers["X-Request-Id"] == "abc-12345678"


@pytest.mark.parametrize("given", ["x", "a" * 65, "abc def ghi", '<script>"', "ünïcødé-12345"])
def test_an_id_that_is_none_is_replaced(given):
    assert answer(X_Request_Id=given).headers["X-Request-Id"] != given


@pytest.fixture
def demo(settings):
    settings.MIDDLEWARE = ["balai.site.middleware.DemoGuard", *settings.MIDDLEWARE]


def test_the_demo_answers_this_machine(demo):
    assert answer(Host="127.0.0.1:8000").status_code == 200
    assert answer(Host="localhost").status_code == 200


@pytest.mark.parametrize("host", ["balai.example.go.id", "192.168.1.10:8000", "127.0.0.1.evil.example"])
def test_the_demo_refuses_another_host(demo, settings, host):
    assert answer(Host=host).status_code in {400, 403}


@pytest.mark.parametrize(
    "name",
    ["X_Forwarded_For", "X_Forwarded_Host", "X_Forwarded_Proto", "Forwarded", "X_Real_Ip", "Via"],
)
def test_the_demo_refuses_what_was_forwarded(demo, name):
    assert answer(**{name: "127.0.0.1"}).status_code == 403
