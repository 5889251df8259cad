"""Pages of dirty spots: the street's, the reporter's own, the officer's, the agency's."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from balai.engine.models import Limit
from balai.people.rules import Role
from balai.voices.models import Spot
from balai.voices.rules.spots import PER_NETWORK
from tests import make

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 5, 29)
TOLD = {"street": "Jalan DI Panjaitan", "text": "Got penuh lumpur.", "near": "seberang masjid"}


@pytest.fixture(autouse=True)
def clock_stands(at):
    at(make.NOW)


@pytest.fixture
def program():
    return make.work_days()


@pytest.fixture
def desk(program):
    return make.browser(make.head(program.office))


def report(program, client=None, **typed):
    address = reverse("voices:report_spot", args=[program.slug])
    return (client or Client()).post(address, TOLD | {"form_key": "satu"} | typed, follow=True)


def text_of(address: str, client=None) -> str:
    return (client or Client()).get(address).content.decode()


def test_a_report_leads_to_a_page_of_ones_own_and_waits_to_be_read(program):
    page = report(program).content.decode()
    assert "Sudah kami terima" in page
    assert "Petugas membacanya dahulu" in page
    for address in (f"/tempat-kotor/{program.slug}/", f"/program/{program.slug}/"):
        public = text_of(address)
        assert "1 laporan baru sedang dibaca" in public
        assert "Got penuh" not in public


def test_five_identical_posts_are_one_spot(program):
    client = Client()
    assert len({report(program, client).redirect_chain[-1][0] for _ in range(5)}) == 1
    assert Spot.objects.count() == 1


def test_what_was_typed_stays_when_something_is_wrong(program):
    page = report(program, street="Jalan Mawar No. 12", phone="12", text="Sampah menumpuk.")
    assert page.status_code == 422
    assert "Sampah menumpuk." in page.content.decode()
    assert "Tulis nama jalannya saja" in page.content.decode()
    assert report(program, street="Jalan 0812 3456 7890").status_code == 409


def test_a_network_that_sends_too_many_waits(program):
    for number in range(PER_NETWORK):
        report(program, form_key=f"nomor-{number}")
    page = report(program, form_key="satu-lagi")
    assert page.status_code == 409
    assert "Terlalu sering" in page.content.decode()
    assert "Got penuh" in page.content.decode()
    assert Spot.objects.count() == PER_NETWORK
    assert Limit.objects.exists()


def test_a_programme_that_takes_none_has_no_such_page():
    other = make.program()
    assert Client().get(reverse("voices:report_spot", args=[other.slug])).status_code == 404
    assert "Tempat kotor" not in text_of(f"/program/{other.slug}/")


def test_an_officer_reads_shows_plans_and_closes_several_at_once(at, program, desk):
    for number in range(2):
        report(program, form_key=f"k{number}")
    spots = list(Spot.objects.order_by("pk"))
    assert "Perlu dibaca (2)" in text_of(reverse("voices:spot_desk"), desk)
    for spot in spots:
        deed = reverse("voices:spot_deed", args=[spot.pk, "tampil"])
        assert desk.post(deed, {"street": spot.street, "text": "Got penuh."}).status_code == 302
    many = reverse("voices:spots_many")
    chosen = {"tempat": [spot.pk for spot in spots]}
    page = desk.post(many, chosen | {"langkah": "jadwalkan", "on": FRIDAY.isoformat()}, follow=True)
    assert "2 tempat: Masuk jadwal." in page.content.decode()
    day = f"/program/{program.slug}/{FRIDAY}/"
    assert "Dikerjakan hari itu" in text_of(day)
    spots[0].refresh_from_db()
    at(spots[0].session.ends_at)
    page = desk.post(many, chosen | {"langkah": "selesai"}, follow=True).content.decode()
    assert "2 tempat: Ditandai bersih." in page
    assert "Sudah dibersihkan hari itu" in text_of(day)
    own = reverse("voices:own", args=[spots[0].voice.case.token])
    assert "Apakah sudah beres?" in text_of(own)
    answer = Client().post(
        reverse("voices:not_yet", args=[spots[0].voice.case.token]), {"text": "Masih kotor."}
    )
    assert answer.status_code == 302
    assert "Pelapor menyatakan belum bersih" in text_of(own)
    assert "Belum dijadwalkan (1)" in text_of(reverse("voices:spot_desk"), desk)


def test_nothing_ticked_and_no_day_are_said_in_words(program, desk):
    many, spot = reverse("voices:spots_many"), make.spot(program, seen=True)
    assert "Pilih dahulu tempatnya" in desk.post(many, {"langkah": "selesai"}).content.decode()
    wrong = {"langkah": "jadwalkan", "tempat": spot.pk, "on": "2026-05-28"}
    assert "Pilih hari jadwalnya" in desk.post(many, wrong).content.decode()
    assert desk.post(many, {"langkah": "bakar", "tempat": spot.pk}).status_code == 409


def test_the_agency_names_its_day_and_the_street_shows_it(program, desk):
    pupr = make.office(name="Dinas PUPR Kota Rekaan")
    spot = make.spot(program, seen=True)
    deed = reverse("voices:spot_deed", args=[spot.pk, "rujuk"])
    desk.post(deed, {"to_office": pupr.pk, "need": "ekskavator", "asked": "Lumpur dalam."})
    there = make.browser(make.officer(Role.LIAISON, pupr))
    part = spot.voice.case.referrals.get()
    assert "Janjikan hari selesai" in text_of(reverse("voices:referral", args=[part.pk]), there)
    named = {"on": "2026-11-06", "what": "ekskavator"}
    answer = there.post(reverse("voices:referral_deed", args=[part.pk, "janji"]), named)
    assert answer.status_code == 302
    own = reverse("voices:own", args=[spot.voice.case.token])
    pages = [f"/program/{program.slug}/{FRIDAY}/", f"/program/{program.slug}/", own]
    for page in [*map(text_of, pages), text_of(reverse("voices:spot", args=[spot.pk]), desk)]:
        assert "enunggu ekskavator, janji 6 November 2026" in page
        assert "Dinas PUPR Kota Rekaan" in page
    wrong = there.post(
        reverse("voices:referral_deed", args=[part.pk, "janji"]), {"on": "2020-01-01", "what": "truk"}
    )
    assert wrong.status_code == 409
    assert "truk" in wrong.content.decode()


def test_the_spot_of_another_office_is_not_there(program):
    spot = make.spot(program, seen=True)
    stranger = make.browser(make.head(make.office()))
    assert stranger.get(reverse("voices:spot", args=[spot.pk])).status_code == 404
    assert stranger.post(reverse("voices:spot_deed", args=[spot.pk, "tampil"])).status_code == 404
    many = {"langkah": "selesai", "tempat": spot.pk}
    assert "Pilih dahulu" in stranger.post(reverse("voices:spots_many"), many).content.decode()


def test_on_paper_it_is_the_same_record(program, desk):
    address = reverse("voices:spot_for")
    page = desk.post(address, TOLD | {"channel": "paper", "form_key": "kertas"}, follow=True)
    assert "Tercatat dengan kode" in page.content.decode()
    assert Spot.objects.get().voice.channel == "paper"


def test_an_errand_on_paper_is_the_same_case(program, desk):
    make.clocks("titipan")
    typed = {"channel": "paper", "kind": "titipan", "text": "Cek NIK", "naming": "named", "name": "Warga"}
    address = reverse("voices:for_person")
    assert desk.post(address, typed | {"nik": "12"}).status_code == 422
    page = desk.post(address, typed | {"nik": "9901010101010001"}, follow=True)
    assert "Titipan layanan" in page.content.decode()
    refused = desk.post(address, typed | {"kind": "pengaduan", "nik": "9901010101010001"})
    assert "NIK hanya untuk titipan" in refused.content.decode()
