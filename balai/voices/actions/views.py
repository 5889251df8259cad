"""Filters that an officer keeps under a name."""

from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.people.models import Person
from balai.voices.actions.nobody import require_nobody
from balai.voices.models import SavedView

MOST = 12


@transaction.atomic
def save_view(*, name: str, query: str, by: Person, now: datetime) -> SavedView:
    """The same name again: its filters are changed."""
    name, query = require_nobody("name", name), require_nobody("query", query)
    if not name:
        raise RuleBroken("view.no_name", "Beri nama saringan ini.", field="name")
    others = SavedView.objects.filter(person=by).exclude(name=name)
    if others.count() >= MOST:
        raise RuleBroken("view.many", f"Paling banyak {MOST} saringan. Hapus satu dahulu.", field="name")
    view, _ = SavedView.objects.update_or_create(person=by, name=name, defaults={"query": query})
    record("view.saved", view, by=by, now=now)
    return view


@transaction.atomic
def drop_view(*, view: SavedView, by: Person, now: datetime) -> None:
    record("view.dropped", view, by=by, now=now)
    view.delete()
