"""What officers' pages read: who has not delivered, what waits for a decision."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from balai.base.sealing import SealBroken
from balai.field import takers
from balai.field.envelopes import Unreadable, read
from balai.field.models import Device, Manifest, Submission
from balai.field.rules import DeviceState
from balai.places.models import Office


@dataclass(frozen=True)
class Delivery:
    """One device at one session."""

    device: Device
    manifest: Manifest | None
    arrived: int
    photos_missing: int

    @property
    def expected(self) -> int:
        return max(self.arrived, self.manifest.count if self.manifest else 0)

    @property
    def missing(self) -> int:
        return self.expected - self.arrived


@dataclass(frozen=True)
class Arrivals:
    """A session: '41 dari 47', and which phone."""

    about: str
    rows: list[Delivery]

    @property
    def arrived(self) -> int:
        return sum(row.arrived for row in self.rows)

    @property
    def expected(self) -> int:
        return sum(row.expected for row in self.rows)

    @property
    def missing(self) -> int:
        return self.expected - self.arrived

    @property
    def late(self) -> list[Delivery]:
        return [row for row in self.rows if row.missing or row.photos_missing]

    @property
    def silent(self) -> list[Delivery]:
        """In use, and without a word about this session."""
        return [row for row in self.rows if row.manifest is None and not row.arrived]


def arrivals(office: Office, about: str) -> Arrivals:
    """Every phone in use, and every one that said or sent something. Four queries."""
    said = {m.device_id: m for m in Manifest.objects.of_session(office, about)}
    sent = _sent(office, about)
    lacking = _photos_missing(office, about)
    devices = Device.objects.filter(office=office).filter(
        Q(state=DeviceState.ACTIVE) | Q(pk__in=[*said, *sent])
    )
    rows = [
        Delivery(device, said.get(device.pk), sent[device.pk], lacking[device.pk])
        for device in devices.order_by("label")
    ]
    return Arrivals(about, rows)


def _sent(office: Office, about: str) -> Counter[int]:
    """Two versions of one record are one record."""
    rows = Submission.objects.filter(office=office, about=about, device__isnull=False)
    found = rows.values_list("device_id").annotate(Count("client_id", distinct=True)).order_by()
    return Counter({int(device): count for device, count in found if device})


def _photos_missing(office: Office, about: str) -> Counter[int]:
    rows = Submission.objects.accepted().filter(office=office, about=about, photo_count__gt=0)
    found = rows.annotate(here=Count("photos")).values_list("device_id", "photo_count", "here")
    missing: Counter[int] = Counter()
    for device, named, here in found:
        missing[int(device or 0)] += named - here
    return missing


def sessions(person: object, limit: int = 40) -> list[dict[str, Any]]:
    """What was recorded lately, session by session: how many of how many."""
    mine = Device.objects.managed_by(person)
    said = Manifest.objects.filter(device__in=mine).exclude(about="")
    keys = said.values_list("device__office_id", "about", "at").order_by("-at")[: limit * 20]
    newest: dict[tuple[int, str], datetime] = {}
    for office, about, at in keys:
        newest.setdefault((office, about), at)
    sent = Submission.objects.managed_by(person).exclude(about="").exclude(office=None)
    for office_id, about, at in sent.values_list("office_id", "about", "received_at").order_by(
        "-received_at"
    )[: limit * 20]:
        newest.setdefault((int(office_id or 0), about), at)
    offices = Office.objects.in_bulk({office for office, _ in newest})
    ordered = sorted(newest, key=lambda key: newest[key], reverse=True)[:limit]
    names = takers.titles(about for _, about in ordered)
    return [{"office": offices[office], "about": about, "title": names[about]} for office, about in ordered]


def to_decide(person: object, limit: int = 100) -> list[dict[str, Any]]:
    rows = Submission.objects.seen_by(person).to_decide().select_related("device", "office")
    found = list(rows.order_by("received_at")[:limit])
    names = takers.titles(row.about for row in found)
    return [_row(row) | {"title": names[row.about]} for row in found]


def waiting_at(office: Office, about: str, limit: int = 50) -> list[dict[str, Any]]:
    """Arrived, and nobody here understands them yet."""
    rows = Submission.objects.filter(office=office, about=about).waiting_for_a_taker(takers.by_kind())
    return [_row(row) for row in rows.select_related("device").order_by("received_at")[:limit]]


def without_taker(person: object) -> list[dict[str, Any]]:
    """Kinds that nobody here understands yet, and how many wait."""
    rows = Submission.objects.managed_by(person).waiting_for_a_taker(takers.by_kind())
    counted = rows.values_list("kind").annotate(Count("pk")).order_by("kind")
    return [{"kind": kind, "count": count} for kind, count in counted]


def _row(row: Submission) -> dict[str, Any]:
    return {"row": row, "words": words_of(row), "is_provable": row.may_be_accepted}


def words_of(row: Submission) -> list[tuple[str, str]]:
    """The open fields of what a device of ours signed; a stranger's words are shown to nobody."""
    if row.device is None or row.raw is None:
        return []
    try:
        envelope = read(bytes(row.raw))
    except (Unreadable, SealBroken):
        return []
    return list(_flat(envelope.open))


def _flat(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name} {key}".strip().replace("_", " "))
    elif isinstance(value, list):
        yield name, ", ".join(str(one) for one in value)
    elif value not in (None, ""):
        yield name, str(value)
