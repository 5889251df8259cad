"""Photos of one spot before and after: they arrive, an officer chooses and covers, says so, and publishes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.documents.actions import discard, keep_covered, receive
from balai.documents.actions.reporting import require_nobody
from balai.documents.harmless import Harmless
from balai.documents.models import File
from balai.documents.rules import State as FileState
from balai.documents.rules import refusal
from balai.documents.rules.boxes import Box
from balai.field.models import Submission
from balai.people.models import Person
from balai.programs.models import Copy, Pair, Session, Shot
from balai.programs.rules import SessionState, pairs
from balai.programs.rules.attendance import KEEP, key_of
from balai.programs.rules.pairs import STATEMENT, PairState, Side, Standing, Way

BATCH = 200


@transaction.atomic
def add_shot(
    *, session: Session, label: str, side: str, by: Person, now: datetime, near: str = "",
    upload: Harmless | None = None, submission: Submission | None = None, taken_at: datetime | None = None,
    north: int | None = None, east: int | None = None, way: Way = Way.OFFICE, reporter: str = "",
) -> Shot:  # fmt: skip
    """One photo more: to the pair of its spot, which begins with its first photo. A second of one side waits.

    From an officer's page with its bytes; from a phone with its record, whose photo may come later.
    """
    session = _held(session, by)
    if submission and (known := Shot.objects.filter(submission=submission).first()):
        return known
    _require_not_cancelled(session)
    pair = _pair_of(session, label, near)
    if pair.north is None and north is not None and east is not None:
        pair.north, pair.east = north, east
    pair.save()
    pairs.require_room(pair.shots.exclude(standing=Standing.DROPPED).count())
    standing = pairs.standing_of_new(_standings(pair).get(side, set()))
    file = receive(upload=upload, of=pair, office=session.program.office, by=by, now=now) if upload else None
    device = submission.device if submission else None
    shot = Shot.objects.create(
        pair=pair, side=side, standing=standing, file=file, submission=submission,
        way=Way.DEVICE if submission else way, reporter=device.label if device else reporter.strip(),
        taken_at=taken_at,
        received_at=submission.received_at if submission else now, by=by,
    )  # fmt: skip
    _take_bytes(shot, now)
    record("pair.shot_added", shot, by=by, office=session.program.office, now=now, side=side)
    return shot


@transaction.atomic
def add_from_sheet(
    *, session: Session, label: str, by: Person, now: datetime, near: str = "", reporter: str = "",
    before: Harmless | None = None, before_at: datetime | None = None,
    after: Harmless | None = None, after_at: datetime | None = None,
) -> Pair:  # fmt: skip
    """One line of the sheet with its photos from the camera: all of it or nothing."""
    photos = [(Side.BEFORE, before, before_at), (Side.AFTER, after, after_at)]
    taken = [(side, upload, at) for side, upload, at in photos if upload]
    pairs.require_photos(len(taken))
    require_nobody({"label": label, "near": near, "reporter": reporter})
    for side, upload, at in taken:
        shot = add_shot(
            session=session, label=label, near=near, side=side, upload=upload, taken_at=at, way=Way.SHEET,
            reporter=reporter, by=by, now=now,
        )  # fmt: skip
    return shot.pair


def _pair_of(session: Session, label: str, near: str) -> Pair:
    label, near = " ".join(label.split()), " ".join(near.split())
    key = key_of(label)
    known = Pair.objects.filter(session=session, key=key).first()
    if known:
        known.near = known.near or near
        return known
    pairs.require_spot(key, spots=Pair.objects.filter(session=session).count())
    return Pair(session=session, key=key, label=label, near=near)


def _standings(pair: Pair) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {side: set() for side in Side}
    for side, standing in pair.shots.values_list("side", "standing"):
        found[side].add(standing)
    return found


@transaction.atomic
def take_photos(*, now: datetime) -> int:
    """What phones sent after their records."""
    rows = Shot.objects.waiting_for_bytes().order_by("pk")[:BATCH]
    return sum(_take_bytes(locked(shot), now) for shot in rows)


def _take_bytes(shot: Shot, now: datetime) -> bool:
    photo = shot.submission.photos.select_related("file").first() if shot.submission else None
    if photo is None or shot.file_id:
        return False
    shot.file = photo.file
    shot.save(update_fields=["file"])
    if shot.standing == Standing.DROPPED:
        _let_go(photo.file, None, now)
    return True


@transaction.atomic
def name_pair(*, pair: Pair, label: str, near: str, by: Person, now: datetime) -> Pair:
    """The spot as it is called. Named like another spot of this session, both become one."""
    session = _held(pair.session, by)
    pair = locked(pair)
    other = _pair_of(session, label, near)
    if other.pk and other.pk != pair.pk:
        return _join(pair, other, by, now)
    pair.key, pair.label, pair.near = key_of(label), " ".join(label.split()), " ".join(near.split())
    pair.save(update_fields=["key", "label", "near"])
    record("pair.named", pair, by=by, office=session.program.office, now=now)
    return pair


def _join(pair: Pair, other: Pair, by: Person, now: datetime) -> Pair:
    """Photos of a side that both had are both kept: somebody chooses."""
    other.north, other.east = (pair.north, pair.east) if other.north is None else (other.north, other.east)
    other.save(update_fields=["near", "north", "east"])
    taken = {side for side, standings in _standings(other).items() if Standing.CHOSEN in standings}
    pair.shots.filter(side__in=taken, standing=Standing.CHOSEN).update(standing=Standing.RIVAL)
    pairs.require_room(other.shots.count() + pair.shots.count() - 1)
    pair.shots.update(pair=other)
    office = other.session.program.office
    record("pair.joined", pair, by=by, office=office, now=now, into=other.pk)
    pair.delete()
    _take_down(other, PairState.OPEN)
    return other


@transaction.atomic
def choose_shot(*, shot: Shot, by: Person, now: datetime) -> Shot:
    """This one is shown; the others of its side stay, set aside."""
    session, shot = _held_with(shot, by)
    if shot.standing == Standing.DROPPED:
        raise RuleBroken("pair.dropped", "Foto ini sudah dihapus. Pilih yang lain.")
    if shot.standing != Standing.CHOSEN:
        others = shot.pair.shots.filter(side=shot.side, standing__in=[Standing.CHOSEN, Standing.RIVAL])
        others.update(standing=Standing.ASIDE)
        _stand(shot, Standing.CHOSEN)
        _take_down(shot.pair, PairState.OPEN)
        record("pair.shot_chosen", shot, by=by, office=session.program.office, now=now, side=shot.side)
    return shot


@transaction.atomic
def turn_shot(*, shot: Shot, side: str, by: Person, now: datetime) -> Shot:
    """Recorded as before and was after, or the other way round. Told twice, it is turned once."""
    session, shot = _held_with(shot, by)
    if shot.standing == Standing.DROPPED:
        raise RuleBroken("pair.dropped", "Foto ini sudah dihapus.")
    if shot.side == side:
        return shot
    was_chosen, pair = shot.standing == Standing.CHOSEN, shot.pair
    shot.standing = pairs.standing_of_new(_standings(pair)[side])
    shot.side = side
    shot.save(update_fields=["side", "standing"])
    if was_chosen:
        _take_down(pair, PairState.OPEN)
    record("pair.shot_turned", shot, by=by, office=session.program.office, now=now, side=side)
    return shot


@transaction.atomic
def drop_shot(*, shot: Shot, by: Person, now: datetime) -> Shot:
    """Its bytes and those of its copies go at once, also from the public page."""
    session, shot = _held_with(shot, by)
    if shot.standing == Standing.CHOSEN:
        _take_down(shot.pair, PairState.WITHDRAWN)
    if shot.standing != Standing.DROPPED:
        _stand(shot, Standing.DROPPED)
        for copy in shot.copies.select_related("file"):
            _let_go(copy.file, by, now)
        if shot.file:
            _let_go(shot.file, by, now)
        record("pair.shot_dropped", shot, by=by, office=session.program.office, now=now, side=shot.side)
    return shot


def source_of(shot: Shot) -> File:
    """The photo itself; its time over, the copy that is left: parts can still be covered, none uncovered."""
    if shot.file and shot.file.is_servable:
        return shot.file
    newest = shot.copies.select_related("file").order_by("-version").first()
    if newest is None or not newest.file.is_servable:
        raise refusal("broken", "Foto ini belum aman atau sudah tidak ada. Muat ulang halamannya.")
    return newest.file


@transaction.atomic
def cover_shot(
    *, shot: Shot, source: File, drawn: Harmless, boxes: Sequence[Box], after: int, by: Person, now: datetime
) -> Copy:
    """What was drawn anew from `source` takes the place of the version before (`after`).

    What is published goes off the page with that, until somebody has looked at the new one and said so.
    """
    session, shot = _held_with(shot, by)
    olds = list(shot.copies.select_related("file").order_by("version"))
    newest = olds[-1].version if olds else 0
    if shot.standing == Standing.DROPPED or locked(source).state != FileState.CLEAN or newest != after:
        raise RuleBroken("cover.changed", "Foto ini baru saja diubah petugas lain. Periksa lagi tandanya.")
    file = keep_covered(drawn=drawn, source=source, of=shot, by=by, now=now)
    marked = [list(box) for box in boxes]
    copy = Copy.objects.create(shot=shot, version=newest + 1, file=file, boxes=marked, by=by, at=now)
    for old in olds:
        _let_go(old.file, by, now)
    if shot.standing == Standing.CHOSEN:
        _take_down(shot.pair, PairState.OPEN)
    office = session.program.office
    record("pair.covered", shot, by=by, office=office, now=now, version=copy.version, boxes=len(boxes))
    return copy


@transaction.atomic
def publish_pair(*, pair: Pair, seen: Sequence[int], stated: bool, by: Person, now: datetime) -> Pair:
    """On an officer's word about exactly the copies that they saw (`seen`: their keys)."""
    session = _held(pair.session, by)
    pair = locked(pair)
    _require_not_cancelled(session)
    if not stated:
        raise RuleBroken("pair.unstated", f"Nyatakan dulu: {STATEMENT}.", field="stated")
    require_nobody({"label": pair.label, "near": pair.near})
    newest = [copy.pk for copy in newest_copies(pair) if copy.file.is_servable]
    pairs.require_publishable(
        _standings(pair), is_covered=len(newest) == len(Side), is_as_seen=sorted(seen) == sorted(newest)
    )
    pair.state, pair.stated_by, pair.stated_at = PairState.PUBLISHED, by, now
    pair.save(update_fields=["state", "stated_by", "stated_at"])
    office = session.program.office
    record("pair.published", pair, by=by, office=office, now=now, stated=STATEMENT, copies=sorted(newest))
    return pair


