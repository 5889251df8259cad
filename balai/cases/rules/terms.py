"""The clocks: how many working days a step may take, since when by law, and when exactly it is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices

from balai.base.calendar import WorkingCalendar
from balai.base.errors import RuleBroken
from balai.base.zones import local_day

ERASE_BASIS = "UU 27/2022 pasal 40"  # hours, not working days: no holiday stretches them
OPEN_BASIS = "Dijanjikan di depan warga"
LONGEST_DAY = timedelta(days=183)  # of a day that an agency names
LONGEST_OPEN_PROMISE = 60  # working days of a promise that an office makes by itself
DAY_ENDS = time(17, 0)  # a promised day is over at this hour of the office's own zone


class Hop(TextChoices):
    """Which step is owed."""

    VERIFY = "verify", "memeriksa dan meneruskan"
    FOLLOW_UP = "follow_up", "memulai tindak lanjut"
    ANSWER = "answer", "menjawab"
    CONFIRM = "confirm", "balasan pelapor"
    ERASE = "erase", "meminta lembaga luar menghapus"


@dataclass(frozen=True)
class Term:
    """So many working days for this step of this kind, from a day on, because of this law."""

    kind: str
    hop: str
    days: int
    basis: str
    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


def term_of(terms: Iterable[Term], *, kind: str, hop: str, on: date) -> Term | None:
    """The term in force on that day; the younger one where two are."""
    found = [term for term in terms if (term.kind, term.hop) == (kind, hop) and term.holds(on)]
    return max(found, key=lambda term: term.since, default=None)


def due_at(raised: datetime, days: int, calendar: WorkingCalendar, zone: str) -> datetime:
    """The moment at which the promise turns late: 17.00 on the day the last working day is used up."""
    return end_of(calendar.add_working_days(local_day(raised, zone), days), zone)


def end_of(on: date, zone: str) -> datetime:
    return datetime.combine(on, DAY_ENDS, ZoneInfo(zone))


def days_left(now: datetime, due: datetime, calendar: WorkingCalendar, zone: str) -> int:
    """Working days after today up to the promised day; negative once it is past, 0 on the day itself."""
    today, last = local_day(now, zone), local_day(due, zone)
    step = 1 if last >= today else -1
    earlier, later = sorted((today, last))
    span = (earlier + timedelta(days=n + 1) for n in range((later - earlier).days))
    return step * sum(calendar.is_working(on) for on in span)


def resumed(
    due: datetime, *, paused: datetime, now: datetime, calendar: WorkingCalendar, zone: str
) -> datetime:
    """After waiting for the person: what was left then is left now. A promise late by then stays late."""
    if due <= paused:
        return due
    left = days_left(paused, due, calendar, zone)
    return max(due, end_of(calendar.add_working_days(local_day(now, zone), left), zone))


def require_extension(*, kind: str, reason: str, times: int, is_running: bool) -> None:
    """UU 14/2008 art. 22: a PPID answer may take 7 working days more, once, with a written reason."""
    if not is_running:
        raise RuleBroken("promise.extension_late", "Janji ini sudah lewat atau sudah selesai.")
    if kind != "informasi_ppid":
        raise RuleBroken("promise.extension", "Hanya permohonan informasi publik yang dapat diperpanjang.")
    if times:
        raise RuleBroken("promise.extended", "Sudah diperpanjang satu kali.")
    if not reason.strip():
        raise RuleBroken("promise.extension_reason", "Tulis alasan perpanjangan.")


def require_open_promise(*, unit: str, days: int, is_late: bool) -> None:
    """Who and how many days; a promise that is late is not wiped out by a new one."""
    if not unit.strip():
        raise RuleBroken("promise.no_owner", "Tulis siapa yang menindaklanjuti.", field="unit")
    if not 1 <= days <= LONGEST_OPEN_PROMISE:
        most = f"Pilih 1 sampai {LONGEST_OPEN_PROMISE} hari kerja."
        raise RuleBroken("promise.days", most, field="days")
    if is_late:
        raise RuleBroken("promise.late", "Janji menjawabnya sudah terlambat. Jawab sekarang.")


def require_day(on: date, *, today: date, is_late: bool) -> None:
    """Of an agency that names a day: ahead, not years ahead, and never to wipe out a delay."""
    if not today < on <= today + LONGEST_DAY:
        raise RuleBroken("promise.day", "Pilih hari setelah hari ini, paling jauh enam bulan.", field="on")
    if is_late:
        raise RuleBroken("promise.late", "Janji sebelumnya sudah terlambat. Kerjakan, lalu jawab.")


def require_first_extension(*, times: int) -> None:
    if times:
        raise RuleBroken(
            "promise.extended", "Sudah diundur satu kali. Pilih hari yang lebih dekat.", field="days"
        )
