"""Sending what is due. Nothing of a message is ever logged but its kind.

A notice is put off before it is tried: killed between sending and marking, it goes out once more,
with the same Message-ID, and no oftener than it is killed (docs/decisions/outbox.md).
"""

import logging
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from balai.base.jobs import Job
from balai.base.locks import patiently
from balai.base.sealing import SealBroken, unseal
from balai.notices.channels import AskableWay, Message, Outcome, Undeliverable, Way, text
from balai.notices.channels.console import Console
from balai.notices.channels.smtp import Smtp
from balai.notices.models import EMPTY, Notice
from balai.notices.rules import (
    MAX_TRIES,
    Channel,
    State,
    Why,
    is_called,
    leaves_at,
    next_asking,
    over_limit,
    split_text,
    wait_before,
)

log = logging.getLogger("balai.notices")
BATCH = 20
PUT_OFF = timedelta(minutes=10)  # longer than a batch whose every letter times out
LONGEST_RUN = 45  # seconds


def way_of(channel: str) -> Way | None:
    """None: there is none for now, and officers telephone instead."""
    if channel == Channel.TEXT:
        return text.Text() if text.is_set() else None
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
    if way is None:
        for notice in batch:
            _hand_over(notice, Why.NO_WAY, now)
        return 0
    with closing(way):
        return sum(_send_one(notice, way, now) for notice in batch)


def _send_one(notice: Notice, way: Way, now: datetime) -> bool:
    if not Notice.objects.filter(pk=notice.pk, state=State.PENDING).exists():
        return False  # withdrawn meanwhile
    if notice.channel == Channel.TEXT and not _may_leave(notice, now):
        return False
    try:
        way.deliver(opened(notice))
    except (Undeliverable, SealBroken) as error:
        _give_up(notice, error, now)
    except Exception as error:  # whatever the other side does, the next notice has its turn
        log.warning("not sent yet", extra={"kind": notice.kind, "code": type(error).__name__})
        _try_later(notice, now)
    else:
        return _mark(notice, state=State.SENT, sent_at=now, **_asked_next(notice, way, now))
    return False


def _may_leave(notice: Notice, now: datetime) -> bool:
    """A text in time, by day and within the limits; what is not is dealt with here."""
    if notice.useful_until and now >= notice.useful_until:
        _mark(notice, state=State.GIVEN_UP, why=Why.LATE)
        return False
    at = leaves_at(now, zone=notice.zone, useful_until=notice.useful_until, is_awaited=notice.is_awaited)
    if at > now:
        _mark(notice, due_at=at, tries=notice.tries)  # the night is no try
        return False
    today = Notice.objects.texts_today(now, notice.zone)
    reached = over_limit(
        to_person=today.filter(recipient_hash=notice.recipient_hash).count(),
        of_office=today.filter(office=notice.office).count(),
        most=(settings.BALAI_TEXT_PER_PERSON, settings.BALAI_TEXT_PER_OFFICE),
    )
    if reached:
        _hand_over(notice, reached, now)
    return not reached


def _asked_next(notice: Notice, way: Way, now: datetime) -> dict[str, object]:
    """A telephone may take a text and yet not get rid of it: it is asked again what became of it."""
    if notice.channel == Channel.TEXT and getattr(way, "can_be_asked", False):
        return {"is_settled": False, "due_at": next_asking(sent_at=now, now=now)}
    return {"due_at": now}


def _hand_over(notice: Notice, why: str, now: datetime) -> None:
    """To the officers' list; or it ends here, where a telephone call would be too much."""
    if is_called(notice.kind, why):
        _mark(notice, state=State.TO_CALL, why=why, due_at=now)
    elif why == Why.NO_WAY:
        _mark(notice, state=State.WITHDRAWN, why=why, due_at=now, **EMPTY)
    else:
        _mark(notice, state=State.GIVEN_UP, why=why, due_at=now)


def opened(notice: Notice) -> Message:
    """As the channel sends it: a text has no subject, and is short."""
    subject, words = split_text(unseal(notice.text_sealed))
    whole = Message(notice.reference, notice.kind, unseal(notice.address_sealed), subject, words)
    if notice.channel == Channel.TEXT:
        return replace(whole, subject="", text=unseal(notice.short_sealed))
    return whole


def _try_later(notice: Notice, now: datetime) -> None:
    if notice.tries + 1 >= MAX_TRIES:
        _give_up(notice, None, now)
    else:
        _mark(notice, due_at=now + timedelta(seconds=wait_before(notice.tries)))


