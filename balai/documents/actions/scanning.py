"""Out of quarantine, or not. The scanner is asked outside any transaction; what it says is written in one."""

import hashlib
import logging
import time
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from balai.audit.actions import record
from balai.base.locks import locked, patiently
from balai.base.permissions import Permission, require
from balai.base.sealing import SealBroken
from balai.documents import rules, store
from balai.documents.actions.keeping import let_go
from balai.documents.models import File
from balai.documents.rules import Obstacle, Reason, State, Way
from balai.documents.scanners import Scanner, ScannerDown, TooLargeToScan, Verdict, does_without, the_scanner
from balai.people.models import Person

log = logging.getLogger("balai.documents")
BATCH = 5
LONGEST_RUN = 45  # seconds


def scan_waiting(*, now: datetime, scanner: Scanner | None = None) -> int:
    """Look at what waits, batch after batch; returns how many left the quarantine, whichever way."""
    scanner = scanner or the_scanner()
    scanner = scanner and Spared(scanner)
    done, until = 0, time.monotonic() + LONGEST_RUN
    while time.monotonic() < until and (batch := patiently(_claim, now)):
        done += sum(_judge(file, scanner, now) for file in batch)
    return done


class Spared:
    """A scanner that did not answer once is not asked again in this run: the worker has more to do."""

    def __init__(self, scanner: Scanner) -> None:
        self.scanner, self.is_down = scanner, False

    def scan(self, raw: bytes) -> Verdict:
        if self.is_down:
            raise ScannerDown("still")
        try:
            return self.scanner.scan(raw)
        except ScannerDown:
            self.is_down = True
            raise


@transaction.atomic
def _claim(now: datetime) -> list[File]:
    """Ours until the lease ends; a killed worker's files are due again then."""
    rows = File.objects.due(now)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    batch = list(rows[:BATCH])
    mine = File.objects.filter(pk__in=[file.pk for file in batch])
    mine.update(state=State.SCANNING, due_at=now + rules.LEASE, tries=F("tries") + 1)
    return list(mine)


def _judge(file: File, scanner: Scanner | None, now: datetime) -> bool:
    """One file, whatever happens: the next has its turn."""
    try:
        raw = store.read(str(file.store_name))
        if hashlib.sha256(raw).digest() != bytes(file.checksum or b""):
            raise SealBroken("checksum")
    except (OSError, SealBroken) as error:
        log.error("file cannot be read", extra={"code": type(error).__name__})
        return _refused(file, Reason.LOST, now)
    if scanner is None:
        if does_without() and file.is_picture:
            return _cleared(file, Way.REMADE, now)
        return _put_off(file, Obstacle.NO_SCANNER, now)
    try:
        verdict = scanner.scan(raw)
    except TooLargeToScan:
        return _put_off(file, Obstacle.TOO_LARGE, now)
    except ScannerDown as error:
        log.warning("scanner down", extra={"code": str(error)})
        return _put_off(file, Obstacle.DOWN, now)
    return _cleared(file, Way.SCANNED, now) if verdict.is_clean else _refused(file, Reason.VIRUS, now)


def _put_off(file: File, obstacle: str, now: datetime) -> bool:
    due_at = now + rules.wait_before(file.tries, obstacle)
    held = File.objects.filter(pk=file.pk, state=State.SCANNING)
    patiently(held.update, state=State.RECEIVED, obstacle=obstacle, due_at=due_at)
    return False


def _cleared(file: File, way: str, now: datetime) -> bool:
    return patiently(_clear, file=file, way=way, now=now)


@transaction.atomic
def _clear(*, file: File, way: str, now: datetime) -> bool:
    file = locked(file)
    if file.state != State.SCANNING:
        return False  # refused or discarded meanwhile
    file.state, file.way, file.obstacle, file.decided_at = State.CLEAN, way, "", now
    file.save(update_fields=["state", "way", "obstacle", "decided_at"])
    record("document.cleared", file, by=None, office=file.office, now=now, way=way)
    return True


def _refused(file: File, reason: str, now: datetime) -> bool:
    return patiently(_refuse_scanned, file=file, reason=reason, now=now)


@transaction.atomic
def _refuse_scanned(*, file: File, reason: str, now: datetime) -> bool:
    file = locked(file)
    if file.state != State.SCANNING:
        return False
    let_go(file, State.REFUSED, now, reason=reason)
    record("document.refused", file, by=None, office=file.office, now=now, reason=reason)
    return True


@transaction.atomic
def refuse(*, file: File, reason: str, by: Person, now: datetime) -> File:
    """An officer's no, while the file waits; its bytes are gone at once."""
    file = locked(file)
    require(by, Permission.DOCUMENT_CHECK, at=file.office)
    rules.require_move(file.state, State.REFUSED)
    let_go(file, State.REFUSED, now, reason=reason)
    record("document.refused", file, by=by, office=file.office, now=now, reason=reason)
    return file


@transaction.atomic
def scan_again(*, file: File, by: Person, now: datetime) -> File:
    """Do not wait for the next turn."""
    file = locked(file)
    require(by, Permission.DOCUMENT_CHECK, at=file.office)
    rules.require_move(file.state, State.SCANNING)
    file.due_at, file.tries = now, 0
    file.save(update_fields=["due_at", "tries"])
    record("document.scan_asked", file, by=by, office=file.office, now=now)
    return file
