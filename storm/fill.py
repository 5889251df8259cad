"""So many gigabytes in a migrated database: deeds with their seals, and sealed letters."""

import os
from datetime import datetime, timedelta

from balai.audit import jobs
from balai.audit.actions import entry_mac
from balai.audit.models import Entry
from balai.base import clock
from balai.engine.actions import begin_installation, remember_keys
from balai.notices.models import Notice
from balai.site.fresh import make_tables

LETTER = 3000  # bytes of one sealed letter
PER_GB = 250_000  # letters; with their indexes and the deeds about a gigabyte
BATCH = 2000


def fill(*, gigabytes: float) -> int:
    make_tables()
    now = clock.real_now()
    begin_installation(now=now)
    remember_keys(now=now)
    count = int(PER_GB * gigabytes)
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        Notice.objects.bulk_create([_letter(number, now) for number in numbers])
        Entry.objects.bulk_create([_deed(number, now) for number in numbers])
        jobs.seal(now)
    return count


def _letter(number: int, now: datetime) -> Notice:
    return Notice(
        kind="queues.booked", about_type="queues.ticket", about_id=str(number), channel="email",
        recipient_hash=number.to_bytes(33, "big"), address_sealed="1.x", made_at=now, due_at=now,
        text_sealed="1." + os.urandom(LETTER // 2).hex(),
    )  # fmt: skip


def _deed(number: int, now: datetime) -> Entry:
    entry = Entry(
        at=now + timedelta(seconds=number),
        verb="queue.ticket_booked", actor="", office="kec-cikarang-utara", subject_type="queues.ticket",
        subject_id=str(number), facts={"units": 1},
    )  # fmt: skip
    entry.mac = entry_mac(entry)
    return entry
