"""Seals over entries that have none, every second; the chain's head put outside, every hour."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from balai.audit import anchors
from balai.audit.chain import head, link
from balai.audit.models import Anchor, Entry, Seal
from balai.base import clock
from balai.base.jobs import Job

BATCH = 500
LONGEST_TRANSACTION = timedelta(minutes=2)  # statements end after 30 s, idle transactions after 60 s
ALARM_AFTER = timedelta(seconds=60)


def floor() -> int:
    """An id below which every entry is sealed: ids commit out of order, so the last one sealed is not it.

    An id is handed out at most LONGEST_TRANSACTION before its entry can be seen. So an entry still to come
    has a larger id than whatever was already sealed that long ago. `anchor` looks at all of them anyway.
    """
    old = Seal.objects.filter(sealed_at__lt=clock.real_now() - LONGEST_TRANSACTION)
    return old.order_by("-sealed_at", "-number").values_list("entry_id", flat=True).first() or 0


def is_unsealed(now: datetime) -> bool:
    return Entry.objects.unsealed(above=floor()).exists()


def seal(now: datetime, *, above: int | None = None) -> int:
    """Give every entry its seal. One holder at a time (the job's lease); a second one gives way."""
    done, lowest = 0, floor() if above is None else above
    while True:
        try:
            count = _seal_batch(lowest)
        except IntegrityError:  # somebody else sealed these just now
            return done
        done += count
        if count < BATCH:
            return done


@transaction.atomic
def _seal_batch(lowest: int) -> int:
    number, digest = head()
    seals = []
    for entry in Entry.objects.unsealed(above=lowest).order_by("pk")[:BATCH]:
        number, digest = number + 1, link(digest, entry)
        seals.append(Seal(number=number, entry=entry, digest=digest, sealed_at=clock.real_now()))
    Seal.objects.bulk_create(seals)
    return len(seals)


def anchor(now: datetime) -> int:
    """Seal what a slow transaction left behind, then put the head outside; the file first."""
    seal(now, above=0)
    end = head()
    if end.number == 0 or Anchor.objects.filter(seal_number=end.number).exists():
        return 0
    anchors.append(end, now=clock.real_now())
    Anchor.objects.create(seal_number=end.number, digest=end.digest, at=clock.real_now())
    return 1


def late_entries(now: datetime) -> int:
    """How many deeds have waited too long for their seal: anything over 0 is an alarm."""
    return Entry.objects.unsealed(above=floor()).filter(at__lt=now - ALARM_AFTER).count()


JOBS = [
    Job(
        "audit.seal",
        every=timedelta(seconds=1),
        run=seal,
        waiting=is_unsealed,
        lasts=timedelta(seconds=20),
    ),
    Job("audit.anchor", every=timedelta(hours=1), run=anchor),
]
