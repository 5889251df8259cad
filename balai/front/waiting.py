"""What waits for an officer, told on the start page: one short count a thing, and only of own offices."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from balai.base.permissions import Permission
from balai.cases.models import Case, Promise, Referral
from balai.cases.rules.referrals import ReferralState
from balai.documents.models import Report
from balai.documents.rules.reports import ReportState
from balai.field.models import Submission
from balai.people import calls
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.programs.models import HeadCount, Result, Session
from balai.programs.models.session import HELD
from balai.programs.rules.head_counts import CountState
from balai.voices.models import Spot

SOON = timedelta(hours=12)  # a working day, whatever the zone
MOST = 99  # more than that is "99+": a start page counts no further


@dataclass(frozen=True)
class Waiting:
    count: int
    words: str
    name: str  # of the page where it is dealt with
    is_late: bool = False

    @property
    def number(self) -> str:
        return f"{MOST}+" if self.count > MOST else str(self.count)


Rows = Callable[[Person, datetime], QuerySet[Any]]


def _late(person: Person, now: datetime) -> QuerySet[Any]:
    return Promise.objects.of_heads(person).late(now)


def _due(person: Person, now: datetime) -> QuerySet[Any]:
    return Case.objects.worked_by(person).open().filter(next_due_at__lt=now + SOON)


def _to_approve(person: Person, now: datetime) -> QuerySet[Any]:
    offices = offices_where(person, Permission.REPORT_APPROVE)
    return Report.objects.filter(office__in=offices, state=ReportState.SUBMITTED)


def _referred(person: Person, now: datetime) -> QuerySet[Any]:
    return Referral.objects.taken_by(person).filter(state=ReferralState.SENT)


def _unread_spots(person: Person, now: datetime) -> QuerySet[Any]:
    return Spot.objects.worked_by(person).open().single().filter(shown_at=None, voice__erased_at=None)


def _contradicting(person: Person, now: datetime) -> QuerySet[Any]:
    here = {"session": OuterRef("pk"), "state": CountState.CONFLICT}
    told = Exists(HeadCount.objects.filter(**here)) | Exists(Result.objects.filter(**here))
    return Session.objects.managed_by(person, Permission.ATTENDANCE_DECIDE).filter(told, state__in=HELD)


def _held_records(person: Person, now: datetime) -> QuerySet[Any]:
    return Submission.objects.seen_by(person).to_decide()


def _to_call(person: Person, now: datetime) -> QuerySet[Any]:
    return calls.waiting(person)


THINGS: list[tuple[Permission, Rows, str, str]] = [
    (Permission.PROMISE_READ, _late, "janji kantor", "voices:ledger"),
    (Permission.CASE_WORK, _due, "laporan yang jatuh tempo dalam 12 jam", "voices:inbox"),
    (Permission.CASE_TAKE, _referred, "rujukan yang belum diterima", "voices:referrals"),
    (Permission.REPORT_APPROVE, _to_approve, "laporan acara yang menunggu persetujuan", "front:reports"),
    (
        Permission.ATTENDANCE_DECIDE,
        _contradicting,
        "acara yang hitungannya berbeda",
        "programs:attendances",
    ),
    (Permission.FIELD_MANAGE, _held_records, "kiriman HP yang perlu diputuskan", "field:held"),
    (Permission.CASE_WORK, _unread_spots, "laporan tempat kotor yang perlu dibaca", "voices:spot_desk"),
    (Permission.CONTACT_CALL, _to_call, "warga yang perlu ditelepon", "people:calls"),
]
LATE = frozenset({"voices:ledger"})


def waiting_for(person: Person, granted: set[Permission], now: datetime) -> Iterator[Waiting]:
    """One query for each thing that this officer may deal with; what is not there is not named."""
    for permission, rows, words, name in THINGS:
        if permission in granted:
            count = rows(person, now)[: MOST + 1].count()
            if count:
                yield Waiting(count, words, name, name in LATE)
