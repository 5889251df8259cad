"""What stands on a card of the front pages: one programme, when it opens next, and why not today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from balai.base import zones
from balai.base.prepared import Prepared
from balai.places.hours import Known, door_of
from balai.places.models import Office
from balai.programs import calendar
from balai.programs.models import Program
from balai.programs.readings import published, shown_programs, with_series
from balai.programs.rules import Almanac, Day, because, usual_but_closed
from balai.queues.models import Line, LineService
from balai.queues.readings import places_left

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Door:
    """A programme as a door: state, name, when, why, one verb."""

    program: Program
    day: Day | None
    now: datetime
    closed: Sequence[Day] = ()
    free: int | None = None
    at_the_door: int = 0
    opens_days_before: int | None = None

    @property
    def is_open_now(self) -> bool:
        return bool(self.day and self.day.starts_at and self.day.starts_at <= self.now)

    @property
    def days_away(self) -> int:
        return (self.day.on - zones.local_day(self.now, self.program.zone)).days if self.day else 0

    @property
    def mark(self) -> tuple[str, str]:
        """The class of the mark and its words."""
        if not self.day:
            return "closed", "Jadwal belum ada"
        if self.is_open_now:
            return "open", "Sedang buka"
        if self.days_away == 0:
            return "soon", "Buka hari ini"
        return ("soon", "Buka besok") if self.days_away == 1 else ("wait", f"Buka {self.days_away} hari lagi")

    @property
    def why(self) -> str:
        """Usual days before the next opening on which the door stays shut."""
        return " ".join(f"{zones.day(day.on)}: {because(day)}" for day in self.closed[:2])

    @property
    def is_bookable(self) -> bool:
        return (
            self.opens_days_before is not None
            and self.day is not None
            and self.days_away <= self.opens_days_before
        )


def programs_of(office: Office | None) -> list[Program]:
    """The office's own first, then the others. A fixed number of queries."""
    return _own_first(shown_programs(), office)


def programs_serving(
    service: str, office: Office | None, *, most: int, off_at: int | None = None
) -> list[Program]:
    """Of those that serve it the first few; without those of an office that no longer does (`off_at`)."""
    found = [program for program in SERVING.all(service=service) if program.office_id != off_at]
    return with_series(_own_first(found, office)[:most])


def _own_first(programs: list[Program], office: Office | None) -> list[Program]:
    return sorted(programs, key=lambda program: office is None or program.office_id != office.pk)


def doors(programs: Iterable[Program], now: datetime, almanac: Almanac | None = None) -> list[Door]:
    programs = list(programs)
    if not programs:
        return []
    almanac = almanac or calendar.almanac_from(now.date())
    days = {p.pk: calendar.next_opening(p, after=now, almanac=almanac) for p in programs}
    lines = {line.program_id: line.opens_days_before for line in lines_of(days)}
    room = places_left({pk: day.on for pk, day in days.items() if day}, now)
    return [_door(p, days[p.pk], almanac, now, lines.get(p.pk), room.get(p.pk)) for p in programs]


def lines_of(programs: Iterable[int]) -> list[Line]:
    """Those in use."""
    return LINES.all(programs=sorted(programs))


def _door(
    program: Program,
    day: Day | None,
    almanac: Almanac,
    now: datetime,
    before: int | None,
    room: tuple[int, int] | None,
) -> Door:
    today = zones.local_day(now, program.zone)
    last = day.on if day else today + SOON
    closed = usual_but_closed(calendar.series_of(program), today, last, almanac)
    free, at_the_door = room or (None, 0)
    return Door(program, day, now, closed, free, at_the_door, before)


def _serving(*, service: str) -> QuerySet[Program]:
    served = LineService.objects.filter(service__slug=service, line__is_active=True).values("line__program")
    return published().filter(pk__in=served)


def _lines(*, programs: list[int]) -> QuerySet[Line]:
    return Line.objects.filter(program__in=programs, is_active=True).only("program", "opens_days_before")


SERVING, LINES = Prepared(_serving), Prepared(_lines)


@dataclass(frozen=True)
class OfficeDoor:
    """The office's own counters: open until, or shut (why) until when."""

    mark: str
    state: str
    when: str


def office_door(office: Office, now: datetime, almanac: Almanac) -> OfficeDoor | None:
    """None where no hours are known."""
    door = door_of(office, now, Known(almanac.holidays, almanac.ramadans))
    if door.open:
        return OfficeDoor("open", "Sedang buka", f"Sampai {zones.hour(door.open.end, office.zone)}")
    if not door.next:
        return None
    shut = f"Tutup karena {door.holiday.name}" if door.holiday else "Sedang tutup"
    on, at = zones.local_day(door.next.start, office.zone), zones.hour(door.next.start, office.zone)
    return OfficeDoor("closed", shut, f"Buka lagi {zones.day(on)}, {at}")
