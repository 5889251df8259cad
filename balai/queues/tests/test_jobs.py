from datetime import timedelta

import pytest

from balai.notices.models import Notice
from balai.queues import actions, checks, jobs, seeds, waiting
from balai.queues.models import Line, Sitting, Ticket
from tests import make

pytestmark = pytest.mark.django_db
DAYS_BEFORE = make.NOW - timedelta(days=3)


def told(kind: str) -> int:
    return Notice.objects.filter(kind=f"queues.{kind}").count()


def test_sittings_are_made_for_near_sessions_once():
    row = make.line(opens_days_before=7)
    make.session(program=row.program)
    assert [jobs.make_sittings(DAYS_BEFORE) for _ in range(2)] == [1, 0]
    assert Sitting.objects.get().slots.count() == 10


def test_kept_places_are_released_at_half_past_ten():
    sitting = make.sitting()
    assert jobs.release(make.at_hour(10, 29)) == 0
    assert jobs.release(make.at_hour(10, 30)) == 1
    assert jobs.release(make.at_hour(10, 31)) == 0
    assert sum(s.held for s in sitting.slots.all()) == 0


def test_whoever_booked_early_is_reminded_the_day_before_once():
    sitting = make.sitting(now=DAYS_BEFORE)
    make.booked(sitting, now=DAYS_BEFORE)
    make.booked(sitting, now=make.at_hour(8) - timedelta(hours=12))
    jobs.remind(DAYS_BEFORE)
    assert told("reminder") == 0
    for _ in range(2):
        jobs.remind(make.at_hour(9, 30) - timedelta(days=1))
    assert told("reminder") == 1


def test_two_numbers_to_go_is_told_once():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    for _ in range(5):
        make.walk_in(sitting, by, phone=make.phone(), now=make.at_hour(9))
    for _ in range(2):
        jobs.nearly(make.at_hour(9, 1))
    assert told("nearly") == 3
    actions.call_next(sitting=sitting, counter=1, by=by, now=make.at_hour(9, 2))
    jobs.nearly(make.at_hour(9, 3))
    assert told("nearly") == 4


def test_before_the_doors_open_nobody_is_called_near():
    sitting = make.sitting()
    make.walk_in(sitting, make.queue_officer(sitting), phone=make.phone())
    jobs.nearly(make.NOW)
    assert told("nearly") == 0


def test_a_month_later_the_notes_and_phone_marks_are_gone():
    sitting = make.sitting()
    ticket = make.booked(sitting)
    actions.note(ticket=ticket, text="sakit", by=make.queue_officer(sitting), now=make.NOW)
    assert jobs.forget(make.NOW + timedelta(days=30)) == 0
    assert [jobs.forget(make.NOW + timedelta(days=32)) for _ in range(2)] == [1, 0]
    ticket = Ticket.objects.get()
    assert (ticket.note, ticket.phone_hash, ticket.undo) == ("", None, None)


def test_every_job_finds_nothing_in_an_empty_house():
    assert [job.run(make.NOW) for job in jobs.JOBS] == [0] * len(jobs.JOBS)


def test_what_a_file_plants_is_what_it_reads_back():
    program = make.program()
    for slug in ("ktp-el-rusak", "kk-baru"):
        make.the_service(slug)
    table = {
        "huruf": "A", "loket": 3, "tempat_langsung": 6, "langsung_sampai": "10:30",
        "layanan": {"kk-baru": 2, "ktp-el-rusak": 1},
    }  # fmt: skip
    for _ in range(2):
        seeds.plant(program=program, table=table, by=make.head(program.office), now=make.NOW)
    assert seeds.read(program=program) == table
    assert Line.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"kuota": 3},
        {"layanan": {"tidak-ada": 1}},
        {"tempat_langsung": 3},
        {"langsung_sampai": "setengah sebelas"},
        {"layanan": ["kk-baru"]},
        {"huruf": "AB"},
        {"loket": 1, "layanan": {"kk-baru": 2}},
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_its_key(wrong):
    from balai.base.errors import RuleBroken

    program = make.program()
    make.the_service("kk-baru")
    with pytest.raises(RuleBroken) as refused:
        seeds.plant(program=program, table=wrong, by=make.head(program.office), now=make.NOW)
    assert refused.value.details["key"]


def test_a_line_without_services_is_named_before_publishing():
    row = make.line()
    assert checks.missing(row.program) == []
    row.services.all().delete()
    assert checks.missing(row.program) == ["Pilih layanan untuk antrean A."]
    assert checks.missing(make.program()) == []


def test_people_who_count_on_a_session_are_counted():
    sitting = make.sitting()
    make.booked(sitting)
    actions.cancel(ticket=make.booked(sitting), now=make.NOW)
    assert checks.booked(sitting.session) == 1


def test_the_wait_is_the_plan_s_until_five_were_served():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    for minute in range(0, 50, 10):
        last = make.walk_in(sitting, by, now=make.at_hour(9, minute))
        outlook = waiting.outlook(last, make.at_hour(9, minute))
        assert outlook
        assert outlook.from_plan
        actions.call_ticket(ticket=last, counter=1, by=by, now=make.at_hour(9, minute))
        actions.serve(ticket=last, by=by, now=make.at_hour(9, minute + 8))
    outlook = waiting.outlook_for_newcomer(Sitting.objects.get(pk=sitting.pk), make.at_hour(10))
    assert not outlook.from_plan
    assert outlook.served == 5


def test_people_ahead_are_those_here_before_us():
    sitting = make.sitting()
    by = make.open_desk(sitting)
    first, second = (make.walk_in(sitting, by, now=make.at_hour(9, n)) for n in range(2))
    assert (waiting.people_ahead(first), waiting.people_ahead(second)) == (0, 1)


def test_a_line_that_opens_long_before_has_its_days_ready():
    row = make.line(opens_days_before=90)
    jobs.make_sittings(make.NOW)
    last = Sitting.objects.order_by("session__on").last()
    assert last.session.on == make.SUNDAY + timedelta(days=91)
    assert jobs.make_sittings(make.NOW) == 0
    far = Sitting.objects.get(session__on=make.SUNDAY + timedelta(days=84), line=row)
    assert make.booked(far).on == make.SUNDAY + timedelta(days=84)


def test_a_line_that_opens_two_weeks_before_needs_no_rows_far_ahead():
    make.line(opens_days_before=14)
    jobs.make_sittings(make.NOW)
    assert not Sitting.objects.exists()  # the programmes' own job makes the near ones
