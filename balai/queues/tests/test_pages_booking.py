"""Booking as a resident meets it: a few looks, nothing typed is lost, and every no is kind."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from balai.queues import actions
from balai.queues.models import Sitting, Ticket
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(at) -> Client:
    at(make.NOW)
    return Client()


def url(sitting: Sitting, service: str = "ktp-el-rusak") -> str:
    session = sitting.session
    return reverse("queues:book", args=[session.program.slug, session.on]) + f"?layanan={service}"


def fields(slot, **more: str) -> dict[str, str]:
    return {"slot": str(slot.pk), "phone": make.phone(), "langkah": "periksa", "form_key": "satu"} | more


def shown(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_first_look_asks_what_for_and_says_that_it_is_free(client: Client):
    page = shown(client.get(url(make.sitting()).partition("?")[0]))
    assert "Mau urus apa?" in page
    assert "Gratis · sekitar 12 menit" in page
    assert "sekitar 24 menit" in page


def test_the_second_look_shows_hours_with_what_is_left(client: Client):
    sitting = make.sitting()
    first = make.slot(sitting)
    for _ in range(first.free):
        make.booked(sitting)
    page = shown(client.get(url(sitting)))
    assert f'value="{first.pk}" disabled><span><b>09.00</b><small>penuh</small>' in page
    assert "<b>09.12</b><small>sisa" in page
    assert "Sunday" not in page


def test_a_service_that_takes_two_units_counts_places_in_twos(client: Client):
    sitting = make.sitting(walk_in_units=0)
    assert "<b>09.00</b><small>sisa 1</small>" in shown(client.get(url(sitting, "kk-baru")))


def test_the_summary_writes_nothing_and_repeats_what_was_typed(client: Client):
    sitting = make.sitting()
    page = shown(client.post(url(sitting), fields(make.slot(sitting, 3), name="Bu Tini")))
    assert "Sudah benar?" in page
    assert "09.36 WIB" in page
    assert "Bu Tini" in page
    assert not Ticket.objects.exists()


def test_yes_takes_the_number_and_opens_the_ticket(client: Client):
    sitting = make.sitting()
    response = client.post(url(sitting), fields(make.slot(sitting, 3), langkah="ambil"))
    ticket = Ticket.objects.get()
    assert response.headers["Location"] == reverse("queues:ticket", args=[ticket.token])
    assert client.cookies["tiket"].value == ticket.token
    assert client.cookies["tiket"]["httponly"]


def test_the_same_form_sent_twice_is_one_number(client: Client):
    sitting = make.sitting()
    data = fields(make.slot(sitting, 3), langkah="ambil")
    first, second = client.post(url(sitting), data), client.post(url(sitting), data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Ticket.objects.count() == 1


def test_change_first_brings_everything_back(client: Client):
    sitting = make.sitting()
    slot = make.slot(sitting, 3)
    page = shown(
        client.post(url(sitting), fields(slot, langkah="ubah", name="Bu Tini", email="tini@example.id"))
    )
    assert "Pilih jam" in page
    assert 'value="Bu Tini"' in page
    assert 'value="tini@example.id"' in page
    assert f'value="{slot.pk}" required checked' in page


def test_an_hour_that_fills_meanwhile_is_said_and_the_rest_is_kept(client: Client):
    sitting = make.sitting()
    slot = make.slot(sitting, 2)
    for _ in range(slot.free):
        make.booked(sitting, 2)
    response = client.post(url(sitting), fields(slot, langkah="ambil", name="Bu Tini"))
    page = shown(response)
    assert "baru saja penuh" in page
    assert 'value="Bu Tini"' in page


def test_an_unreadable_phone_is_told_before_the_summary(client: Client):
    sitting = make.sitting()
    page = shown(client.post(url(sitting), fields(make.slot(sitting, 3), phone="0812")))
    assert "belum lengkap" in page
    assert 'value="0812"' in page


def test_the_second_place_of_one_phone_is_refused_and_this_browser_gets_its_first(client: Client):
    sitting = make.sitting()
    number = make.phone()
    client.post(url(sitting), fields(make.slot(sitting, 3), langkah="ambil", phone=number))
    again = fields(make.slot(sitting, 5), langkah="ambil", phone=number, form_key="dua")
    response = client.post(url(sitting), again)
    assert response.status_code == 409
    assert reverse("queues:ticket", args=[Ticket.objects.get().token]) in shown(response)


def test_a_stranger_with_that_phone_is_led_to_the_search_and_no_link_is_shown(client: Client):
    sitting = make.sitting()
    number = make.phone()
    ticket = make.booked(sitting, 3, phone=number)
    page = shown(Client().post(url(sitting), fields(make.slot(sitting, 5), langkah="ambil", phone=number)))
    assert reverse("queues:find") in page
    assert ticket.token not in page


def test_when_all_is_full_the_waiting_list_is_offered(client: Client):
    sitting = make.sitting()
    for slot in sitting.slots.all():
        for _ in range(slot.free):
            make.booked(sitting, slot=slot)
    page = shown(client.get(url(sitting)))
    assert "Semua jam sudah terisi." in page
    assert "tunggu/?layanan=ktp-el-rusak" in page


def test_a_past_day_says_so_and_names_the_next(client: Client, at):
    sitting = make.sitting()
    at(make.at_hour(11, 0))
    response = client.get(url(sitting))
    assert response.status_code == 409
    assert "sudah lewat" in shown(response)


def test_a_cancelled_day_says_why(client: Client):
    sitting = make.sitting()
    session = sitting.session
    type(session).objects.filter(pk=session.pk).update(state="cancelled", reason="Banjir di halaman kantor.")
    page = shown(client.get(url(sitting)))
    assert "tidak diadakan" in page
    assert "Banjir di halaman kantor." in page


def test_too_early_a_day_says_when_booking_opens(client: Client, at):
    sitting = make.sitting()
    at(make.NOW - timedelta(days=20))
    assert "Minggu, 10 Mei 2026" in shown(client.get(url(sitting)))


def test_what_does_not_exist_is_404(client: Client):
    assert client.get("/antrean/tidak-ada/2026-05-24/").status_code == 404
    assert client.get("/antrean/program-1/2026-13-40/").status_code == 404


def test_an_hour_of_another_day_is_refused(client: Client):
    sitting = make.sitting()
    other = make.slot(make.sitting(line=sitting.line, on=sitting.session.on + timedelta(days=7)), 0)
    page = shown(client.post(url(sitting), fields(other, langkah="ambil")))
    assert "Jam itu tidak ada pada hari ini" in page
    assert not Ticket.objects.exists()


def test_pages_of_booking_take_few_queries(client: Client, django_assert_max_num_queries):
    sitting = make.sitting()
    with django_assert_max_num_queries(4):
        client.get(url(sitting))


def test_booking_is_never_stored_and_never_indexed(client: Client):
    sitting = make.sitting()
    response = client.get(url(sitting))
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_who_waits_answers_an_offer(client: Client):
    sitting = make.sitting()
    for slot in sitting.slots.all():
        for _ in range(slot.free):
            make.booked(sitting, slot=slot)
    join = url(sitting).replace("/?", "/tunggu/?")
    answer = client.post(join, {"phone": make.phone(), "form_key": "tunggu"})
    assert "Anda di daftar tunggu" in shown(client.get(answer.headers["Location"]))
    actions.cancel(ticket=Ticket.objects.order_by("-due_at")[0], now=make.NOW)
    assert "Ada tempat untuk Anda" in shown(client.get(answer.headers["Location"]))
    taken = client.post(answer.headers["Location"], {"jawab": "terima"})
    assert "/tiket/" in taken.headers["Location"]
