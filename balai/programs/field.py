"""What phones recorded at a session: heads, results, photos (found by name: field/takers.py)."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from balai.base import zones
from balai.base.errors import RuleBroken
from balai.field.rules import Kind
from balai.field.takers import Record, Sheet
from balai.places.models import Office
from balai.programs.actions import add_shot, report_heads, report_result
from balai.programs.models import HeadCount, Pair, Result, Session
from balai.programs.models.session import HELD
from balai.programs.rules.attendance import Group
from balai.programs.rules.pairs import (
    FARTHEST_EAST,
    FARTHEST_NORTH,
    LONGEST_NEAR,
    LONGEST_SPOT,
    SIDES,
    coarse,
)
from balai.programs.rules.results import MEASURES

KINDS = (Kind.HEADS.value, Kind.RESULTS.value, Kind.PHOTO.value)
ABOUT = re.compile(r"program/([a-z0-9_-]{1,60})/(\d{4}-\d{2}-\d{2})")
BEFORE, AFTER = timedelta(days=7), timedelta(days=8)  # sessions that a phone of the office is offered
LONGEST = 40
DESKS = [
    (Kind.HEADS, "Hadir per kelompok", "programs:attendance"),
    (Kind.RESULTS, "Hasil kerja", "programs:results"),
    (Kind.PHOTO, "Foto sebelum dan sesudah", "programs:pairs_sheet"),
]
ON_PAPER = ("RW (rukun warga)", "Jalan dan ruas", *(m.label for m in MEASURES), "Alat dan hasil lain")


def about_of(session: Session) -> str:
    """Its name for ever: the day that the rule gave it, also when it moves."""
    return f"program/{session.program.slug}/{session.planned_on.isoformat()}"


def take(record: Record, *, replaces: bool, now: datetime) -> str:
    """Two phones that differ are both kept; the head of the office picks one (GR-2, GR-3)."""
    if record.envelope.kind == Kind.PHOTO:
        return _take_photo(record, now=now)
    session, device = session_of(record), record.submission.device
    report, read = TAKERS[record.envelope.kind]
    row = report(
        session=session,
        reporter=device.label if device else "",
        client_id=record.submission.client_id,
        by=record.by,  # nobody: refused, as everybody who may not
        now=now,
        **read(record.open),
    )
    return f"{row._meta.label_lower} {row.pk}"


def _take_photo(record: Record, *, now: datetime) -> str:
    """One photo of a spot: joined with the other side by its name, whichever phone that comes from."""
    session, told = session_of(record), record.open
    label, near, side = told.get("titik"), told.get("dekat", ""), SIDES.get(str(told.get("sisi")))
    is_text = isinstance(label, str) and isinstance(near, str)
    if not is_text or not side or len(label) > LONGEST_SPOT or len(near) > LONGEST_NEAR:
        raise RuleBroken("field.photo", "Isi catatan foto ini tidak lengkap.")
    if len(record.envelope.photos) != 1:
        raise RuleBroken("field.photo", "Catatan foto ini harus memuat satu foto.")
    shot = add_shot(
        session=session,
        label=label,
        near=near,
        side=side,
        submission=record.submission,
        taken_at=record.envelope.made_at,
        north=coarse(told.get("lintang"), FARTHEST_NORTH),
        east=coarse(told.get("bujur"), FARTHEST_EAST),
        by=record.by,  # type: ignore[arg-type]
        now=now,
    )
    return f"{shot._meta.label_lower} {shot.pk}"


def sheets(*, office: Office, now: datetime) -> list[Sheet]:
    today = zones.local_day(now, office.zone)
    rows = Session.objects.filter(
        program__office=office, state__in=HELD, on__range=(today - BEFORE, today + AFTER)
    )
    near = rows.select_related("program__office").order_by("on", "starts_at")
    offered = [session for session in near if session.program.records]
    spots: dict[int, list[str]] = {}
    for pair in Pair.objects.filter(session__in=offered).order_by("pk"):
        spots.setdefault(pair.session_id, []).append(pair.label)
    return [_sheet(session, spots.get(session.pk, [])) for session in offered]


def desks(*, about: str, office: Office) -> list[tuple[str, str]]:
    session = session_at(about, office)
    if session is None:
        return []
    records = session.program.records
    return [(words, reverse(page, args=[session.pk])) for kind, words, page in DESKS if kind in records]


def titles(abouts: list[str]) -> dict[str, str]:
    """'Jumat Bersih, Jum 16 Okt'."""
    read = {about: found for about in abouts if (found := ABOUT.fullmatch(about)) and _day(found[2])}
    rows = Session.objects.filter(
        program__slug__in={found[1] for found in read.values()},
        planned_on__in={found[2] for found in read.values()},
    ).select_related("program")
    names = {about_of(row): f"{row.program.name}, {zones.short_day(row.on)}" for row in rows}
    return {about: names[about] for about in read if about in names}


def _sheet(session: Session, spots: list[str]) -> Sheet:
    hours = zones.span(session.starts_at, session.ends_at, session.zone)
    return Sheet(
        about=about_of(session),
        title=session.program.name,
        when=f"{zones.day(session.on)}, {hours}",
        place=session.place_text,
        kinds=tuple(session.program.records),
        measures=ON_PAPER if session.program.takes_results else (),
        groups=tuple((group.value, group.label) for group in Group),
        spots=tuple(spots),
    )


def session_of(record: Record) -> Session:
    if session := session_at(record.envelope.about, record.office):
        return session
    raise RuleBroken("field.session", "Kegiatan ini tidak ada di kantor pemilik HP.")


def session_at(about: str, office: Office) -> Session | None:
    found = ABOUT.fullmatch(about)
    day = _day(found[2]) if found else None
    if found is None or day is None:
        return None
    rows = Session.objects.filter(program__slug=found[1], program__office=office, planned_on=day)
    return rows.select_related("program__office").first()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _heads(opened: Any) -> dict[str, Any]:
    group, label, number = opened.get("kelompok"), opened.get("rincian", ""), opened.get("jumlah")
    is_known = isinstance(group, str) and group in Group.values
    if not is_known or not isinstance(label, str) or len(label) > LONGEST or type(number) is not int:
        raise RuleBroken("field.heads", "Isi catatan hadir ini tidak lengkap.")
    return {"group": group, "label": label, "number": number}


def _work(opened: Any) -> dict[str, Any]:
    """The amounts are checked by the rule itself (rules/results.py)."""
    street, tools, rw = opened.get("tempat"), opened.get("alat", ""), opened.get("rw")
    if not isinstance(street, str) or not isinstance(tools, str):
        raise RuleBroken("field.result", "Isi catatan hasil ini tidak lengkap.")
    amounts = {measure.name: opened.get(measure.key) for measure in MEASURES}
    return {"street": street, "rw": rw, "tools": tools, **amounts}


TAKERS: dict[str, tuple[Callable[..., HeadCount | Result], Callable[[Any], dict[str, Any]]]] = {
    Kind.HEADS: (report_heads, _heads),
    Kind.RESULTS: (report_result, _work),
}
