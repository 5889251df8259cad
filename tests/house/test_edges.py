"""Days, months and numbers beyond every calendar and table are no addresses; nothing breaks over them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from tests import make
from tests.house.access import World

BEYOND = ["9999-12-31", "0001-01-01", "1999-12-31"]
MANY = "9" * 30
NO_NUMBERS = ["²", "9" * 5000, MANY, "-1", "\x00"]


@pytest.mark.django_db
def test_no_day_lies_beyond_the_calendar(client: Client, at: Callable[[datetime], None]) -> None:
    at(make.NOW)
    world = World()
    slug, office = world.program.slug, world.here.slug
    days = [f"/{page}/{slug}/{day}/" for page in ("program", "antrean") for day in BEYOND]
    months = [f"/kantor/{office}/jadwal/{month}/" for month in (f"{MANY}-1", f"2026-{MANY}", "2026-13")]
    for address in [*days, *months, f"/layar/{MANY}/"]:
        assert client.get(address).status_code == 404, address


@pytest.mark.django_db
def test_what_is_no_number_names_no_ticket(at: Callable[[datetime], None]) -> None:
    at(make.NOW)
    world = World()
    desk, page = make.browser(make.officer(office=world.here)), f"/meja/{world.sitting.pk}/1/"
    for text in NO_NUMBERS:
        assert desk.post(f"{page}selesai/", {"ticket": text}).status_code == 404
        assert desk.post(f"{page}datang/", {"text": text}).status_code == 302, text
        answer = desk.get(page, {"undoable": text, "slip": text})
        assert answer.status_code == (400 if "\x00" in text else 200)
