"""Sending what is due. Nothing of a message is ever logged but its kind.

A notice is put off before it is tried: killed between sending and marking, it goes out once more,
with the same Message-ID, and no oftener than it is killed (docs/decisions/outbox.md).
"""

import logging
import time
from contextlib import closing
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from balai.base.jobs import Job
from balai.base.locks import patiently
from balai.base.sealing import SealBroken, unseal
from balai.notices.channels import Message, Undeliverable, Way
from balai.notices.channels.console import Console
from balai.notices.channels.smtp import Smtp
from balai.notices.models import Notice
from balai.notices.rules import MAX_TRIES, Channel, State, split_text, wait_before

log = logging.getLogger("balai.notices")
BATCH = 20
PUT_OFF = timedelta(minutes=10)  # longer than a batch whose every letter times out
LONGEST_RUN = 45  # seconds


def way_of(channel: str) -> Way:
    if channel == Channel.EMAIL and settings.EMAIL_HOST:
        return Smtp()
    if channel == Channel.EMAIL and not settings.IS_DEMO:
        raise ConnectionError("BALAI_SMTP_HOST is not set")  # stays due; `balai check notices` says why
    return Console()


def is_due(now: datetime) -> bool:
    return Notice.objects.due(now).exists()


def send_due(now: datetime) -> int:
    """Send what is due, batch after batch; returns how many went out."""
    sent, until = 0, time.monotonic() + LONGEST_RUN
    while time.monotonic() < until and (batch := _claim(now)):
        for channel in sorted({notice.channel for notice in batch}):
            sent += _send([notice for notice in batch if notice.channel == channel], channel, now)
    return sent


@transaction.atomic
def _claim(now: datetime) -> list[Notice]:
    """Some due notices, put off so that nobody else takes them; SQLite's writers stand in line anyway."""
    rows = Notice.objects.due(now)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    batch = list(rows[:BATCH])
    Notice.objects.filter(pk__in=[notice.pk for notice in batch]).update(
        tries=F("tries") + 1, due_at=now + PUT_OFF
    )
    return batch


def _send(batch: list[Notice], channel: str, now: datetime) -> int:
    try:
        way = way_of(channel)
    except ConnectionError:
        for notice in batch:
            _try_later(notice, now)
        log.error("no way out for this channel", extra={"kind": channel, "count": len(batch)})
        return 0
    with closing(way):
        return sum(_send_one(notice, way, now) for notice in batch)


def _send_one(notice: Notice, way: Way, now: datetime) -> bool:
    if not Notice.objects.filter(pk=notice.pk, state=State.PENDING).exists():
        return False  # withdrawn meanwhile
    try:
        way.deliver(opened(notice))
    except (Undeliverable, SealBroken) as error:
        _give_up(notice, error)
    except Exception as error:  # whatever the other side does, the next notice has its turn
        log.warning("not sent yet", extra={"kind": notice.kind, "code": type(error).__name__})
        _try_later(notice, now)
    else:
        return _mark(notice, state=State.SENT, sent_at=now, due_at=now)
    return False


def opened(notice: Notice) -> Message:
    subject, text = split_text(unseal(notice.text_sealed))
    return Message(notice.reference, notice.kind, unseal(notice.address_sealed), subject, text)


def _try_later(notice: Notice, now: datetime) -> None:
    if notice.tries + 1 >= MAX_TRIES:
        _give_up(notice, None)
    else:
        _mark(notice, due_at=now + timedelta(seconds=wait_before(notice.tries)))


def _give_up(notice: Notice, error: Exception | None) -> None:
    log.error("given up", extra={"kind": notice.kind, "code": type(error).__name__ if error else "tries"})
    _mark(notice, state=State.GIVEN_UP)


def _mark(notice: Notice, **values: object) -> bool:
    """Twice, if need be: a letter that went out and is not marked goes out again."""
    return bool(patiently(Notice.objects.filter(pk=notice.pk, state=State.PENDING).update, **values))


def erase(now: datetime) -> int:
    """Text and address of what is done with; that it was sent, when and about what stays."""
    return Notice.objects.past_keeping(now).update(address_sealed="", text_sealed="")


def problems(*, now: datetime) -> list[str]:
    """What `balai check notices` says."""
    said = []
    if late := Notice.objects.late(now).count():
        said.append(f"{late} kabar menunggu lebih dari 15 menit. Apakah `balai work` berjalan?")
    week = Notice.objects.filter(state=State.GIVEN_UP, made_at__gt=now - timedelta(days=7))
    if given_up := week.count():
        said.append(f"{given_up} kabar tujuh hari terakhir tidak terkirim setelah {MAX_TRIES} kali dicoba.")
    if settings.IS_PRODUCTION and not settings.EMAIL_HOST:
        said.append("Surel (e-mail) belum disambungkan: isi BALAI_SMTP_HOST.")
    return said


JOBS = [
    Job(
        "notices.send",
        every=timedelta(seconds=2),
        run=send_due,
        waiting=is_due,
        lasts=timedelta(minutes=12),
    ),
    Job("notices.erase", every=timedelta(hours=12), run=erase),
]
