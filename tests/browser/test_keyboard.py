"""By keyboard alone, and one always sees where one is: a resident's booking, an officer's signing in."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from balai.base.sealing import unseal
from balai.people.models import Person
from tests import make

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The thing itself or the card around it wears a line of at least two pixels.
SEEN = """() => {
    const e = document.activeElement, worn = [e, e.closest('label'), e.nextElementSibling].filter(Boolean);
    return worn.map(x => getComputedStyle(x)).some(
        s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2);
}"""
WHERE = "() => document.activeElement.outerHTML.slice(0, 120)"


def tab_to(page: "Page", selector: str, most: int = 60) -> None:
    """Tab until there; wherever one stops on the way, it is seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue  # past the last: the browser's own bar
        assert page.evaluate(SEEN), f"not seen: {page.evaluate(WHERE)}"
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"never came to {selector}; last: {page.evaluate(WHERE)}")


def test_a_number_is_booked_by_keyboard_alone(
    page: "Page", live: str, at: Callable[[datetime], None]
) -> None:
    at(make.NOW)
    session = make.sitting().session
    page.goto(f"{live}/antrean/{session.program.slug}/{session.on}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')"), "the first stop leads past the roof"
    page.keyboard.press("Enter")
    tab_to(page, ".linklist a")
    page.keyboard.press("Enter")
    page.wait_for_selector(".time")
    tab_to(page, "[type=radio][name=slot]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    tab_to(page, "[name=phone]")
    page.keyboard.type("0899 0000 1234")
    tab_to(page, "form.form .button.big")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=langkah][value=ambil]")
    tab_to(page, "[name=langkah][value=ambil]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tiket/*/")
    assert page.inner_text(".ticket .number").strip().endswith("001")


def test_an_officer_signs_in_by_keyboard_alone(page: "Page", live: str) -> None:
    person = make.head()
    page.goto(f"{live}/masuk/?next=/kelola/")
    tab_to(page, "[name=login]")
    page.keyboard.type(person.username)
    tab_to(page, "[name=password]")
    page.keyboard.type(make.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=code]")
    if not page.evaluate("document.activeElement.matches('[name=code]')"):
        tab_to(page, "[name=code]")
    page.keyboard.type(code_of(person))
    page.keyboard.press("Enter")
    page.wait_for_url("**/kelola/")
    tab_to(page, ".doors a")


def code_of(person: Person) -> str:
    """What the application on the officer's phone shows now."""
    factor = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    counter = list(yield_hotp_counters_from_time())[1]
    return str(format_hotp_value(hotp_value(unseal(factor.data["secret"]), counter)))
