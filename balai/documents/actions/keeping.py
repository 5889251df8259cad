"""Letting go: the row stays and says that there was a file; its bytes and its checksum do not."""

from datetime import datetime
from functools import partial

from django.db import models, transaction

from balai.audit.actions import record
from balai.base.locks import locked
from balai.documents import rules, store
from balai.documents.models import File
from balai.documents.rules import State
from balai.people.models import Person


@transaction.atomic
def discard(*, file: File, by: Person | None, now: datetime) -> File:
    """Who may do it the caller has asked: the subject's owner or its officer."""
    file = locked(file)
    rules.require_move(file.state, State.DISCARDED)
    let_go(file, State.DISCARDED, now)
    record("document.discarded", file, by=by, office=file.office, now=now)
    return file


@transaction.atomic
def erase(*, subject: models.Model, now: datetime) -> int:
    """The subject's keeping time is over: nothing of its files is left but that they were there."""
    count = 0
    for row in File.objects.about(subject).exclude(state=State.DISCARDED).order_by("pk"):
        file = locked(row)
        if file.state != State.DISCARDED:
            let_go(file, State.DISCARDED, now)
            record("document.erased", file, by=None, office=file.office, now=now)
            count += 1
    return count


def let_go(file: File, state: str, now: datetime, *, reason: str = "") -> None:
    """Bytes go when the row's word is committed; killed in between, the sweep finds them."""
    name = file.store_name
    file.state, file.reason, file.decided_at = state, reason, now
    file.way = file.obstacle = ""
    file.store_name = file.checksum = None
    file.width = file.height = file.pages = None
    file.save()
    if name:
        transaction.on_commit(partial(store.remove, name))
