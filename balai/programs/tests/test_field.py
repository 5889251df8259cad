"""Attendance by group from phones on the street (GR-2)."""

from datetime import timedelta

import pytest

from balai.documents import actions as documents
from balai.documents.scanners.clamav_fake import FakeClamAV
from balai.documents.tests.conftest import own_folder as own_folder
from balai.documents.tests.conftest import workshop_here as workshop_here
from balai.field import actions
from balai.field.models import Submission
from balai.people.rules import Role
from balai.programs import field, jobs
from balai.programs.actions import drop_shot, edit_program, pick_count
from balai.programs.models import HeadCount, Pair
from balai.programs.planting import Planter
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(at):
    row = make.session()
    at(row.starts_at)
    return row


def send(phone, session, **opened) -> Submission:
    told = {"kelompok": "residents", "rincian": "RT 05", "jumlah": 21} | opened
    row = make.phone_record(phone, "hadir", about=field.about_of(session), now=session.starts_at, **told)
    actions.apply_due(now=session.starts_at)
    row.refresh_from_db()
    return row


def test_a_phones_count_is_one_head_count(session):
    phone = make.phone_of(session.program.office, label="HP RT 05", now=session.starts_at)
    row = send(phone, session)
    count = HeadCount.objects.get()
    assert (row.state, row.result) == ("applied", f"programs.headcount {count.pk}")
    assert (count.number, count.label, count.source, count.reporter) == (21, "RT 05", "device", "HP RT 05")
    assert count.client_id == row.client_id


def test_two_phones_that_differ_are_both_kept_and_the_head_picks_with_a_reason(session):
    office = session.program.office
    for number, label in ((21, "RT 05"), (23, "rt 5")):
        send(make.phone_of(office, now=session.starts_at), session, jumlah=number, rincian=label)
    assert set(HeadCount.objects.values_list("number", "state")) == {(21, "conflict"), (23, "conflict")}
    pick_count(
        count=HeadCount.objects.get(number=23), reason="Dihitung bersama.", by=make.head(office),
        now=session.starts_at,
    )  # fmt: skip
    assert set(HeadCount.objects.values_list("number", "state")) == {(21, "aside"), (23, "counted")}
    assert Submission.objects.filter(state="applied").count() == 2


@pytest.mark.parametrize(
    "opened",
    [
        {"kelompok": "semua"},
        {"kelompok": ["residents"]},
        {"jumlah": "21"},
        {"jumlah": True},
        {"jumlah": 2.5},
        {"jumlah": 0},
        {"jumlah": 6000},
        {"rincian": "x" * 41},
        {"rincian": 5},
    ],
)
def test_what_is_no_head_count_waits_for_a_person(session, opened):
    row = send(make.phone_of(session.program.office, now=session.starts_at), session, **opened)
    assert (row.state, row.reason, bool(row.objection)) == ("conflict", "taker", True)
    assert not HeadCount.objects.exists()


def test_a_phone_of_another_office_counts_nobody_here(session):
    row = send(make.phone_of(now=session.starts_at), session)
    assert (row.state, row.objection) == ("conflict", "Kegiatan ini tidak ada di kantor pemilik HP.")


def test_when_its_officer_has_left_another_one_answers_for_it(session):
    office = session.program.office
    phone = make.phone_of(office, now=session.starts_at)
    phone.device.made_by.assignments.update(ends_at=session.starts_at)
    row = send(phone, session)
    assert "tidak bertugas lagi" in row.objection
    by = make.officer(Role.COORDINATOR, office)
    actions.accept(submission=row, note="Kegiatannya benar ada.", by=by, now=session.starts_at)
    actions.apply_due(now=session.starts_at)
    assert HeadCount.objects.get().by == by


def test_the_phone_is_offered_the_sessions_of_its_office_alone(session):
    office = session.program.office
    (sheet,) = field.sheets(office=office, now=session.starts_at)
    assert sheet.about == field.about_of(session)
    assert sheet.when.endswith(("WIB", "WITA", "WIT"))
    assert ("rt_rw", "RT dan RW") in sheet.groups
    assert field.sheets(office=make.office(), now=session.starts_at) == []


def test_a_phone_is_offered_exactly_what_the_programme_records(session):
    office, program = session.program.office, session.program

    def kinds(*chosen):
        edit_program(program=program, records=list(chosen), by=Planter(), now=session.starts_at)
        return [sheet.kinds for sheet in field.sheets(office=office, now=session.starts_at)]

    assert kinds("hasil", "hadir") == [("hadir", "hasil")]
    assert kinds("hadir") == [("hadir",)]
    assert kinds() == []


def shoot(phone, session, picture, *, now=None, **opened):
    """A record of one photo; its photo comes on its own."""
    told = {"titik": "Gang Damai", "sisi": "sebelum"} | opened
    id = phone.record(
        "foto", about=field.about_of(session), photos=[picture], made_at=session.starts_at, **told
    )
    actions.receive(client_id=id, sender=phone.uid, raw=phone.made[id], now=now or session.starts_at)
    actions.apply_due(now=now or session.starts_at)
    return id


