"""What goes when its keeping time is over: every word of a case. Steps, days, kinds and outcomes stay."""

from datetime import date, datetime, timedelta

from django.db import transaction

from balai.audit.actions import record
from balai.base.locks import locked
from balai.base.sealing import seal
from balai.cases.models import Case, Glass, Message, Move, Referral, Retention
from balai.documents.actions import erase
from balai.people.models import Person

USUAL_DAYS = 730  # where no rule says another time
GONE = "(dihapus)"


def keep_until(kind: str, closed_on: date) -> date:
    """The last day on which words and identity of a case closed on that day are kept."""
    rules = Retention.objects.filter(kind=kind, since__lte=closed_on).order_by("-since")
    days = rules.values_list("days", flat=True).first()
    return closed_on + timedelta(days=USUAL_DAYS if days is None else days)


@transaction.atomic
def erase_case_words(*, case: Case, now: datetime) -> Case:
    """Messages and files go; steps, referrals and openings keep their days and lose their words."""
    case = locked(case)
    Message.objects.filter(case=case).delete()
    Move.objects.filter(case=case).exclude(note_sealed="").update(note_sealed="")
    referrals = Referral.objects.filter(case=case)
    referrals.update(asked_sealed=seal(GONE), answer_sealed="", address_sealed="")
    referrals.exclude(reason_sealed="").update(reason_sealed=seal(GONE))
    Glass.objects.filter(case=case).update(reason_sealed=seal(GONE))
    erase(subject=case, now=now)
    record("case.words_erased", case, by=None, now=now, office=case.office)
    return case


@transaction.atomic
def set_retention(
    *, kind: str, days: int, basis: str, since: date, now: datetime, to_confirm: str = "",
    by: Person | None = None,
) -> Retention:  # fmt: skip
    """By the owner of the machine, from a seed file; a row that is there already stays."""
    values = {"days": days, "basis": basis, "to_confirm": to_confirm}
    row, is_new = Retention.objects.get_or_create(kind=kind, since=since, defaults=values)
    if is_new:
        record("case.retention_set", row, by=by, now=now, kind=kind, days=days)
    return row
