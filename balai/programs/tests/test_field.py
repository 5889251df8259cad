"""Attendance by group from phones on the street (GR-2)."""

import pytest

from balai.field import actions
from balai.field.models import Submission
from balai.people.rules import Role
from balai.programs import field
from balai.programs.actions import edit_program, pick_count
from balai.programs.models import HeadCount
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
