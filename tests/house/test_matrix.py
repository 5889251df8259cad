"""Every address of a case, for everybody who has to do with it, and for those who have not any more."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from tests import make
from tests.house.matrix import LINKS, OF_NO_CASE, READ, WITH_A_KEY, Building
from tests.house.test_access import OURS, seen

OF_A_CASE = {
    name for name, address in OURS.items() if name.startswith("voices:") and WITH_A_KEY.search(address.route)
}


def test_every_address_of_a_case_has_its_row() -> None:
    rows = {*READ, *LINKS, *OF_NO_CASE}
    assert not sorted(OF_A_CASE - rows), "give these a row in tests/house/matrix.py"
    assert not sorted(rows - OF_A_CASE), "these rows in tests/house/matrix.py are of no address"


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_nobody_reaches_more_of_a_case_than_is_theirs(at: Callable[[datetime], None]) -> None:
    at(make.NOW)
    world = Building()
    assert world.parts
    tokens = world.links()
    assert tokens
    browsers = {name: make.browser(person) for name, person in world.readers().items()} | {
        name: make.browser() for name in tokens
    }
    wrong = []
    for name, (expected, arguments) in (READ | LINKS).items():
        for reader, should in expected.items():
            url = reverse(name, kwargs=arguments(world, reader))
            for sends in (False, True):
                with transaction.atomic():  # each finds the world as it was
                    got = seen(browsers[reader].cookies, url, sends=sends)
                    transaction.set_rollback(True)
                if got != should:
                    wrong.append(f"{name} for {reader} ({sends=}): {got}, should be {should}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_a_page_that_shows_too_much_would_be_seen(
    at: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: were parts not asked whose they are, the table would say so."""
    from balai.cases.models.referral import ReferralQuerySet

    at(make.NOW)
    world = Building()
    assert world.parts
    monkeypatch.setattr(ReferralQuerySet, "taken_by", lambda self, person: self.all())
    expected, arguments = READ["voices:referral"]
    person = world.readers()["elsewhere"]
    url = reverse("voices:referral", kwargs=arguments(world, "elsewhere"))
    got: HttpResponse | str = seen(make.browser(person).cookies, url)
    assert got != expected["elsewhere"]
