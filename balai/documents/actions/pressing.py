"""The press at work: what was issued becomes a PDF, in a job and never in a request."""

import hashlib
import logging
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked, patiently
from balai.documents import store
from balai.documents.models import File, Letter
from balai.documents.paper import pdf_page
from balai.documents.press import Draw, PressMissing, PressStopped, draw
from balai.documents.rules import LEASE, Kind, Size, State, Way
from balai.documents.rules.letters import Hitch, pause_before

log = logging.getLogger("balai.documents")
BATCH, MOST = 5, 50


def draw_letters(*, now: datetime, press: Draw = draw) -> int:
    """Draw what is due; returns how many are there now."""
    done = tried = 0
    while tried < MOST and (batch := patiently(_claim, now)):
        tried += len(batch)
        for letter in batch:
            done += _draw(letter, press, now)
    return done


@transaction.atomic
def _claim(now: datetime) -> list[Letter]:
    rows = Letter.objects.due(now)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    mine = Letter.objects.filter(pk__in=[letter.pk for letter in rows[:BATCH]])
    mine.update(due_at=now + LEASE, tries=F("tries") + 1)
    return list(mine.select_related("office", "signatory").order_by("issued_at"))


def _draw(letter: Letter, press: Draw, now: datetime) -> bool:
    """One letter, whatever happens: the next has its turn."""
    try:
        raw, pages = press(pdf_page(letter))
        return patiently(_keep, letter=letter, raw=raw, pages=pages, now=now)
    except PressMissing:
        return _put_off(letter, Hitch.NO_PRESS, now)
    except PressStopped as error:
        log.error("press stopped", extra={"code": str(error)})
        return _put_off(letter, Hitch.STOPPED, now)
    except RuleBroken:
        return _put_off(letter, Hitch.NO_ROOM, now)


def _put_off(letter: Letter, hitch: str, now: datetime) -> bool:
    rows = Letter.objects.undrawn().filter(pk=letter.pk)
    patiently(rows.update, hitch=hitch, due_at=now + pause_before(letter.tries, hitch))
    return False


@transaction.atomic
def _keep(*, letter: Letter, raw: bytes, pages: int, now: datetime) -> bool:
    letter = locked(letter)
    if letter.pdf_id:
        return False  # another worker was quicker
    name = store.new_name()
    store.write(name, {Size.FULL: raw})
    letter.pdf = File.objects.create(
        about_type=letter._meta.label_lower,
        about_id=str(letter.pk),
        office=letter.office,
        kind=Kind.PDF,
        state=State.CLEAN,
        way=Way.MADE,
        store_name=name,
        checksum=hashlib.sha256(raw).digest(),
        size=len(raw),
        pages=pages,
        made_at=now,
        due_at=now,
        decided_at=now,
    )
    letter.hitch = ""
    letter.save(update_fields=["pdf", "hitch"])
    record("letter.drawn", letter, by=None, office=letter.office, now=now, number=letter.number)
    return True
