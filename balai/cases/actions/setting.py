"""The clocks themselves: dated rows, each with its law."""

from datetime import date, datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.cases.models import Term
from balai.cases.rules.states import Kind
from balai.cases.rules.terms import Hop


@transaction.atomic
def set_term(
    *, kind: str, hop: str, days: int, basis: str, since: date, now: datetime, until: date | None = None,
    to_confirm: str = "", by: object = None,
) -> Term:  # fmt: skip
    """From this day on the step may take so many working days. Promises already made keep theirs."""
    if kind not in Kind.values or hop not in Hop.values:
        raise RuleBroken("term.unknown", f"Jenis '{kind}' atau langkah '{hop}' tidak dikenal.")
    if days < 1 or not basis.strip():
        raise RuleBroken("term.empty", "Tulis berapa hari kerja dan dasar hukumnya.")
    values = {"days": days, "basis": basis.strip(), "until": until, "to_confirm": to_confirm}
    term, is_new = Term.objects.get_or_create(kind=kind, hop=hop, since=since, defaults=values)
    if not is_new and any(getattr(term, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(term, name, value)
        term.save(update_fields=list(values))
        is_new = True
    if is_new:
        record("case.term_set", term, by=by, now=now, kind=kind, hop=hop, days=days)
    return term
