"""What comes by itself: a suggestion while an officer types, and cases that look alike once a case stands."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from django.conf import settings

from balai.places.models import Office
from tests import make
from tests.browser.pages import reader

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: "Page", live: str, office: Office) -> None:
    cookie = reader(make.officer("koordinator", office)).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live}])


def test_a_suggestion_comes_while_it_is_typed(page: "Page", live: str) -> None:
    make.topic("sampah")
    sign_in(page, live, make.office())
    page.goto(f"{live}/kelola/suara/baru/")
    page.click("[name=text]")
    with page.expect_request("**/kelola/suara/saran/") as asked:
        page.keyboard.type("Sampah menumpuk di got")
    page.wait_for_selector("#saran li")
    assert "karena: sampah" in page.inner_text("#saran")
    assert page.input_value("[name=text]") == "Sampah menumpuk di got"
    assert set(parse_qs(asked.value.post_data or "")) == {"text", "office", "csrfmiddlewaretoken"}
    assert page.url.endswith("/kelola/suara/baru/")


def test_cases_that_look_alike_come_once_the_case_stands(page: "Page", live: str) -> None:
    first = make.voice()
    voice = make.voice(first.case.office)
    sign_in(page, live, first.case.office)
    page.goto(f"{live}/kelola/suara/{voice.case.code}/")
    page.click("#mirip button")
    page.wait_for_load_state()
    voice.case.refresh_from_db()
    assert voice.case.follows == first.case
