"""The pages that gather several apps, asked as a visitor asks them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from balai.front.rooms import FLOORS
from balai.people.rules import Role
from tests import make

pytestmark = pytest.mark.django_db
At = Callable[[datetime], None]
ROOMS = [reverse(room.name) for floor in FLOORS.values() for room in floor]


def test_an_empty_balai_says_what_to_do_first(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Balai sudah terpasang" in page
    assert "balai setup" in page


def test_home_shows_the_next_opening_with_its_zone(client: Client, at: At) -> None:
    at(make.NOW)
    make.sitting()
    page = client.get("/").content.decode()
    assert "Minggu, 24 Mei 2026" in page
    assert "09.00–11.00 WIB" in page
    assert "Sisa 24 tempat untuk dipesan dari rumah. 6 tempat lagi untuk yang datang langsung." in page


def test_home_says_why_a_usual_day_is_closed(client: Client, at: At) -> None:
    at(make.NOW)
    make.program(
        name="Ruang Contoh",
        rule=make.terms(weekdays=frozenset({0}), on_holidays="closed"),
    )
    at(make.NOW + timedelta(days=2))  # Tuesday; Monday 1 June is a holiday
    page = client.get("/").content.decode()
    assert "Senin, 8 Juni 2026" in page
    assert "Hari Lahir Pancasila" in page


def test_home_asks_the_same_number_of_questions_for_one_programme_and_for_ten(
    client: Client, at: At, django_assert_max_num_queries: Callable[..., object]
) -> None:
    at(make.NOW)
    office = make.office()
    for number in range(10):
        make.program(office=office, name=f"Program {number}")
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        assert client.get("/").status_code == 200


def test_the_chosen_office_is_remembered(client: Client) -> None:
    make.office("kec-pertama")
    second = make.office("kec-kedua")
    client.get("/kantor/kec-kedua/")
    assert second.name in client.get("/").content.decode()


def test_an_unknown_office_or_day_is_not_found(client: Client) -> None:
    assert client.get("/kantor/tidak-ada/").status_code == 404
    assert client.get("/program/tidak-ada/2026-05-24/").status_code == 404
    program = make.program()
    assert client.get(f"/program/{program.slug}/2026-02-30/").status_code == 404


def test_a_closed_day_says_why_and_leads_to_the_next(client: Client, at: At) -> None:
    at(make.NOW)
    program = make.program()
    page = client.get(f"/program/{program.slug}/2026-05-26/").content.decode()
    assert "Tutup" in page
    assert "Buka lagi Rabu, 27 Mei 2026." in page


def test_an_open_day_counts_its_places_and_names_its_services(client: Client, at: At) -> None:
    at(make.NOW)
    sitting = make.sitting()
    page = client.get(f"/program/{sitting.session.program.slug}/{sitting.session.on}/").content.decode()
    assert "24 tempat" in page
    assert "Pilih jam" in page


def test_a_day_that_is_over_offers_no_hour(client: Client, at: At) -> None:
    sitting = make.sitting()
    at(make.NOW + timedelta(hours=4))
    page = client.get(f"/program/{sitting.session.program.slug}/{sitting.session.on}/").content.decode()
    assert "Sudah selesai" in page
    assert "Pilih jam" not in page


def test_the_levy_page_names_the_law_and_the_way(client: Client) -> None:
    page = client.get("/pungutan/").content.decode()
    assert "79A" in page
    assert "1708" in page


@pytest.mark.parametrize("role", list(Role))
def test_every_room_of_an_officer_opens(role: Role, at: At) -> None:
    at(make.NOW)
    client = make.browser(make.officer(role))
    start = client.get("/kelola/").content.decode()
    rooms = [address for address in ROOMS if f'href="{address}"' in start]
    assert rooms
    opened = [client.get(address, follow=True).status_code for address in rooms]
    assert opened == [200] * len(rooms)


def test_the_demo_exists_only_in_the_demo(client: Client) -> None:
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/peran/", {"person": "1"}).status_code == 404


def test_a_day_far_ahead_is_told_too(client: Client, at: At) -> None:
    at(make.NOW)
    program = make.program()
    far = date(2026, 8, 17)
    assert "Buka karena" in client.get(f"/program/{program.slug}/{far}/").content.decode()


def test_a_service_shows_where_it_is_served_next(client: Client, at: At) -> None:
    at(make.NOW)
    make.standard(make.the_service("ktp-el-rusak"))
    make.sitting()
    page = client.get("/layanan/ktp-el-rusak/").content.decode()
    assert "Kapan dan di mana" in page
    assert "Minggu, 24 Mei 2026" in page
