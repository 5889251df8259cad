"""The RTs of a kelurahan, kept as one list."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.locks import locked
from balai.base.permissions import Actor
from balai.places.actions.offices import require_here
from balai.places.models import Neighbourhood, Office
from balai.places.rules import Rt


@transaction.atomic
def set_neighbourhoods(
    *, office: Office, rts: Iterable[Rt], by: Actor | None, now: datetime
) -> list[Neighbourhood]:
    """The whole list anew. What left it is kept for its past and is no longer offered."""
    office = locked(office)
    require_here(by, office)
    wanted = {(rt.rw, rt.rt): rt for rt in rts}
    known = {(row.rw, row.rt): row for row in Neighbourhood.objects.filter(office=office)}
    for key, row in known.items():
        row.is_active = key in wanted
        row.streets = wanted[key].streets if key in wanted else row.streets
    Neighbourhood.objects.bulk_update(known.values(), ["is_active", "streets"])
    fresh = [rt for key, rt in wanted.items() if key not in known]
    Neighbourhood.objects.bulk_create(
        Neighbourhood(office=office, rw=rt.rw, rt=rt.rt, streets=rt.streets) for rt in fresh
    )
    record("neighbourhoods.set", office, by=by, office=office, now=now, count=len(wanted))
    return list(Neighbourhood.objects.of(office))
