"""While an officer types for somebody, a suggestion comes by itself, and nothing else of the form leaves."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from django.conf import settings

from tests import make
from tests.browser.pages import reader

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_suggestion_comes_while_it_is_typed(page: "Page", live: str) -> None:
    make.topic("sampah")
    by = reader(make.officer("koordinator", make.office()))
    cookie = by.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live}])
    page.goto(f"{live}/kelola/suara/baru/")
    page.click("[name=text]")
    with page.expect_request("**/kelola/suara/saran/") as asked:
        page.keyboard.type("Sampah menumpuk di got")
    page.wait_for_selector("#saran li")
    assert "karena: sampah" in page.inner_text("#saran")
    assert page.input_value("[name=text]") == "Sampah menumpuk di got"
    assert set(parse_qs(asked.value.post_data or "")) == {"text", "office", "csrfmiddlewaretoken"}
    assert page.url.endswith("/kelola/suara/baru/")
