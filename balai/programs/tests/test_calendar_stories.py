"""CAL-1 to CAL-5 of the stories, on the pure engine."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from balai.base.errors import RuleBroken
from balai.programs.rules import (
    Cause,
    Change,
    ChangeKind,
    DayState,
    Hours,
    Listed,
    RotaEntry,
    because,
    day_of,
    next_opening,
    next_sentence,
    openings_between,
    require_crews_apart,
    usual_but_closed,
    why,
)
from balai.programs.tests.cast import ALMANAC, JANUARY_FIRST, NEW_YEARS_EVE, bestie, botram, jumat_bersih, msc

WITA, WIB = ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jakarta")


def year(of):
    return openings_between(of, JANUARY_FIRST, NEW_YEARS_EVE, ALMANAC)


def test_minggu_senyum_ceria_opens_66_days_in_2026():
    assert len(year(msc())) == 66


def test_minggu_senyum_ceria_opens_74_days_when_joint_leave_counts():
    assert len(year(msc(counts_joint_leave=True))) == 74


@pytest.mark.parametrize(
    ("on", "is_open"),
    [("2026-01-04", True), ("2026-08-17", True), ("2026-05-27", True), ("2026-05-26", False)],
)
def test_minggu_senyum_ceria_on_single_days(on, is_open):
    assert day_of(msc(), date.fromisoformat(on), ALMANAC).is_open is is_open


def test_a_sunday_that_is_also_a_holiday_appears_once_and_says_both():
    days = [day for day in year(msc()) if day.on == date(2026, 5, 31)]
    assert [because(day) for day in days] == ["Buka karena hari Minggu, juga Waisak."]


def test_an_opening_carries_its_zone():
    day = day_of(msc(), date(2026, 5, 24), ALMANAC)
    assert day.span[0].isoformat() == "2026-05-24T09:00:00+07:00"
    assert day.span[1].isoformat() == "2026-05-24T11:00:00+07:00"


def test_bestie_opens_98_days_and_101_when_joint_leave_does_not_close_it():
    assert len(year(bestie())) == 98
    assert len(year(bestie(counts_joint_leave=False))) == 101


def test_after_monday_25_may_bestie_comes_on_3_june_and_says_why():
    after = datetime(2026, 5, 25, 17, tzinfo=WITA)
    following = next_opening(bestie(), after, ALMANAC)
    assert following
    assert following.on == date(2026, 6, 3)
    closed = usual_but_closed(bestie(), date(2026, 5, 26), date(2026, 6, 2), ALMANAC)
    assert next_sentence("Bestie", following, closed) == (
        "Bestie berikutnya: Rabu, 3 Juni 2026. "
        "Rabu, 27 Mei 2026: tutup karena Idul Adha. "
        "Senin, 1 Juni 2026: tutup karena Hari Lahir Pancasila."
    )


def test_a_closed_day_says_when_it_opens_again():
    on = date(2026, 5, 27)
    following = next_opening(bestie(), datetime(2026, 5, 27, 12, tzinfo=WITA), ALMANAC)
    said = why(day_of(bestie(), on, ALMANAC), following)
    assert said == "Tutup karena Idul Adha. Buka lagi Rabu, 3 Juni 2026."


def test_bestie_has_its_ramadan_hours():
    assert day_of(bestie(), date(2026, 2, 18), ALMANAC).span[0].time() == time(7, 30)
    assert day_of(bestie(), date(2026, 3, 2), ALMANAC).span[0].time() == time(8)
    assert day_of(bestie(), date(2026, 3, 25), ALMANAC).span[0].time() == time(7, 30)


def test_seen_from_palembang_at_seven_bestie_is_open_already():
    seen = datetime(2026, 5, 25, 7, tzinfo=WIB)
    day = next_opening(bestie(), seen, ALMANAC)
    assert day
    assert day.on == date(2026, 5, 25)
    assert day.span[0] <= seen < day.span[1]


def test_jumat_bersih_without_an_hour_opens_nowhere():
    day = day_of(jumat_bersih(), date(2026, 5, 8), ALMANAC)
    assert (day.state, day.cause) == (DayState.UNDECIDED, Cause.NO_HOURS)


def test_jumat_bersih_on_labour_day_needs_a_decision():
    clean = jumat_bersih(hours=Hours(time(7), time(9)))
    day = day_of(clean, date(2026, 5, 1), ALMANAC)
    assert day.state == DayState.UNDECIDED
    assert because(day) == "Perlu keputusan kantor karena Hari Buruh Internasional."
    assert date(2026, 5, 1) not in [d.on for d in year(clean)]


def test_the_lurah_decides_that_labour_day_is_held():
    decided = Change(date(2026, 5, 1), ChangeKind.DECIDED, reason="warga siap")
    clean = jumat_bersih(hours=Hours(time(7), time(9)), changes=(decided,))
    day = day_of(clean, date(2026, 5, 1), ALMANAC)
    assert day.is_open
    assert because(day) == "Buka menurut keputusan kantor. Warga siap."


JULY = (
    Listed(date(2024, 7, 13), "Kecamatan Tarumajaya", "32.16.01"),
    Listed(date(2024, 7, 20), "Kecamatan Muaragembong", "32.16.05"),
    Listed(date(2024, 7, 27), "Kecamatan Setu", "32.16.13"),
)


def test_botram_goes_from_place_to_place():
    days = openings_between(botram(*JULY), date(2024, 7, 1), date(2024, 7, 31), ALMANAC)
    assert [(d.on.day, d.place) for d in days] == [
        (13, "Kecamatan Tarumajaya"),
        (20, "Kecamatan Muaragembong"),
        (27, "Kecamatan Setu"),
    ]


def entry(place, *, crew="Disdukcapil A", program="BOTRAM", on=date(2024, 7, 13)):
    return RotaEntry(on=on, place=place, crew=crew, program=program)


def test_one_booth_crew_in_two_kecamatan_on_one_day_is_a_conflict():
    with pytest.raises(RuleBroken, match="Regu disdukcapil  a sudah bertugas di Tarumajaya"):
        require_crews_apart(
            [entry("Tarumajaya"), entry("Setu", crew="disdukcapil  a", program="BOTRAM Masuk Desa")]
        )


def test_two_crews_may_stand_in_two_kecamatan():
    require_crews_apart(
        [entry("Tarumajaya"), entry("Setu", crew="Disdukcapil B", program="BOTRAM Masuk Desa")]
    )


def test_one_programme_stands_in_one_place_a_day():
    with pytest.raises(RuleBroken, match="sudah diisi Tarumajaya"):
        require_crews_apart([entry("Tarumajaya", crew=""), entry("Setu", crew="")])
