"""Every address, for nobody, for every role at this office, and for every role at another one.

No sign-in: the sign-in page. Wrong role: 403. Right role at another office: 404. Otherwise: an answer.
"""

from collections.abc import Callable
from datetime import datetime
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from balai.people.roles import GRANTS
from balai.people.rules import Role
from balai.places.models import Office
from tests import make
from tests.house.access import ROWS, THIRD_PARTY, World
from tests.house.test_addresses import Address, addresses, is_third_party
from tests.make.again import again

if TYPE_CHECKING:
    from django.http import HttpResponse

OURS = {a.name: a for a in addresses() if not is_third_party(a)}
TRIED = sorted(set(OURS) & set(ROWS))
AS_NOBODY = pytest.param(None, True, id="nobody")
AS_OFFICERS = [
    pytest.param(role, is_here, id=f"{role}-{'here' if is_here else 'elsewhere'}")
    for role in Role
    for is_here in (True, False)
]


def test_every_address_has_its_row() -> None:
    assert not sorted(set(OURS) - set(ROWS)), "give these a row in tests/house/access.py"


def test_every_row_has_its_address() -> None:
    assert not sorted(set(ROWS) - set(OURS)), "these rows in tests/house/access.py are of no address"
    assert not sorted(set(THIRD_PARTY) - {a.name for a in addresses()})


@again
def everything() -> tuple[dict[str, str], Office, Office]:
    """Where everything in the world stands, and the two offices."""
    world = World()
    urls = {name: reverse(name, kwargs=ROWS[name].arguments(world)) for name in TRIED}
    return urls, world.here, world.elsewhere


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize(("role", "is_here"), [AS_NOBODY, *AS_OFFICERS])
def test_everybody_gets_what_is_theirs_and_nothing_else(
    role: Role | None, is_here: bool, at: Callable[[datetime], None]
) -> None:
    at(make.NOW)
    urls, here, elsewhere = everything()
    person = make.officer(role, here if is_here else elsewhere) if role else None
    cookies, wrong = make.browser(person).cookies, []
    for name in TRIED:
        if asks_the_same_again(name, role, is_here=is_here):
            continue
        url = urls[name]
        should = expected(OURS[name], role, is_here=is_here)
        with transaction.atomic():  # each address finds the world as it was
            got = seen(cookies, url)
            transaction.set_rollback(True)
        if got != should and not (should == "answer" and got == "sign in" and role is None):
            wrong.append(f"{name} {url}: {got}, should be {should}")
    assert not wrong, "\n".join(wrong)


def asks_the_same_again(name: str, role: Role | None, *, is_here: bool) -> bool:
    """What is public asks nobody who they are: tried as nobody, and as one who has signed in.

    Whom a door refuses for the role, it refuses before it knows of any office: tried at this one.
    """
    if OURS[name].audience == "public":
        return role is not None and (role, is_here) != (Role.OFFICE_HEAD, True)
    return not is_here and expected(OURS[name], role, is_here=is_here) == "forbidden"


def expected(address: Address, role: Role | None, *, is_here: bool) -> str:
    row = ROWS[address.name]
    if address.audience != "public":
        if role is None:
            return "sign in"
        if address.audience != "signed_in" and address.audience not in GRANTS[role]:
            return "forbidden"
    return "not found" if row.hidden or (row.of_office and not is_here) else "answer"


def seen(cookies: SimpleCookie, url: str, *, sends: bool = False) -> str:
    """What happened, in one word; what refuses to be read, or what one `sends`, is an empty form."""
    client = Client()
    client.cookies.update(cookies)
    answer: HttpResponse = client.post(url) if sends else client.get(url)  # type: ignore[assignment]
    if answer.status_code == 405:
        answer = client.post(url)  # type: ignore[assignment]
    if answer.status_code in {301, 302, 303} and answer["Location"].startswith("/masuk/"):
        return "sign in"
    if answer.status_code >= 500:
        return f"broken ({answer.status_code})"
    return {403: "forbidden", 404: "not found", 410: "gone"}.get(answer.status_code, "answer")
