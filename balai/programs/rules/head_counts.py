"""Sheets of heads: which number counts when two reports of one group disagree (GR-2), and the sum (NGO-5)."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from balai.base.errors import RuleBroken

MOST = 5_000  # of one group at one session; more is a slip of the pen
SAME = "Sama dengan laporan yang sudah dihitung."


class CountState(TextChoices):
    COUNTED = "counted", "dihitung"
    CONFLICT = "conflict", "bertentangan"
    ASIDE = "aside", "disisihkan"


class Source(TextChoices):
    SHEET = "sheet", "dari lembar kertas"
    DEVICE = "device", "dari HP di lapangan"


@dataclass(frozen=True)
class Report:
    """What somebody told about one thing: heads of a group, work on a segment of a street."""

    told: Hashable
    state: CountState


def settle(told: Hashable, others: Iterable[Report]) -> tuple[CountState, bool]:
    """What becomes of a new report, and whether those before it stop counting too.

    The same again is the same thing seen twice. Something else is a conflict of all of them, also with
    what was decided before: none counts until the head of the office has picked one.
    """
    before = [report for report in others if report.state != CountState.ASIDE]
    if not before:
        return CountState.COUNTED, False
    if all(report.told == told and report.state == CountState.COUNTED for report in before):
        return CountState.ASIDE, False
    return CountState.CONFLICT, True


@dataclass(frozen=True)
class Part:
    """One summand: where it comes from, how many, and what proves it."""

    source: str  # "code", "list", "sheet" or "device"
    words: str
    number: int
    evidence: str
    count: int | None = None  # the head count's key
    file: int | None = None  # the photographed sheet's key, once it may be shown


@dataclass(frozen=True)
class Attended:
    """How many were present, with the parts of the sum; what is still in conflict counts nowhere."""

    parts: tuple[Part, ...]
    conflicts: int

    @property
    def total(self) -> int:
        return sum(part.number for part in self.parts)

    @property
    def sum_words(self) -> str:
        """'52 = 38 + 14'."""
        numbers = " + ".join(str(part.number) for part in self.parts)
        return f"{self.total} = {numbers}" if len(self.parts) > 1 else str(self.total)


def require_stated(attended: Attended, *, stated: int, reason: str) -> None:
    """A report states the sum, or says why another is right; never while counts contradict each other."""
    if attended.conflicts:
        message = "Masih ada hitungan yang bertentangan. Kepala kantor memilih dulu."
        raise RuleBroken("attendance.conflict", message, field="attended")
    if stated != attended.total and not reason.strip():
        message = f"Yang tercatat {attended.sum_words}. Tulis alasannya bila jumlah lain yang benar."
        raise RuleBroken("attendance.differs", message, field="attended_reason")