def _give_up(notice: Notice, error: Exception | None, now: datetime) -> None:
    log.error("given up", extra={"kind": notice.kind, "code": type(error).__name__ if error else "tries"})
    if notice.channel == Channel.TEXT:
        _hand_over(notice, Why.FAILED, now)
    else:
        _mark(notice, state=State.GIVEN_UP)


def _mark(notice: Notice, **values: object) -> bool:
    """Twice, if need be: a letter that went out and is not marked goes out again."""
    return bool(patiently(Notice.objects.filter(pk=notice.pk, state=State.PENDING).update, **values))


def is_askable(now: datetime) -> bool:
    return Notice.objects.unsettled(now).exists()


def ask_outcomes(now: datetime) -> int:
    """What became of texts that a telephone has taken: one that it could not send is telephoned after all."""
    Notice.objects.unasked(now).update(is_settled=True)
    way = way_of(Channel.TEXT)
    if way is None:
        return 0
    batch = list(Notice.objects.unsettled(now)[:BATCH])
    with closing(way):
        return sum(_settle(notice, cast(AskableWay, way), now) for notice in batch)


def _settle(notice: Notice, way: AskableWay, now: datetime) -> bool:
    try:
        outcome = way.outcome(notice.reference)
    except Exception as error:  # it may be off, as at the sending
        log.warning("not known yet", extra={"kind": notice.kind, "code": type(error).__name__})
        outcome = Outcome.UNDERWAY
    sent = Notice.objects.filter(pk=notice.pk, state=State.SENT)
    values: dict[str, object] = {}
    if outcome == Outcome.UNDERWAY:
        sent.update(due_at=next_asking(sent_at=notice.sent_at or now, now=now))
        return False
    if outcome == Outcome.FAILED and is_called(notice.kind, Why.FAILED):
        values = {"state": State.TO_CALL, "why": Why.FAILED, "sent_at": None, "due_at": now}
    elif outcome == Outcome.FAILED:
        values = {"state": State.GIVEN_UP, "why": Why.FAILED, "sent_at": None}
    return bool(sent.update(is_settled=True, **values))


def lapse_calls(now: datetime) -> int:
    """Nobody telephoned in time: it is said on the officers' page, and not kept for ever."""
    return Notice.objects.past_calling(now).update(state=State.GIVEN_UP, why=Why.LATE, due_at=now)


def erase(now: datetime) -> int:
    """Text and address of what is done with; that it was sent, when and about what stays."""
    return Notice.objects.past_keeping(now).update(**EMPTY)


def problems(*, now: datetime) -> list[str]:
    """What `balai check notices` says."""
    said = []
    if late := Notice.objects.late(now).count():
        said.append(f"{late} kabar menunggu lebih dari 15 menit. Apakah `balai work` berjalan?")
    week = Notice.objects.filter(state=State.GIVEN_UP, made_at__gt=now - timedelta(days=7))
    if late := week.filter(why__in=[Why.LATE, Why.UNREACHED]).count():
        said.append(f"{late} kabar tujuh hari terakhir tidak sampai: tidak ditelepon atau tidak tersambung.")
    if given_up := week.exclude(why__in=[Why.LATE, Why.UNREACHED]).count():
        said.append(f"{given_up} kabar tujuh hari terakhir tidak terkirim setelah {MAX_TRIES} kali dicoba.")
    waiting = Notice.objects.to_call().filter(due_at__lt=now - timedelta(days=2)).count()
    if waiting:
        said.append(f"{waiting} kabar lebih dari dua hari menunggu ditelepon petugas: buka /kelola/kabar/.")
    if settings.IS_PRODUCTION and not settings.EMAIL_HOST:
        said.append("Surel (e-mail) belum disambungkan: isi BALAI_SMTP_HOST.")
    said += text.wrong_settings()
    return said


JOBS = [
    Job(
        "notices.send",
        every=timedelta(seconds=2),
        run=send_due,
        waiting=is_due,
        lasts=timedelta(minutes=12),
    ),
    Job(
        "notices.ask_outcomes",
        every=timedelta(minutes=1),
        run=ask_outcomes,
        waiting=is_askable,
        lasts=timedelta(minutes=12),
    ),
    Job("notices.lapse_calls", every=timedelta(minutes=10), run=lapse_calls),
    Job("notices.erase", every=timedelta(hours=12), run=erase),
]
