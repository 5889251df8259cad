"""`balai check audit`: names the very entry that was changed, removed, inserted or put elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import connections
from django.db.models import Count

from balai.audit import anchors, triggers
from balai.audit.actions import mac_holds
from balai.audit.chain import BEGINNING, link
from balai.audit.jobs import ALARM_AFTER
from balai.audit.models import Anchor, Entry, Seal
from balai.base import zones

CHUNK = 1000


class Kind(StrEnum):
    CHANGED = "diubah"
    REMOVED = "dihapus"
    INSERTED = "disisipkan"
    REORDERED = "ditukar tempatnya"
    COPIED = "salinan catatan lain"
    SEAL_CHANGED = "segelnya diubah"
    CUT = "ekor rantai dipotong"
    REWRITTEN = "rantai ditulis ulang"
    LATE = "belum disegel"
    UNGUARDED = "pelindung dilepas"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong; `entry` and `seal` name it as exactly as can be known."""

    kind: Kind
    text: str
    entry: int | None = None
    seal: int | None = None


@dataclass
class Walk:
    """Where the reading of the chain stands. `digests` holds those that an anchor speaks of."""

    using: str = "default"
    wanted: frozenset[int] = frozenset()
    number: int = 0
    previous: bytes | None = BEGINNING  # as the table has it; None: its seal is gone
    suspect: tuple[Seal, Entry, bytes] | None = None  # its seal does not fit; the next one tells why
    digests: dict[int, bytes] = field(default_factory=dict)

    def findings(self) -> Iterator[Finding]:
        for seal, entry in _rows(self.using):
            yield from self._gap(seal.number)
            yield from self._look(seal, entry)
            self.number, self.previous = seal.number, bytes(seal.digest)
            if seal.number in self.wanted:
                self.digests[seal.number] = self.previous
        yield from self._settle(None)

    def _gap(self, number: int) -> Iterator[Finding]:
        for gone in range(self.number + 1, number):
            yield Finding(Kind.REMOVED, f"Segel ke-{gone} dan catatannya tidak ada lagi.", seal=gone)
        if number > self.number + 1:
            yield from self._settle(None)
            self.previous = None

    def _look(self, seal: Seal, entry: Entry | None) -> Iterator[Finding]:
        yield from self._settle((seal, entry) if entry else None)
        if entry is None:
            text = f"Catatan {seal.entry_id} (segel ke-{seal.number}) tidak ada lagi."
            yield Finding(Kind.REMOVED, text, seal.entry_id, seal.number)
            return
        fits = self.previous is None or link(self.previous, entry) == bytes(seal.digest)
        if not mac_holds(entry):
            yield _bad_mac(seal, entry, fits)
        elif not fits:
            self.suspect = (seal, entry, link(self.previous or b"", entry))

    def _settle(self, follower: tuple[Seal, Entry] | None) -> Iterator[Finding]:
        """If the next seal was made from the digest that this one should have, its digest was changed."""
        if not self.suspect:
            return
        (seal, entry, should_be), self.suspect = self.suspect, None
        kind = Kind.REORDERED
        if follower and link(should_be, follower[1]) == bytes(follower[0].digest):
            kind, self.previous = Kind.SEAL_CHANGED, should_be
        yield Finding(kind, f"{_named(entry)}, segel ke-{seal.number}: {kind}.", entry.pk, seal.number)


def _rows(using: str) -> Iterator[tuple[Seal, Entry | None]]:
    last = 0
    while seals := list(Seal.objects.using(using).filter(number__gt=last).order_by("number")[:CHUNK]):
        entries = Entry.objects.using(using).in_bulk([seal.entry_id for seal in seals])
        for seal in seals:
            yield seal, entries.get(seal.entry_id)
        last = seals[-1].number


def _bad_mac(seal: Seal, entry: Entry, fits: bool) -> Finding:
    """The chain still fits: it was like this when it was sealed, so somebody put it in without the key."""
    kind = Kind.INSERTED if fits else Kind.CHANGED
    return Finding(kind, f"{_named(entry)}, segel ke-{seal.number}: {kind}.", entry.pk, seal.number)


def _named(entry: Entry) -> str:
    moment = zones.local(entry.at, "Asia/Jakarta")
    return f"Catatan {entry.pk} ({entry.verb}, {zones.day(moment.date())} {moment:%H.%M.%S} WIB)"


def findings(
    *, now: datetime, using: str = "default", outside: list[anchors.Kept] | None = None
) -> Iterator[Finding]:
    """Everything that is wrong with the record of this database, in the order of the chain."""
    if outside is None:
        try:
            outside = anchors.read()
        except ValueError as error:
            outside = []
            yield Finding(Kind.REWRITTEN, f"Berkas jangkar {anchors.path()}: {error}.")
    inside = list(Anchor.objects.using(using).order_by("seal_number").values_list("seal_number", "digest"))
    wanted = frozenset([kept.number for kept in outside] + [number for number, _ in inside])
    walk = Walk(using, wanted)
    yield from walk.findings()
    yield from _copies(using)
    yield from _unsealed(using, now)
    held = {(kept.number, kept.digest) for kept in outside} | {(n, bytes(digest)) for n, digest in inside}
    yield from _anchored(walk, sorted(held))
    for name in triggers.missing(connections[using]):
        yield Finding(Kind.UNGUARDED, f"Pelindung {name} tidak terpasang di basis data.")


def _copies(using: str) -> Iterator[Finding]:
    """Two entries of one MAC: the later one was copied, for each has random bytes of its own."""
    entries = Entry.objects.using(using)
    doubled = entries.values("mac").annotate(times=Count("pk")).filter(times__gt=1).values("mac")
    seen: set[bytes] = set()
    for entry in entries.filter(mac__in=list(doubled.values_list("mac", flat=True))).order_by("pk"):
        if bytes(entry.mac) in seen:
            yield Finding(Kind.COPIED, f"{_named(entry)}: {Kind.COPIED}.", entry.pk)
        seen.add(bytes(entry.mac))


def _unsealed(using: str, now: datetime) -> Iterator[Finding]:
    for entry in Entry.objects.using(using).unsealed().order_by("pk").iterator(CHUNK):
        if not mac_holds(entry):
            yield Finding(Kind.INSERTED, f"{_named(entry)}: {Kind.INSERTED} atau diubah.", entry.pk)
        elif entry.at < now - ALARM_AFTER:
            yield Finding(Kind.LATE, f"{_named(entry)}: {Kind.LATE} lebih dari 60 detik.", entry.pk)


def _anchored(walk: Walk, held: list[tuple[int, bytes]]) -> Iterator[Finding]:
    """What the anchors remember against what the table says now; named back to the last that fits."""
    good = 0
    for number, digest in held:
        if walk.digests.get(number) == digest:
            good = max(good, number)
            continue
        kind = Kind.CUT if number > walk.number else Kind.REWRITTEN
        text = f"Jangkar pada segel ke-{number} tidak cocok: {kind} sesudah segel ke-{good}."
        yield Finding(kind, text, seal=number)


def problems(*, now: datetime, using: str = "default") -> list[str]:
    return [finding.text for finding in findings(now=now, using=using)]