def bring(phone, session, id, picture) -> None:
    actions.receive_photo(client_id=id, sender=phone.uid, raw=picture, now=session.ends_at)
    documents.scan_waiting(now=session.ends_at, scanner=FakeClamAV())
    jobs.bring_photos(session.ends_at)


@pytest.mark.usefixtures("workshop_here")
def test_two_phones_make_one_pair_whichever_comes_first_and_however_late_its_photo(session):
    office = session.program.office
    first, second = (make.phone_of(office, label=label, now=session.starts_at) for label in ("HP A", "HP B"))
    before, after = make.picture(colour="brown"), make.picture(colour="green")
    late = shoot(second, session, after, sisi="sesudah", titik="gang  damai")
    early = shoot(first, session, before, dekat="musala", lintang=-2.991512, bujur=104.756789)
    pair = Pair.objects.get()
    assert (pair.north, pair.east, pair.near) == (-5983, 209514, "musala")
    told = set(pair.shots.filter(file=None).values_list("side", "reporter"))
    assert told == {("before", "HP A"), ("after", "HP B")}
    assert field.sheets(office=office, now=session.starts_at)[0].spots == ("gang damai",)
    bring(second, session, late, after)
    bring(first, session, early, before)
    assert all(shot.is_there for shot in pair.shots.all())
    assert not jobs.is_photo_there(session.ends_at)
    actions.apply_due(now=session.ends_at)
    shoot(first, session, before)
    assert set(pair.shots.values_list("side", "standing")) == {
        ("before", "chosen"), ("after", "chosen"), ("before", "rival"),
    }  # fmt: skip


@pytest.mark.usefixtures("workshop_here")
def test_a_phone_a_day_off_keeps_both_times_and_the_officer_sees_it(session):
    phone = make.phone_of(session.program.office, now=session.starts_at)
    shoot(phone, session, make.picture(), now=session.starts_at - timedelta(days=1))
    (shot,) = Pair.objects.get().shots.all()
    assert (shot.taken_at, shot.received_at) == (session.starts_at, session.starts_at - timedelta(days=1))
    assert shot.clock_is_off
    page = make.browser(make.head(session.program.office)).get(f"/kelola/foto/titik/{shot.pair_id}/")
    words = " ".join(page.content.decode().split())
    assert "Jam foto ini tampaknya keliru." in words
    assert "Diambil Minggu, 24 Mei 2026" in words
    assert "Diterima Sabtu, 23 Mei 2026" in words


def test_a_photo_dropped_before_it_came_is_let_go_when_it_comes(session):
    phone, picture = make.phone_of(session.program.office, now=session.starts_at), make.picture()
    id = shoot(phone, session, picture)
    drop_shot(shot=Pair.objects.get().shots.get(), by=make.head(session.program.office), now=session.ends_at)
    bring(phone, session, id, picture)
    assert Pair.objects.get().shots.get().file.state == "discarded"


@pytest.mark.parametrize(
    "opened",
    [
        {"titik": ""},
        {"titik": 5},
        {"titik": "x" * 61},
        {"sisi": "nanti"},
        {"sisi": ["sebelum"]},
        {"dekat": 7},
    ],
)
def test_what_is_no_photo_of_a_spot_waits_for_a_person(session, opened):
    phone = make.phone_of(session.program.office, now=session.starts_at)
    shoot(phone, session, make.picture(), **opened)
    row = Submission.objects.get()
    assert (row.state, row.reason, bool(row.objection)) == ("conflict", "taker", True)
    assert not Pair.objects.exists()


def test_an_older_app_says_less_and_a_newer_one_more_and_both_are_taken(session):
    phone = make.phone_of(session.program.office, now=session.starts_at)
    shoot(phone, session, make.picture())
    shoot(phone, session, make.picture(), sisi="sesudah", arah="utara", lintang="kira-kira", bujur=None)
    pair = Pair.objects.get()
    assert (pair.shots.count(), pair.north, pair.near) == (2, None, "")


def test_each_part_of_the_paper_says_where_it_is_keyed(session):
    """X-3, NL-10: its QR codes lead a phone to the session and an officer to the forms."""
    office, about = session.program.office, field.about_of(session)
    edit_program(
        program=session.program, records=["hadir", "hasil", "catatan", "titipan", "foto"], by=Planter(),
        now=session.starts_at,
    )  # fmt: skip
    desk = make.browser(make.field_officer(office))
    page = desk.get(f"/kelola/lapangan/{office.slug}/sesi/{about}/").content.decode()
    for path in (f"hadir/{session.pk}/", f"hasil/{session.pk}/", f"foto/{session.pk}/lembar/", "suara/baru/"):
        assert f'href="/kelola/{path}"' in page
        assert desk.get(f"/kelola/{path}").status_code == 200
    paper = desk.get(f"/kelola/lapangan/{office.slug}/sesi/{about}/lembar/").content.decode()
    assert "Sebelum: nomor foto" in paper
    assert [one in paper for one in ("Kode QR sesi ini", "Kode QR untuk menyalin lembar ini")] == [True, True]