def newest_copies(pair: Pair) -> list[Copy]:
    """Of the chosen photos, before and after."""
    rows = Copy.objects.filter(shot__pair=pair, shot__standing=Standing.CHOSEN).order_by("version")
    newest = {copy.shot_id: copy for copy in rows.select_related("file", "shot")}
    return sorted(newest.values(), key=lambda copy: list(Side).index(Side(copy.shot.side)))


@transaction.atomic
def withdraw_pair(*, pair: Pair, by: Person, now: datetime) -> Pair:
    """Off the public pages at once; everything stays for who may go on with it."""
    session = _held(pair.session, by)
    pair = locked(pair)
    if not pair.is_published:
        raise RuleBroken("pair.not_public", "Pasangan foto ini memang tidak sedang terbit.")
    _take_down(pair, PairState.WITHDRAWN)
    record("pair.withdrawn", pair, by=by, office=session.program.office, now=now)
    return pair


def erase_old_originals(*, now: datetime) -> int:
    """Ninety days after the session: what faces were on it goes; the covered copy stays."""
    limit = zones.local_day(now, "Asia/Jakarta") - KEEP
    old = Shot.objects.filter(pair__session__on__lt=limit, file__in=File.objects.held())
    return sum(_erase_original(shot=shot, now=now) for shot in old.order_by("pk")[:BATCH])


