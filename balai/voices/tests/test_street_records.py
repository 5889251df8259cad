"""Notes and errands from phones on the street: the desk of GR-5, and findings with photos."""

import json

import pytest
from django.test import Client

from balai.base.sealing import unseal
from balai.cases.models import Case
from balai.documents.models import File
from balai.field import actions as field_actions
from balai.field import keys, takers
from balai.field.envelopes import read
from balai.field.models import Submission
from balai.people.rules import Role
from balai.programs.actions import session_for
from balai.programs.field import about_of
from balai.voices import field, jobs
from balai.voices.models import Spot, Voice
from balai.voices.rules.errands import receipt_code
from tests import make

pytestmark = pytest.mark.django_db
NIK = "9901010101010001"  # of the region 99, which is nobody's
FRIDAY = make.SUNDAY.replace(day=29)


@pytest.fixture
def session(at):
    for kind in ("titipan", "pengaduan"):
        make.clocks(kind)
    row = session_for(make.work_days(), FRIDAY, now=make.NOW)
    at(row.starts_at)
    return row


@pytest.fixture
def phone(session):
    return make.phone_of(session.program.office, now=session.starts_at)


def send(phone, session, kind, personal, *, id="", photos=None, **opened) -> Submission:
    id = phone.record(kind, about=about_of(session), id=id, personal=personal, photos=photos, **opened)
    now = session.starts_at
    arrived = field_actions.receive(client_id=id, sender=phone.uid, raw=phone.made[id], now=now)
    field_actions.apply_due(now=now)
    arrived.submission.refresh_from_db()
    return arrived.submission


def test_three_residents_ask_at_the_desk(session, phone):
    """GR-5: sealed intakes, codes on paper, each a case at the right unit, and the phone reads nothing."""
    registry = make.office(
        name="Disdukcapil Rekaan", place=session.program.office.place, agency=make.agency("disdukcapil")
    )
    told = {
        "surat-pengantar": {"tulisan": "Untuk nikah.", "nama": "Warga Satu", "telepon": "081200000001"},
        "cek-nik": {
            "tulisan": "NIK tidak terbaca di bank.",
            "nama": "Warga Dua",
            "nik": NIK,
            "pin": make.PIN,
        },
        "pengaduan": {"tulisan": "Lampu di gang mati.", "nama": "Warga Tiga", "nik": NIK},
    }
    rows = {asked: send(phone, session, "titipan", personal, untuk=asked) for asked, personal in told.items()}
    assert {row.state for row in rows.values()} == {"applied"}, [row.objection for row in rows.values()]
    voices = {asked: Voice.objects.get(client_id=row.client_id) for asked, row in rows.items()}
    here = session.program.office
    offices = {asked: voice.case.office for asked, voice in voices.items()}
    assert offices == {"surat-pengantar": here, "cek-nik": registry, "pengaduan": here}
    kinds = [voices[asked].case.kind for asked in told]
    assert kinds == ["titipan", "titipan", "pengaduan"]
    for asked, voice in voices.items():
        assert voice.case.code == receipt_code(rows[asked].client_id)
        assert (voice.channel, voice.get_channel_display()) == ("street", "di lapangan")
        assert voice.identity.name == told[asked]["nama"]
        assert told[asked]["tulisan"] in voice.text
        raw = phone.made[str(rows[asked].client_id)].decode()
        assert not any(words in raw for words in told[asked].values())  # nor anybody who finds the phone
    assert [voices[asked].identity.nik for asked in told] == ["", NIK, ""]  # kept only where it is needed
    assert unseal(voices["cek-nik"].identity.nik_sealed) == NIK
    code = voices["cek-nik"].case.code
    assert looked_up(code, make.PIN).status_code == 302
    for pin in ("999111", ""):  # a code alone opens nothing
        assert looked_up(code, pin).status_code != 302
    assert looked_up(voices["pengaduan"].case.code, "").status_code != 302


def looked_up(code, pin):
    return Client().post("/suara/lacak/", {"code": code, "pin": pin})


def test_the_same_record_again_makes_nothing_new(session, phone):
    row = send(
        phone, session, "titipan", {"tulisan": "Untuk nikah.", "nama": "Warga"}, untuk="surat-pengantar"
    )
    again = field_actions.receive(
        client_id=str(row.client_id),
        sender=phone.uid,
        raw=phone.made[str(row.client_id)],
        now=session.ends_at,
    )
    assert again.submission == row
    other = send(
        phone, session, "titipan", {"tulisan": "Untuk sekolah.", "nama": "Warga B"},
        id=str(row.client_id), untuk="surat-pengantar",
    )  # fmt: skip
    assert other.state == "conflict"
    by = make.officer(Role.COORDINATOR, session.program.office)
    for _ in range(2):
        field.take(takers.record_of(other), replaces=True, now=session.ends_at)
    voice = Voice.objects.get()
    assert Case.objects.count() == 1
    notes = [message.text for message in voice.case.messages.order_by("pk")]
    assert notes[0] == "Versi lain dari HP: Untuk sekolah."
    assert by


