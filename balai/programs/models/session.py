from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Case, CheckConstraint, F, Q, UniqueConstraint, When

from balai.base import zones
from balai.base.permissions import Permission
from balai.base.privacy import plain
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Agency
from balai.programs.models.program import Program
from balai.programs.rules import SessionState

HELD = [SessionState.PLANNED, SessionState.MOVED]
TOOK_PLACE = [*HELD, SessionState.CLOSED]  # held, or going to be: not cancelled


class SessionQuerySet(models.QuerySet["Session"]):
    def open_to_public(self) -> Self:
        return self.filter(program__is_published=True, program__office__is_active=True, state__in=HELD)

    def visible(self) -> Self:
        """What a resident may look at, also when it is cancelled or over."""
        return self.filter(program__is_published=True, program__office__is_active=True)

    def managed_by(self, person: object, permission: Permission = Permission.PROGRAM_EDIT) -> Self:
        return self.filter(program__office__in=offices_where(person, permission))

    def not_over(self, now: datetime) -> Self:
        return self.filter(ends_at__gt=now).exclude(state=SessionState.CLOSED)

    def nearest_first(self, now: datetime) -> Self:
        """What goes on and what comes, in turn; below it what is over, the newest first."""
        is_over = Case(When(ends_at__lte=now, then=1), default=0)
        return self.order_by(is_over, Case(When(ends_at__gt=now, then="starts_at")), "-starts_at", "pk")

    def unstaffed(self) -> Self:
        """Nobody has confirmed to be on duty."""
        confirmed = Roster.objects.filter(session=models.OuterRef("pk"), confirmed_at__isnull=False)
        return self.filter(program__needs_roster=True).exclude(models.Exists(confirmed))

    def gaps_of(self, person: object, now: datetime) -> Self:
        """Flagged, and still to come, where this person keeps the roster."""
        flagged = self.managed_by(person, Permission.ROSTER_EDIT).not_over(now).filter(state__in=HELD)
        return flagged.unstaffed().filter(flagged_at__isnull=False).select_related("program").order_by("on")


class Session(models.Model):
    """One opening as a row: booked, changed or near.

    `planned_on` is the day that the rule gave it, its name for ever; `on` is the day on which it is held.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="sessions")
    planned_on = models.DateField("tanggal menurut jadwal")
    on = models.DateField("tanggal")
    starts_at = models.DateTimeField("mulai")
    ends_at = models.DateTimeField("selesai")
    place_text = plain(models.CharField("tempat", max_length=200, blank=True))
    state = models.CharField("keadaan", max_length=15, choices=SessionState, default=SessionState.PLANNED)
    reason = plain(models.CharField("alasan", max_length=250, blank=True))
    revision = models.PositiveIntegerField(default=0)
    flagged_at = models.DateTimeField("ditandai belum ada petugas", null=True, blank=True)
    told_at = models.DateTimeField("diumumkan belum ada petugas", null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["program", "starts_at"],
                condition=~Q(state=SessionState.CANCELLED),
                name="session_once_per_program_and_moment",
            ),
            UniqueConstraint(fields=["program", "planned_on"], name="session_once_per_occurrence"),
            CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_its_start"),
            CheckConstraint(condition=Q(state__in=SessionState.values), name="session_state_is_known"),
            CheckConstraint(
                condition=Q(told_at=None) | Q(flagged_at__isnull=False), name="session_flagged_before_told"
            ),
        ]
        indexes = [models.Index(fields=["on"]), models.Index(fields=["program", "on"])]

    def __str__(self) -> str:
        return f"{self.program}, {zones.day(self.on)}"

    @property
    def zone(self) -> str:
        return self.program.office.zone

    @property
    def is_held(self) -> bool:
        return self.state in HELD

    @property
    def is_moved_day(self) -> bool:
        return self.on != self.planned_on

    def is_running(self, now: datetime) -> bool:
        return self.is_held and self.starts_at <= now < self.ends_at


class RosterQuerySet(models.QuerySet["Roster"]):
    def editable_by(self, person: object) -> Self:
        offices = offices_where(person, Permission.ROSTER_EDIT)
        return self.filter(session__program__office__in=offices)


class Roster(models.Model):
    """One officer's duty in one session, and the rest day that replaces it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="roster")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="petugas")
    confirmed_at = models.DateTimeField("memastikan pada", null=True, blank=True)
    rest_on = models.DateField("libur pengganti", null=True, blank=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["session", "person"], name="roster_person_once_per_session"),
            CheckConstraint(
                condition=Q(rest_on=None) | Q(confirmed_at__isnull=False),
                name="rest_day_only_for_confirmed_duty",
            ),
        ]


class DeskQuerySet(models.QuerySet["Desk"]):
    def standing(self, on: date) -> Self:
        """Every table, of any office, on this day."""
        held = self.filter(session__on=on, session__state__in=HELD)
        return held.select_related("agency", "session__program")


class Desk(models.Model):
    """An agency's table in a session; advertised only when the agency has confirmed."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="desks")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="instansi")
    offers = plain(models.CharField("yang dilayani", max_length=200, blank=True))
    crew = plain(models.CharField("regu", max_length=80, blank=True))
    confirmed_at = models.DateTimeField("memastikan pada", null=True, blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        constraints = [UniqueConstraint(fields=["session", "agency"], name="desk_once_per_agency")]
