"""A ticket's page in every state, what its link opens, and how it is found again."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from balai.queues import actions
from balai.queues.models import Ticket
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(at) -> Client:
    at(make.NOW)
    return Client()


def page_of(client: Client, ticket: Ticket, piece: str = "") -> str:
    response = client.get(reverse("queues:ticket", args=[ticket.token]) + piece)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_booked_ticket_says_all_that_one_needs(client: Client):
    ticket = make.booked(make.sitting(), 3)
    page = page_of(client, ticket)
    for words in (
        ticket.label,
        "09.36 WIB",
        "Minggu, 24 Mei 2026",
        "gratis",
        "Kode QR",
        ticket.code[:4] + "-",
    ):
        assert words in page
    assert "Datang sebelum" in page


def test_the_page_is_a_secret_that_stays_with_its_holder(client: Client):
    response = client.get(reverse("queues:ticket", args=[make.booked(make.sitting()).token]))
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_form_under_a_link_keeps_its_origin_for_the_csrf_check(client: Client):
    response = client.get(reverse("queues:cancel", args=[make.booked(make.sitting()).token]))
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_who_waits_reads_how_many_are_before(client: Client, at):
    sitting = make.sitting()
    by = make.open_desk(sitting)
    tickets = [make.booked(sitting, n) for n in (0, 1, 2)]
    for ticket in tickets:
        actions.check_in(ticket=ticket, now=make.NOW, by=by)
    assert "2 orang lagi." in page_of(client, tickets[2], "?potongan=1")
    actions.call_next(sitting=sitting, counter=1, by=by, now=make.at_hour(9))
    assert "1 orang lagi." in page_of(client, tickets[2], "?potongan=1")


def test_the_piece_is_only_the_piece(client: Client):
    page = page_of(client, make.booked(make.sitting()), "?potongan=1")
    assert "<html" not in page
    assert 'id="giliran"' in page


def test_a_called_ticket_says_where_to_go(client: Client):
    sitting = make.sitting()
    by = make.open_desk(sitting, 3)
    ticket = make.walk_in(sitting, by, now=make.at_hour(8, 55))
    actions.call_next(sitting=sitting, counter=3, by=by, now=make.at_hour(9))
    page = page_of(client, ticket)
    assert "Silakan ke loket 3" in page
    assert 'class="ticket called"' in page


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (actions.serve, "Terima kasih"),
        (actions.miss, "Datangi meja depan sebelum"),
        (actions.put_back, "orang lagi|berikutnya"),
    ],
)
def test_after_the_call_the_page_says_what_is_next(client: Client, at, deed, words: str):
    sitting = make.sitting()
    by = make.open_desk(sitting)
    ticket = make.walk_in(sitting, by)
    actions.call_next(sitting=sitting, counter=1, by=by, now=make.at_hour(9))
    deed(ticket=ticket, by=by, now=make.at_hour(9, 10))
    at(make.at_hour(9, 11))
    assert re.search(words, page_of(client, ticket), re.IGNORECASE)


def test_cancelling_asks_once_and_frees_the_place(client: Client):
    sitting = make.sitting()
    ticket = make.booked(sitting)
    before = make.slot(sitting).free
    address = reverse("queues:cancel", args=[ticket.token])
    assert f"Batalkan nomor {ticket.label}?" in client.get(address).content.decode()
    client.post(address)
    assert make.slot(sitting).free == before + 1
    assert "Dibatalkan" in page_of(client, ticket)
    assert "Pilih jam lagi" in page_of(client, ticket)


def test_another_hour_keeps_number_and_link(client: Client):
    sitting = make.sitting()
    ticket = make.booked(sitting, 1)
    address = reverse("queues:change", args=[ticket.token])
    client.post(address, {"slot": make.slot(sitting, 5).pk, "form_key": "ganti"})
    assert "10.00 WIB" in page_of(client, ticket)


def test_a_full_hour_is_refused_and_the_old_one_is_kept(client: Client):
    sitting = make.sitting(counters=1, walk_in_units=0)
    ticket, _ = make.booked(sitting, 1), make.booked(sitting, 5)
    response = client.post(
        reverse("queues:change", args=[ticket.token]), {"slot": make.slot(sitting, 5).pk, "form_key": "x"}
    )
    assert response.status_code == 409
    assert "09.12 WIB" in page_of(client, ticket)


def test_the_calendar_file_holds_the_hour_in_its_zone_and_an_alarm(client: Client):
    ticket = make.booked(make.sitting(), 3)
    response = client.get(reverse("queues:ticket_calendar", args=[ticket.token]))
    assert response.headers["Content-Type"].startswith("text/calendar")
    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert event.decoded("dtstart").isoformat() == "2026-05-24T09:36:00+07:00"
    assert event.walk("VALARM")


def test_a_cancelled_session_is_told_on_the_ticket(client: Client):
    sitting = make.sitting()
    ticket = make.booked(sitting)
    session = sitting.session
    type(session).objects.filter(pk=session.pk).update(state="cancelled", reason="Banjir.")
    page = page_of(client, ticket)
    assert "Jadwal ini dibatalkan." in page
    assert "Banjir." in page


def test_unknown_old_and_revoked_links_look_the_same(client: Client, at):
    ticket = make.booked(make.sitting())
    address = reverse("queues:ticket", args=[ticket.token])
    Ticket.objects.filter(pk=ticket.pk).update(is_revoked=True)
    revoked = client.get(address)
    unknown = client.get(reverse("queues:ticket", args=["A" * 22]))
    assert revoked.status_code == unknown.status_code == 404
    assert revoked.content == unknown.content


def test_the_slip_says_free_and_prints_without_layout(client: Client):
    ticket = make.booked(make.sitting())
    page = client.get(reverse("queues:slip", args=[ticket.token])).content.decode()
    assert "Gratis" in page
    assert 'class="slip"' in page
    assert 'class="roof"' not in page


def test_a_quiet_line_shows_no_topic(client: Client):
    sitting = make.sitting(is_quiet=True)
    ticket = make.booked(sitting)
    for name in ("queues:ticket", "queues:slip"):
        page = client.get(reverse(name, args=[ticket.token])).content.decode()
        assert ticket.service.name not in page
        assert sitting.session.program.name not in page


def test_code_and_phone_find_the_ticket_again(client: Client):
    number = make.phone()
    ticket = make.booked(make.sitting(), phone=number)
    typed = ticket.code[:4].lower() + " " + ticket.code[4:]
    response = client.post(reverse("queues:find"), {"code": typed, "phone": number})
    assert response.headers["Location"] == reverse("queues:ticket", args=[ticket.token])


def test_a_wrong_pair_says_nothing_about_either(client: Client):
    number = make.phone()
    ticket = make.booked(make.sitting(), phone=number)
    pairs = [(ticket.code, make.phone()), ("7K4MQ2XP", number), ("7K4MQ2XP", make.phone())]
    answers = []
    for code, phone in pairs:
        response = client.post(reverse("queues:find"), {"code": code, "phone": phone})
        assert response.status_code == 409
        answers.append(re.findall(r"<ul>.*?</ul>", response.content.decode(), re.DOTALL)[0])
    assert len(set(answers)) == 1


def test_this_browser_remembers_its_tickets_and_forgets_them_when_asked(client: Client):
    ticket = make.booked(make.sitting())
    page_of(client, ticket)
    assert ticket.label in client.get(reverse("queues:find")).content.decode()
    client.post(reverse("queues:forget"))
    assert ticket.label not in client.get(reverse("queues:find")).content.decode()


def test_a_ticket_page_takes_few_queries(client: Client, django_assert_max_num_queries):
    sitting = make.sitting()
    ticket = make.booked(sitting, 3)
    with django_assert_max_num_queries(7):
        page_of(client, ticket)
