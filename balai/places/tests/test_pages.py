"""Officers' pages of an office and of the calendar."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from balai.places.calendar import holidays_between, joint_leave_is_fixed
from balai.places.models import Counter, Office, OpeningHours
from tests.make import people, places
from tests.make.moment import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def this_morning(at):
    at(NOW)


@pytest.fixture
def office() -> Office:
    return places.office("kec-contoh", counters=1)


@pytest.fixture
def browser(office) -> Client:
    return people.browser(people.head(office))


def page(browser: Client, name: str, *args: object) -> str:
    response = browser.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def week(**changed: str) -> dict[str, str]:
    days = {
        f"normal-{part}_{n}": "" for part in ("opens", "closes", "break_from", "break_to") for n in range(7)
    }
    return days | {f"normal-{name}": value for name, value in changed.items()}


def test_a_head_sees_the_own_office(browser, office):
    places.hours(office)
    text = page(browser, "places:office", office.slug)
    assert "Senin–Jumat 07.30–16.00, istirahat 12.00–13.00" in text
    assert "Loket 1" in text
    assert "memakai WIB" in text


def test_facts_are_changed(browser, office):
    sent = {
        "name": "Kecamatan Contoh",
        "kind": "kelurahan",
        "address": "Jalan Rekaan 1",
        "zone": "Asia/Makassar",
        "phone_public": "",
    }
    response = browser.post(reverse("places:office", args=[office.slug]), sent)
    assert response["Location"].endswith("?tersimpan=ya")
    office.refresh_from_db()
    assert (office.address, office.zone) == ("Jalan Rekaan 1", "Asia/Makassar")
    assert office.kind == "kelurahan"  # made as a kecamatan, corrected


def test_a_missing_name_is_told_beside_its_field(browser, office):
    response = browser.post(
        reverse("places:office", args=[office.slug]), {"name": "", "zone": "Asia/Jakarta"}
    )
    assert response.status_code == 422
    assert "Nama kantor" in response.content.decode()


def test_a_week_of_hours_is_saved(browser, office):
    sent = week(
        opens_0="07.30",
        closes_0="16:00",
        break_from_0="12:00",
        break_to_0="13:00",
        opens_4="07:30",
        closes_4="11:30",
    )
    assert browser.post(reverse("places:hours", args=[office.slug, "normal"]), sent).status_code == 302
    rows = OpeningHours.objects.filter(office=office).order_by("weekday")
    assert [(row.weekday, str(row.opens), str(row.closes)) for row in rows] == [
        (0, "07:30:00", "16:00:00"),
        (4, "07:30:00", "11:30:00"),
    ]


def test_impossible_hours_name_their_day_and_keep_what_was_typed(browser, office):
    response = browser.post(
        reverse("places:hours", args=[office.slug, "normal"]), week(opens_2="16:00", closes_2="07:30")
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert "Rabu: Jam tutup harus sesudah jam buka." in text
    assert 'value="16:00"' in text
    assert not OpeningHours.objects.filter(office=office).exists()


def test_an_hour_that_is_none_says_how_to_write_it(browser, office):
    response = browser.post(
        reverse("places:hours", args=[office.slug, "normal"]), week(opens_0="pagi", closes_0="16.00")
    )
    assert response.status_code == 422
    assert "Senin, buka: tulis jam seperti 07.30." in response.content.decode()


def test_no_season_but_ours(browser, office):
    assert browser.post(reverse("places:hours", args=[office.slug, "musim-hujan"])).status_code == 404


def test_counters_are_added_and_changed(browser, office):
    add, change = reverse("places:add_counter", args=[office.slug]), "places:change_counter"
    assert browser.post(add, {"number": 2, "name": "KTP"}).status_code == 302
    assert browser.post(add, {"number": 2}).status_code == 422
    browser.post(reverse(change, args=[office.slug, 2]), {"name": "KK"})
    assert Counter.objects.filter(office=office, number=2, name="KK", is_active=False).exists()


def test_what_a_seed_supposed_is_confirmed(browser, office):
    Office.objects.filter(pk=office.pk).update(to_confirm="Jam buka.")
    assert "Perlu dipastikan" in page(browser, "places:office", office.slug)
    browser.post(reverse("places:confirm", args=[office.slug]))
    assert "Perlu dipastikan" not in page(browser, "places:office", office.slug)


FORMS = [
    ("places:office", []),
    ("places:hours", ["normal"]),
    ("places:add_counter", []),
    ("places:change_counter", [1]),
    ("places:confirm", []),
]


@pytest.mark.parametrize(("name", "more"), FORMS)
def test_another_office_does_not_exist(browser, name, more):
    other = places.office("kec-lain", counters=1)
    assert browser.post(reverse(name, args=[other.slug, *more])).status_code == 404


@pytest.mark.parametrize(("name", "more"), FORMS)
@pytest.mark.parametrize("role", ["front_desk", "coordinator", "editor", "program_lead"])
def test_other_roles_are_refused(office, name, more, role):
    clerk = people.browser(people.officer(role, office))
    assert clerk.post(reverse(name, args=[office.slug, *more])).status_code == 403


def test_the_list_of_offices_leads_straight_to_a_single_one(browser, office):
    assert browser.get(reverse("people:offices"))["Location"] == reverse("places:office", args=[office.slug])


def test_the_list_of_offices_shows_ones_own(office):
    head = people.head(office)
    people.assignment(head, "admin", places.office("kec-dua"))
    places.office("kec-tiga")
    text = people.browser(head).get(reverse("people:offices")).content.decode()
    assert "kec-dua" in text
    assert "kec-tiga" not in text


def test_a_year_that_is_not_fixed_says_so(browser):
    assert "Belum ditetapkan." in page(browser, "places:calendar", 2027)


def test_a_year_is_fixed_by_its_decree(browser):
    sent = {
        "source": "SKB",
        "ramadan_from": "2027-02-08",
        "ramadan_to": "2027-03-09",
        "ramadan_source": "isbat",
    }
    assert browser.post(reverse("places:calendar", args=[2027]), sent).status_code == 302
    assert joint_leave_is_fixed(2027)
    assert "Sudah ditetapkan. Dasar: SKB." in page(browser, "places:calendar", 2027)


def test_a_refused_decree_is_told(browser):
    response = browser.post(
        reverse("places:calendar", args=[2027]), {"source": "SKB", "ramadan_from": "2027-02-08"}
    )
    assert response.status_code == 422
    assert "hari terakhir Ramadan" in response.content.decode()


def test_an_override_is_made_and_withdrawn(browser):
    sent = {"on": "2026-08-18", "name": "Hari tambahan", "kind": "cuti_bersama", "source": "SKB perubahan"}
    browser.post(reverse("places:override", args=[2026]), sent)
    on = date(2026, 8, 18)
    assert holidays_between(on, on)[on].name == "Hari tambahan"
    text = page(browser, "places:calendar", 2026)
    assert "SKB perubahan" in text
    found = re.search(r"/ubahan/(\d+)/cabut/", text)
    assert found
    browser.post(reverse("places:withdraw", args=[2026, int(found[1])]))
    assert not holidays_between(on, on)


def test_an_override_belongs_to_its_year(browser):
    sent = {"on": "2027-08-18", "name": "Hari", "kind": "cuti_bersama", "source": "SKB"}
    assert browser.post(reverse("places:override", args=[2026]), sent).status_code == 422


@pytest.mark.parametrize("year", [1999, 2101, 99999])
def test_years_far_away_do_not_exist(browser, year):
    assert browser.get(reverse("places:calendar", args=[year])).status_code == 404


def test_the_page_of_an_office_costs_few_queries(browser, office, django_assert_max_num_queries):
    places.hours(office)
    page(browser, "places:office", office.slug)
    with django_assert_max_num_queries(9):
        page(browser, "places:office", office.slug)
