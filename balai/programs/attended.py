"""How many were present at one session: the sum with its parts, each with what proves it (NGO-5, GR-2)."""

from collections.abc import Sequence

from django.db.models import Count

from balai.documents.models import File
from balai.programs.models import Attendance, HeadCount, Result, Session
from balai.programs.rules.attendance import Way
from balai.programs.rules.head_counts import Attended, CountState, Part, Source

ONE_BY_ONE = "tercatat satu per satu"


def attended(session: Session) -> Attended:
    """Three queries, however many came. The close report states this sum or says why not."""
    rows = Attendance.objects.filter(session=session).values_list("way")
    ways = dict(rows.annotate(Count("pk")).order_by())
    counts = list(HeadCount.objects.filter(session=session).standing().order_by("group", "label_key", "at"))
    sheets = sheets_of(counts)
    listed = [Part(way.value, way.label, ways[way], ONE_BY_ONE) for way in Way if way in ways]
    heads = [_part(count, sheets.get(count.pk)) for count in counts if count.state == CountState.COUNTED]
    groups = {(c.group, c.label_key) for c in counts if c.state == CountState.CONFLICT}
    return Attended(parts=(*listed, *heads), conflicts=len(groups))


def sheets_of(rows: Sequence[HeadCount | Result]) -> dict[int, File]:
    """What was told of one kind -> the photo of its sheet. One query."""
    keys = [str(row.pk) for row in rows]
    kind = rows[0]._meta.label_lower if rows else ""
    files = File.objects.filter(about_type=kind, about_id__in=keys).order_by("pk")
    return {int(file.about_id): file for file in files}


def _part(count: HeadCount, sheet: File | None) -> Part:
    shown = sheet.pk if sheet and sheet.is_servable else None
    return Part(count.source, str(count), count.number, _proof(count, sheet), count=count.pk, file=shown)


def _proof(count: HeadCount, sheet: File | None) -> str:
    if sheet is None:
        return (
            f"laporan dari {count.reporter or 'HP petugas'}"
            if count.source == Source.DEVICE
            else "tanpa foto"
        )
    return "foto lembar" if sheet.is_servable else f"foto lembar, {sheet.get_state_display()}"