@pytest.mark.parametrize(
    ("opened", "personal", "why"),
    [
        ({"untuk": "apa saja"}, {"tulisan": "Halo."}, "tidak dikenal"),
        ({}, {"tulisan": "Halo."}, "tidak dikenal"),
        ({"untuk": ["cek-nik"]}, {"tulisan": "Halo."}, "tidak terbaca"),
        ({"untuk": "pengaduan"}, {"tulisan": ""}, "Tulis dahulu"),
        ({"untuk": "cek-nik"}, {"tulisan": "Cek.", "nik": "12"}, "16 angka"),
        ({"untuk": "pengaduan"}, {"tulisan": "Lampu.", "telepon": "abc"}, "belum lengkap"),
    ],
)
def test_what_is_no_errand_waits_for_a_person(session, phone, opened, personal, why):
    row = send(phone, session, "titipan", personal, **opened)
    assert row.state == "conflict"
    assert why in row.objection
    assert not Voice.objects.exists()


def test_a_pin_that_is_easily_guessed_is_none_and_nobody_waits(session, phone):
    row = send(phone, session, "titipan", {"tulisan": "Lampu mati.", "pin": "111111"}, untuk="pengaduan")
    assert (row.state, Voice.objects.get().case.pin_hash) == ("applied", None)


def test_an_officer_without_cases_may_lend_the_phone(session):
    """Who leads the programme enrolled it; the errand arrives all the same."""
    office = session.program.office
    phone = make.phone_of(office, now=session.starts_at)
    phone.device.made_by.assignments.update(role=Role.PROGRAM_LEAD)
    row = send(phone, session, "titipan", {"tulisan": "Lampu mati."}, untuk="pengaduan")
    assert row.state == "applied"


def test_what_may_be_asked_is_told_to_the_phone(session, phone):
    (sheet,) = takers.sheets(office=session.program.office, now=session.starts_at)
    asks = json.loads(json.dumps(sheet.as_json()))["asks"]
    known = {one["value"]: one["needs_nik"] for one in asks}
    assert (known["cek-nik"], known["surat-pengantar"], known["pengaduan"]) == (True, False, False)


def test_a_note_is_a_finding_with_its_photos(session, phone):
    photo = make.upload(name="got.jpg").read()
    row = send(
        phone, session, "catatan", {"tulisan": "Tidak ada bak kontrol."}, photos=[photo],
        jalan="Jl. DI Panjaitan",
    )  # fmt: skip
    assert phone.send_photo(str(row.client_id), photo).status_code == 200
    spot = Spot.objects.get()
    assert (row.state, spot.street, spot.session, spot.state) == ("applied", "Jl. DI Panjaitan", None, "open")
    assert spot.voice.session == session
    assert jobs.bring_photos(session.ends_at) == 1
    assert jobs.bring_photos(session.ends_at) == 0
    assert File.objects.about(spot.voice.case).count() == 1


def test_a_note_of_an_older_app_lies_where_the_session_is(session, phone):
    send(phone, session, "catatan", {"tulisan": "Got penuh."})
    assert Spot.objects.get().street == "Sepanjang Jalan DI Panjaitan"


def test_a_house_written_as_a_street_is_kept_among_the_words(session, phone):
    row = send(phone, session, "catatan", {"tulisan": "Got penuh."}, jalan="Jalan Mawar No. 12")
    spot = Spot.objects.get()
    assert (row.state, spot.street) == ("applied", "Sepanjang Jalan DI Panjaitan")
    assert spot.voice.text == "Jalan Mawar No. 12. Got penuh."


def test_another_offices_phone_brings_nothing_here(session):
    row = send(
        make.phone_of(now=session.starts_at), session, "titipan", {"tulisan": "Lampu."}, untuk="pengaduan"
    )
    assert "tidak ada di kantor pemilik HP" in row.objection


def test_what_is_sealed_opens_for_the_server_alone(session, phone):
    id = phone.record("titipan", about=about_of(session), personal={"nama": "Warga"}, untuk="pengaduan")
    assert keys.open_sealed(read(phone.made[id])) == {"nama": "Warga"}
    assert b"Warga" not in phone.made[id]
