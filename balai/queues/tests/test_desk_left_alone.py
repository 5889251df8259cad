"""A desk that nobody touches: its own refreshing keeps nobody signed in."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from balai.base import clock
from balai.people.middleware import BACKGROUND
from balai.queues.models import Sitting
from tests import make

pytestmark = pytest.mark.django_db
QUEUES = Path(__file__).resolve().parents[1]
BY_ITSELF = {BACKGROUND: "1"}


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch):
    real, passed = clock.real_now, [timedelta()]
    monkeypatch.setattr(clock, "real_now", lambda: real() + passed[0])

    def put_forward(minutes: int) -> None:
        passed[0] += timedelta(minutes=minutes)

    return put_forward


@pytest.fixture
def sitting(at) -> Sitting:
    at(make.NOW)
    return make.sitting()


def test_it_is_signed_out_after_the_idle_time_though_the_line_went_on_refreshing(sitting, later):
    browser = make.browser(make.open_desk(sitting))
    desk = reverse("queues:desk", args=[sitting.pk, 1])
    assert browser.get(desk).status_code == 200
    for _ in range(settings.BALAI_IDLE_MINUTES // 5 - 1):
        later(5)
        assert browser.get(f"{desk}?potongan=antrean", headers=BY_ITSELF).status_code == 200
    later(5)
    assert "/masuk/?sebab=diam" in browser.get(f"{desk}?potongan=antrean", headers=BY_ITSELF)["Location"]
    assert "/masuk/" in browser.get(desk)["Location"]


def test_an_officer_who_calls_stays_signed_in(sitting, later):
    browser = make.browser(make.open_desk(sitting))
    call = reverse("queues:deed", args=[sitting.pk, 1, "panggil"])
    for _ in range(4):
        later(settings.BALAI_IDLE_MINUTES - 5)
        assert browser.post(call, headers={"HX-Request": "true"}).status_code == 200


def test_every_script_and_piece_that_asks_by_itself_says_so():
    """`fetch` of a page always names the header; htmx never polls."""
    for script in (QUEUES / "static" / "queues").glob("*.js"):
        for line in script.read_text().splitlines():
            if "fetch(" in line and ".mp3" not in line:  # a clip is a plain file, outside every sign-in
                assert BACKGROUND in line, f"{script.name}: {line.strip()}"
    for page in (QUEUES / "templates").rglob("*.html"):
        assert "every " not in page.read_text() or "hx-trigger" not in page.read_text(), page.name
