"""Days and hours as people here write them. Times always carry WIB, WITA or WIT.

Zones by Keppres 41/1987: WIB +7, WITA +8, WIT +9, no daylight saving.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

MONTHS = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
]  # fmt: skip
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
ZONE_CHOICES = [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]


def zone_name(zone: str) -> str:
    """'Asia/Jakarta' -> 'WIB'."""
    return ZONES.get(zone, zone)


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def local_day(moment: datetime, zone: str) -> date:
    return local(moment, zone).date()


def date_words(on: date) -> str:
    """'24 Mei 2026'."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def day(on: date) -> str:
    """'Minggu, 24 Mei 2026'."""
    return f"{WEEKDAYS[on.weekday()]}, {date_words(on)}"


def short_day(on: date) -> str:
    """'Min 24 Mei'."""
    return f"{WEEKDAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}"


def clock_time(moment: datetime, zone: str) -> str:
    """'09.36', without its zone: only inside a longer text that names the zone."""
    return local(moment, zone).strftime("%H.%M")


def hour(moment: datetime, zone: str) -> str:
    """'09.36 WIB'."""
    return f"{clock_time(moment, zone)} {zone_name(zone)}"


def span(start: datetime, end: datetime, zone: str) -> str:
    """'09.00–11.00 WIB'."""
    return f"{clock_time(start, zone)}–{clock_time(end, zone)} {zone_name(zone)}"
