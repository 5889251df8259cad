"""The programmes of the seeds as plain series, and the holidays of 2026 (SKB 1497/2025, 2/2025, 5/2025)."""

from datetime import date, time
from typing import Any

from balai.base.calendar import JOINT_LEAVE, NATIONAL, Holiday
from balai.programs.rules import Almanac, Hours, Listed, OnHolidays, Pattern, Rule, Series, Timetable

SKB = "SKB 1497/2025, 2/2025, 5/2025"
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
_NATIONAL = {
    "01-01": "Tahun Baru Masehi",
    "01-16": "Isra Mikraj Nabi Muhammad",
    "02-17": "Tahun Baru Imlek",
    "03-19": "Hari Suci Nyepi",
    "03-21": "Hari Raya Idul Fitri",
    "03-22": "Hari kedua dari Hari Raya Idul Fitri",
    "04-03": "Wafat Yesus Kristus",
    "04-05": "Kebangkitan Yesus Kristus",
    "05-01": "Hari Buruh Internasional",
    "05-14": "Kenaikan Yesus Kristus",
    "05-27": "Hari Raya Idul Adha",
    "05-31": "Hari Raya Waisak",
    "06-01": "Hari Lahir Pancasila",
    "06-16": "Tahun Baru Islam",
    "08-17": "Hari Kemerdekaan Republik Indonesia",
    "08-25": "Maulid Nabi Muhammad",
    "12-25": "Hari Raya Natal",
}
_JOINT_LEAVE = {
    "02-16": "Cuti Bersama Tahun Baru Imlek",
    "03-18": "Cuti Bersama Hari Suci Nyepi",
    "03-20": "Cuti Bersama Hari Raya Idul Fitri",
    "03-23": "Cuti Bersama Hari Raya Idul Fitri",
    "03-24": "Cuti Bersama Hari Raya Idul Fitri",
    "05-15": "Cuti Bersama Kenaikan Yesus Kristus",
    "05-28": "Cuti Bersama Hari Raya Idul Adha",
    "12-24": "Cuti Bersama Hari Raya Natal",
}
RAMADAN = (date(2026, 2, 19), date(2026, 3, 20))


def holidays() -> dict[date, Holiday]:
    rows = [(key, name, NATIONAL) for key, name in _NATIONAL.items()]
    rows += [(key, name, JOINT_LEAVE) for key, name in _JOINT_LEAVE.items()]
    days = [Holiday(date.fromisoformat(f"2026-{key}"), name, kind, SKB) for key, name, kind in rows]
    return {day.on: day for day in days}


ALMANAC = Almanac(holidays=holidays(), ramadans=(RAMADAN,))
JANUARY_FIRST, NEW_YEARS_EVE = date(2026, 1, 1), date(2026, 12, 31)
NINE_TO_ELEVEN = Hours(time(9), time(11))
OFFICE_HOURS = Timetable(normal=Hours(time(7, 30), time(16)), ramadan=Hours(time(8), time(15)))


def weekly(*weekdays: int, **facts: Any) -> Rule:
    facts = {"starts_on": JANUARY_FIRST, "timetable": Timetable(NINE_TO_ELEVEN), **facts}
    return Rule(weekdays=frozenset(weekdays), **facts)


def series(*rules: Rule, zone: str = "Asia/Jakarta", **facts: Any) -> Series:
    return Series(zone=zone, rules=rules, **facts)


def msc(*, counts_joint_leave: bool = False, **facts: Any) -> Series:
    rule = weekly(SUN, on_holidays=OnHolidays.OPEN, counts_joint_leave=counts_joint_leave)
    return series(rule, place="Kantor Kecamatan Cikarang Utara", **facts)


def bestie(*, counts_joint_leave: bool = True, **facts: Any) -> Series:
    rule = weekly(
        MON,
        WED,
        on_holidays=OnHolidays.CLOSED,
        counts_joint_leave=counts_joint_leave,
        timetable=OFFICE_HOURS,
    )
    return series(rule, zone="Asia/Makassar", **facts)


def jumat_bersih(*, hours: Hours | None = None, **facts: Any) -> Series:
    rule = weekly(FRI, on_holidays=OnHolidays.ASK, counts_joint_leave=True, timetable=Timetable(hours))
    return series(rule, place="Jalan DI Panjaitan", **facts)


def botram(*stops: Listed, **facts: Any) -> Series:
    rule = Rule(
        starts_on=date(2024, 7, 1),
        pattern=Pattern.DATES,
        listed=stops,
        on_holidays=OnHolidays.ASK,
        timetable=Timetable(Hours(time(8), time(12))),
    )
    return series(rule, **facts)
