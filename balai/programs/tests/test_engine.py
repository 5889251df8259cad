"""The engine's other words: weeks, months, changes, pauses, an end, new rules, strange clocks."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from balai.base.errors import RuleBroken
from balai.programs.rules import (
    Almanac,
    Cause,
    Change,
    ChangeKind,
    Hours,
    OnHolidays,
    Pattern,
    Pause,
    Timetable,
    because,
    day_of,
    describe,
    next_opening,
    openings_between,
    why,
)
from balai.programs.tests.cast import ALMANAC, FRI, MON, SAT, SUN, bestie, jumat_bersih, msc, series, weekly

MAY = (date(2026, 5, 1), date(2026, 5, 31))
NOTHING = Almanac()


def days(of, first=MAY[0], last=MAY[1], almanac=NOTHING):
    return [day.on.day for day in openings_between(of, first, last, almanac)]


def test_every_two_weeks_counts_from_its_anchor():
    assert days(series(weekly(SAT, every=2, anchor=date(2026, 5, 9)))) == [9, 23]
    assert days(series(weekly(MON, SAT, every=2, anchor=date(2026, 4, 29)))) == [2, 11, 16, 25, 30]


def test_the_first_and_the_last_saturday_of_a_month():
    rule = weekly(SAT, pattern=Pattern.MONTHLY, nths=frozenset({1, -1}))
    assert days(series(rule)) == [2, 30]
    assert describe(rule, "Asia/Jakarta").startswith(
        "Sabtu pertama dan terakhir setiap bulan, 09.00–11.00 WIB"
    )


def test_the_fifth_friday_exists_in_some_months_only():
    rule = series(weekly(FRI, pattern=Pattern.MONTHLY, nths=frozenset({5})))
    assert days(rule) == [29]
    assert days(rule, date(2026, 6, 1), date(2026, 6, 30)) == []


def test_a_holiday_may_leave_the_timetable_alone():
    rule = series(weekly(FRI, on_holidays=OnHolidays.SAME))
    assert 1 in days(rule, almanac=ALMANAC)


def test_friday_has_its_own_hours():
    timetable = Timetable(Hours(time(8), time(12)), by_weekday={FRI: Hours(time(8), time(11))})
    program = series(weekly(MON, FRI, timetable=timetable))
    ends = [d.span[1].hour for d in openings_between(program, date(2026, 5, 4), date(2026, 5, 8), NOTHING)]
    assert ends == [12, 11]


def test_a_rule_holds_until_the_next_one_begins():
    program = series(weekly(SUN), weekly(SAT, starts_on=date(2026, 5, 16), revision=1))
    assert days(program) == [3, 10, 16, 23, 30]


def test_before_its_first_rule_nothing_opens():
    day = day_of(msc(), date(2025, 12, 28), ALMANAC)
    assert (day.cause, day.is_usual) == (Cause.NOT_STARTED, False)


def test_after_its_end_nothing_opens():
    assert days(msc(ends_on=date(2026, 5, 10))) == [3, 10]
    assert because(day_of(msc(ends_on=date(2026, 5, 10)), date(2026, 5, 17), NOTHING)) == (
        "Tutup: program sudah berakhir."
    )


def test_a_pause_closes_and_says_why():
    paused = msc(pauses=(Pause(date(2026, 5, 10), date(2026, 5, 20), "gedung diperbaiki"),))
    assert days(paused) == [3, 24, 31]
    day = day_of(paused, date(2026, 5, 10), NOTHING)
    after = next_opening(paused, datetime(2026, 5, 10, 2, tzinfo=ZoneInfo("UTC")), NOTHING)
    assert why(day, after) == ("Tutup: berhenti sementara. Gedung diperbaiki. Buka lagi Minggu, 24 Mei 2026.")


def test_a_cancelled_day_is_closed_with_its_reason():
    program = msc(changes=(Change(date(2026, 5, 24), ChangeKind.CANCELLED, "jaringan padam"),))
    day = day_of(program, date(2026, 5, 24), ALMANAC)
    assert because(day) == "Dibatalkan. Jaringan padam."
    assert (day.is_changed, day.revision) == (True, 1)


def test_a_move_leaves_a_word_on_the_old_day_and_keeps_its_name_on_the_new_one():
    moved = Change(date(2026, 5, 24), ChangeKind.MOVED, "lomba lari", to_on=date(2026, 5, 23))
    program = msc(changes=(moved,))
    old, new = (day_of(program, date(2026, 5, d), ALMANAC) for d in (24, 23))
    assert because(old) == "Dipindah ke Sabtu, 23 Mei 2026. Lomba lari."
    assert new.is_open
    assert new.planned_on == date(2026, 5, 24)
    assert new.span[0].isoformat() == "2026-05-23T09:00:00+07:00"


def test_a_move_within_the_day_changes_hour_and_place():
    moved = Change(
        date(2026, 5, 24), ChangeKind.MOVED, hours=Hours(time(13), time(15)), place="Balai Desa", revision=2
    )
    day = day_of(msc(changes=(moved,)), date(2026, 5, 24), ALMANAC)
    assert (day.span[0].hour, day.place, day.revision) == (13, "Balai Desa", 2)


def test_an_added_day_opens_even_in_a_pause():
    added = Change(date(2026, 5, 12), ChangeKind.ADDED, hours=Hours(time(9), time(10)))
    program = msc(changes=(added,), pauses=(Pause(date(2026, 5, 1)),))
    assert days(program) == [12]


def test_a_decision_without_an_hour_invites_nobody():
    decided = Change(date(2026, 5, 1), ChangeKind.DECIDED)
    assert not day_of(jumat_bersih(changes=(decided,)), date(2026, 5, 1), ALMANAC).is_open


def test_hours_end_after_they_begin():
    with pytest.raises(RuleBroken, match="Jam selesai harus sesudah"):
        Hours(time(11), time(9))


def test_where_clocks_change_the_hours_stay_true():
    berlin = series(weekly(SUN, timetable=Timetable(Hours(time(2, 30), time(3, 10)))), zone="Europe/Berlin")
    day = day_of(berlin, date(2026, 3, 29), NOTHING)  # 02.00 jumps to 03.00
    assert day.span[0].isoformat() == "2026-03-29T03:30:00+02:00"
    assert (day.span[1] - day.span[0]).total_seconds() == 40 * 60
    summer = day_of(msc(), date(2026, 7, 5), NOTHING)
    assert summer.span[0].isoformat() == "2026-07-05T09:00:00+07:00"


def test_nothing_ahead_is_said_so():
    ended = bestie(ends_on=date(2026, 5, 25))
    day = day_of(ended, date(2026, 5, 27), ALMANAC)
    assert why(day, None).endswith("Jadwal berikutnya belum ada.")


def test_a_year_without_its_decree_says_that_joint_leave_is_not_fixed():
    almanac = Almanac(unfixed_years=frozenset({2027}))
    day = day_of(bestie(), date(2027, 1, 4), almanac)
    assert why(day, day, almanac).endswith("Cuti bersama tahun 2027 belum ditetapkan.")


def test_a_rule_reads_as_a_sentence():
    assert (
        describe(msc().rules[0], "Asia/Jakarta") == "Setiap Minggu dan hari libur nasional, 09.00–11.00 WIB"
    )
    assert describe(bestie().rules[0], "Asia/Makassar") == (
        "Setiap Senin dan Rabu, 07.30–16.00 WITA; tutup pada hari libur"
    )
