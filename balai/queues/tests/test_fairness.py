"""One visitor's fair share of a day: a family, not the whole morning; a shared network has much more."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from balai.base.errors import RuleBroken
from balai.engine.models import Limit
from balai.queues import actions
from balai.queues.models import Sitting, Ticket, Wait
from balai.queues.rules import fairness
from balai.queues.rules.fairness import Visitor
from tests import make

pytestmark = pytest.mark.django_db
WITHOUT = fairness.BROWSER_WITHOUT_PHONE
enough = pytest.raises(RuleBroken, check=lambda broken: broken.code == "queue.enough")


def takes(sitting: Sitting, visitor: Visitor, times: int, **more: object) -> list[Ticket]:
    """One after the other, wherever there is room."""
    hours = (slot for slot in sitting.slots.order_by("starts_at") for _ in range(slot.free))
    return [make.booked(sitting, slot=next(hours), visitor=visitor, **more) for _ in range(times)]


def test_one_browser_without_a_phone_gets_three_places_of_a_day():
    sitting, visitor = make.sitting(), Visitor("203.0.113.7", "satu")
    takes(sitting, visitor, WITHOUT, phone="")
    with enough:
        make.booked(sitting, 5, visitor=visitor, phone="")


def test_with_a_phone_each_the_same_browser_gets_more():
    sitting, visitor = make.sitting(), Visitor("203.0.113.7", "satu")
    takes(sitting, visitor, fairness.BROWSER)
    with enough:
        make.booked(sitting, 9, visitor=visitor)


def test_another_browser_behind_the_same_address_is_not_held_back():
    sitting = make.sitting()
    takes(sitting, Visitor("203.0.113.7", "satu"), WITHOUT, phone="")
    assert make.booked(sitting, 5, visitor=Visitor("203.0.113.7", "dua"), phone="")


def test_another_day_has_its_own_share():
    sitting, visitor = make.sitting(), Visitor("203.0.113.7", "satu")
    later = make.sitting(line=sitting.line, on=make.SUNDAY.replace(day=31))
    takes(sitting, visitor, WITHOUT, phone="")
    assert takes(later, visitor, WITHOUT, phone="")


def test_fresh_browsers_without_a_phone_never_take_the_whole_morning_from_one_address(settings):
    settings.BALAI_PLACES_WITHOUT_PHONE = 4
    sitting = make.sitting()
    for number in range(4):
        make.booked(sitting, number, visitor=Visitor("203.0.113.7", f"baru {number}"), phone="")
    with enough:
        make.booked(sitting, 5, visitor=Visitor("203.0.113.7", "baru lagi"), phone="")
    assert make.booked(sitting, 5, visitor=Visitor("203.0.113.7", "baru lagi"))  # with a phone
    assert make.booked(sitting, 6, visitor=Visitor("203.0.113.8", "lain"), phone="")


def test_an_office_may_switch_the_count_of_addresses_off(settings):
    settings.BALAI_PLACES_WITHOUT_PHONE = settings.BALAI_PLACES_PER_ADDRESS = 0
    takes(make.sitting(), Visitor("203.0.113.7"), 20, phone="")
    assert not Limit.objects.exists()


def test_an_ipv6_household_is_one_address_and_nonsense_harms_nobody():
    assert (
        Visitor("2001:db8:1:2:3:4:5:6").network == Visitor("2001:db8:1:2::9").network == "2001:db8:1:2::/64"
    )
    assert Visitor("203.0.113.7").network == "203.0.113.7"
    assert Visitor("").network == ""


def test_what_was_refused_is_not_counted():
    sitting, visitor = make.sitting(counters=1, walk_in_units=0), Visitor("203.0.113.7", "satu")
    make.booked(sitting, 0)
    for _ in range(WITHOUT + 1):
        with pytest.raises(RuleBroken, match="penuh"):
            make.booked(sitting, 0, visitor=visitor, phone="")
    assert takes(sitting, visitor, WITHOUT, phone="")


def test_a_refused_one_gives_its_place_and_number_back():
    sitting, visitor = make.sitting(), Visitor("203.0.113.7", "satu")
    takes(sitting, visitor, WITHOUT, phone="")
    with enough:
        make.booked(sitting, 5, visitor=visitor, phone="")
    assert make.slot(sitting, 5).booked == 0
    assert make.booked(sitting, 5).number == WITHOUT + 1


def test_an_officer_books_as_many_as_come(settings):
    settings.BALAI_PLACES_WITHOUT_PHONE = 1
    sitting = make.sitting()
    takes(sitting, Visitor("203.0.113.7", "kantor"), 12, phone="", by=make.queue_officer(sitting))


def test_no_address_and_no_mark_stands_in_the_database():
    make.booked(make.sitting(), visitor=Visitor("203.0.113.7", "satu"), phone="")
    assert all(b"203.0.113" not in bytes(row.bucket) for row in Limit.objects.all())


# Through the pages.


@pytest.fixture
def browser(at: Callable) -> Client:
    at(make.NOW)
    return Client()


def url(sitting: Sitting, name: str = "queues:book") -> str:
    session = sitting.session
    return reverse(name, args=[session.program.slug, session.on]) + "?layanan=ktp-el-rusak"


def book(browser: Client, sitting: Sitting, number: int, **more: str):
    browser.get(url(sitting))
    data = {"slot": str(make.slot(sitting, number).pk), "langkah": "ambil", "form_key": f"kunci {number}"}
    return browser.post(url(sitting), data | more)


def test_the_form_says_in_one_sentence_what_leaving_the_phone_out_means(browser: Client):
    page = browser.get(url(make.sitting())).content.decode()
    assert "halaman itu satu-satunya bukti Anda" in page
    assert 'Nomor HP (telepon genggam) <span class="optional">(boleh dikosongkan)</span>' in page


def test_who_has_no_phone_books_and_the_ticket_says_that_it_is_the_only_proof(browser: Client):
    sitting = make.sitting()
    checked = book(browser, sitting, 3, langkah="periksa").content.decode()
    assert "halaman tiket satu-satunya bukti Anda" in checked
    page = browser.get(book(browser, sitting, 3).headers["Location"]).content.decode()
    assert "Simpan halaman ini" in page
    assert "satu-satunya bukti Anda" in page
    assert "Cari dengan kode dan nomor HP" not in page


def test_a_ticket_with_a_phone_says_how_it_is_found_again(browser: Client):
    page = browser.get(book(browser, make.sitting(), 3, phone=make.phone()).headers["Location"])
    assert "Cari dengan kode dan nomor HP" in page.content.decode()


def test_the_fourth_place_without_a_phone_is_refused_kindly_and_the_repeat_keeps_its_answer(browser: Client):
    sitting = make.sitting()
    answers = [book(browser, sitting, number) for number in range(WITHOUT)]
    refused = book(browser, sitting, 7)
    assert refused.status_code == 409
    assert "Isi nomor HP Anda, atau datang langsung" in refused.content.decode()
    again = book(browser, sitting, WITHOUT - 1)
    assert again.headers["Location"] == answers[-1].headers["Location"]
    assert book(browser, sitting, 7, phone=make.phone(), form_key="dengan HP").status_code == 302


def test_the_browsers_mark_is_signed(browser: Client):
    sitting = make.sitting()
    browser.get(url(sitting))
    mark = browser.cookies["peramban"]
    assert mark["httponly"]
    browser.cookies["peramban"] = "karangan"
    assert book(browser, sitting, 2).status_code == 302  # a new mark is given, nothing breaks


def test_the_waiting_list_needs_no_phone_and_has_its_share_too(browser: Client):
    sitting = make.sitting(counters=1, walk_in_units=0)
    for number in range(10):
        make.booked(sitting, number)
    join = url(sitting, "queues:join_wait")
    browser.get(join)
    for number in range(WITHOUT):
        answer = browser.post(join, {"form_key": f"tunggu {number}"})
        assert "/tunggu/" in answer.headers["Location"]
    assert browser.post(join, {"form_key": "tunggu lagi"}).status_code == 409
    assert Wait.objects.count() == WITHOUT


def test_who_waits_without_a_phone_is_offered_on_the_page_and_led_to_the_ticket(browser: Client):
    sitting = make.sitting(counters=1, walk_in_units=0)
    tickets = [make.booked(sitting, number) for number in range(10)]
    page = browser.post(url(sitting, "queues:join_wait"), {"form_key": "tunggu"}).headers["Location"]
    actions.cancel(ticket=tickets[8], now=make.NOW)
    assert "Ada tempat untuk Anda" in browser.get(page).content.decode()
    ticket = browser.post(page, {"jawab": "terima"}).headers["Location"]
    assert ticket in Client().get(page).content.decode()


def test_the_waiting_list_leads_who_has_a_number_already_to_the_first(browser: Client):
    sitting = make.sitting(counters=1, walk_in_units=0)
    numbers = [make.phone() for _ in range(10)]
    for number, phone in enumerate(numbers):
        make.booked(sitting, number, phone=phone)
    answer = browser.post(url(sitting, "queues:join_wait"), {"phone": numbers[0], "form_key": "tunggu"})
    assert answer.status_code == 409
    assert reverse("queues:find") in answer.content.decode()