@transaction.atomic
def _erase_original(*, shot: Shot, now: datetime) -> bool:
    shot = locked(shot)
    assert shot.file
    _let_go(shot.file, None, now)
    record("pair.original_erased", shot, by=None, office=shot.file.office, now=now)
    return True


def _let_go(file: File, by: Person | None, now: datetime) -> None:
    if file.state not in (FileState.DISCARDED, FileState.REFUSED):
        discard(file=file, by=by, now=now)


def _stand(shot: Shot, standing: Standing) -> None:
    shot.standing = standing
    shot.save(update_fields=["standing"])


def _take_down(pair: Pair, state: PairState) -> None:
    """What was stated held for what was shown then."""
    if pair.is_published:
        pair.state, pair.stated_by, pair.stated_at = state, None, None
        pair.save(update_fields=["state", "stated_by", "stated_at"])


def _held(session: Session, by: Person) -> Session:
    """One lock for all that happens to the pairs of a session, so that nothing overtakes."""
    session = locked(session)
    require(by, Permission.REPORT_WRITE, at=session.program.office)
    return session


def _held_with(shot: Shot, by: Person) -> tuple[Session, Shot]:
    session = _held(shot.pair.session, by)
    shot = locked(shot)
    shot.pair.session = session
    return session, shot


def _require_not_cancelled(session: Session) -> None:
    if session.state == SessionState.CANCELLED:
        raise RuleBroken("pair.cancelled", "Kegiatan ini dibatalkan. Fotonya tidak dicatat.")
