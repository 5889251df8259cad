"""Every address, for nobody, for every role at this office, and for every role at another one.

No sign-in: the sign-in page. Wrong role: 403. Right role at another office: 404. Otherwise: an answer.
"""

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.house.access import ROWS, THIRD_PARTY, Row, World
from tests.house.test_addresses import Address, addresses, is_third_party

if TYPE_CHECKING:
    from django.http import HttpResponse

OURS = {a.name: a for a in addresses() if not is_third_party(a)}


def test_every_address_has_its_row() -> None:
    assert not sorted(set(OURS) - set(ROWS)), "give these a row in tests/house/access.py"


def test_every_row_has_its_address() -> None:
    assert not sorted(set(ROWS) - set(OURS)), "these rows in tests/house/access.py are of no address"
    assert not sorted(set(THIRD_PARTY) - {a.name for a in addresses()})


def seen(client: Client, url: str, row: Row) -> str:
    """What happened, in one word."""
    answer: HttpResponse = client.post(url, row.data) if row.post else client.get(url)  # type: ignore[assignment]
    if answer.status_code in {301, 302, 303} and "/masuk/" in answer["Location"]:
        return "sign in"
    return {403: "forbidden", 404: "not found", 500: "broken"}.get(answer.status_code, "answer")


def expected(audience: str, row: Row, role: str, *, is_here: bool) -> str:
    from balai.people.roles import GRANTS

    if audience in {"public", "signed_in"}:
        return "answer" if is_here or not row.of_office else "not found"
    if audience not in GRANTS[role]:
        return "forbidden"
    return "answer" if is_here or not row.of_office else "not found"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(OURS) & set(ROWS)))
def test_nobody_sees_what_is_not_theirs(name: str, client: Client) -> None:
    from balai.people.rules import Role

    address, row, world = OURS[name], ROWS[name], World()
    url = reverse(name, kwargs=row.arguments(world))
    found = {"nobody": (seen(client, url, row), _for_nobody(address))}
    for role in Role:
        for office, is_here in ((world.here, True), (world.elsewhere, False)):
            officer = make.officer(role=role, office=office)
            outcome = seen(make.signed_in(officer), url, row)
            where = "here" if is_here else "elsewhere"
            found[f"{role} {where}"] = (outcome, expected(address.audience, row, role, is_here=is_here))
    wrong = {who: f"got {got}, not {should}" for who, (got, should) in found.items() if got != should}
    assert not wrong, f"{url}: {wrong}"


def _for_nobody(address: Address) -> str:
    return "answer" if address.audience == "public" else "sign in"
