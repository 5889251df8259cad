"""The officers' inbox: three statements, compiled once for each choice of filters (base/prepared.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from balai.base.permissions import Permission
from balai.base.prepared_rows import PreparedTuples
from balai.cases.models import Case, Glass
from balai.cases.models.glass import GLASS_LASTS
from balai.cases.rules.states import Kind, State
from balai.people.models import Person
from balai.people.permissions import keys_where
from balai.places.models import Office
from balai.voices.models import SavedView, Topic, Voice
from balai.voices.rules.words import Channel

PER_PAGE, MOST_COUNTED = 25, 1000
Filters = Mapping[str, str]
CLOSED = "ditutup"
STATES = {"terbuka": "masih terbuka", CLOSED: "sudah ditutup", **dict(State.choices)}


@dataclass(frozen=True)
class Inbox:
    """`rows` as `inbox_rows.written` reads them."""

    rows: list[tuple[Any, ...]]
    total: int  # up to MOST_COUNTED + 1
    page: int
    views: list[tuple[int, str, str]]  # key, name, query
    offices: list[tuple[int, str, str]]  # key, slug, name

    @property
    def total_words(self) -> str:
        """'1.000+' beyond what is counted."""
        return f"{self.total}" if self.total <= MOST_COUNTED else f"{MOST_COUNTED:,}+".replace(",", ".")

    @property
    def has_next(self) -> bool:
        return self.page * PER_PAGE < min(self.total, MOST_COUNTED)


def inbox(person: Person, filters: Filters, now: datetime) -> Inbox:
    """Four queries: offices, the first thousand keys in their order, the page's rows, kept filters."""
    offices = OFFICES.rows(keys=keys_where(person, Permission.CASE_WORK))
    here = [pk for pk, slug, _ in offices if filters.get("kantor", slug) == slug]
    keys = _keys(person, here, filters, now)
    page = min(max(_number(filters.get("hal")), 1), MOST_COUNTED // PER_PAGE)
    shown = keys[(page - 1) * PER_PAGE : page * PER_PAGE]
    rows = {row[0]: row[1:] for row in ROWS.rows(cases=shown)}
    return Inbox(
        rows=[rows[key] for key in shown if key in rows],
        total=len(keys),
        page=page,
        views=VIEWS.rows(person=person.pk),  # type: ignore[arg-type]
        offices=offices,  # type: ignore[arg-type]
    )


def topics_offered() -> list[tuple[str, str]]:
    return [(slug, name) for slug, name in TOPICS.rows()]


def _keys(person: Person, here: list[int], filters: Filters, now: datetime) -> list[int]:
    """Of the first thousand and one: they say how many there are too."""
    asked: dict[str, Any] = {"offices": here, "person": person.pk, "since": now - GLASS_LASTS, "now": now}
    narrow = keys_where(person, Permission.CASE_NARROW)
    if narrow:
        asked["narrow"] = narrow
    state = filters.get("keadaan", "")
    wanted = {
        "state": state if state in State.values and state != State.CLOSED else None,
        "kind": filters.get("jenis") if filters.get("jenis") in Kind.values else None,
        "late": now if filters.get("terlambat") else None,
        "topic": filters.get("topik"),
        "channel": filters.get("lewat") if filters.get("lewat") in Channel.values else None,
        "area": filters.get("wilayah"),
    }
    asked |= {name: value for name, value in wanted.items() if value}
    kept = LAST_CLOSED if state in (CLOSED, State.CLOSED) else FIRST_DUE
    return [row[0] for row in kept.rows(**asked)]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1


def _first_due(*, offices: list[int], **asked: Any) -> Any:
    return _first(Case.objects.filter(~Q(state=State.CLOSED)).by_urgency(), "next_due_at", offices, asked)


def _last_closed(*, offices: list[int], **asked: Any) -> Any:
    return _first(Case.objects.filter(state=State.CLOSED).by_closing(), "closed_at", offices, asked)


def _first(cases: Any, moment: str, offices: list[int], asked: Mapping[str, Any]) -> Any:
    """Of several offices each one's first, in its index's order; then the first of all of them."""
    rows = [
        _found(cases, here, asked).values_list("pk", moment)[: MOST_COUNTED + 1] for here in _apart(offices)
    ]
    if len(rows) == 1:
        return rows[0]
    return rows[0].union(*rows[1:], all=True).order_by(*cases.query.order_by)[: MOST_COUNTED + 1]


def _apart(offices: list[int]) -> list[list[int]]:
    """SQLite knows no order within a part of a greater statement."""
    return [[office] for office in offices] if connection.vendor == "postgresql" else [offices]


def _found(cases: Any, offices: list[int], asked: Mapping[str, Any]) -> Any:
    person = asked["person"]
    broken = Glass.objects.opened_between(asked["since"], asked["now"], person)
    cases = cases.lying_at(offices, narrow=asked.get("narrow", []), person=person, broken=broken)
    of_case = {"state": "state", "kind": "kind", "late": "next_due_at__lt"}
    of_voice = {"topic": "topic__slug", "channel": "channel", "area": "area__code"}
    cases = cases.filter(**{field: asked[name] for name, field in of_case.items() if name in asked})
    wanted = {field: asked[name] for name, field in of_voice.items() if name in asked}
    return cases.filter(pk__in=Voice.objects.filter(**wanted).values("case_id")) if wanted else cases


def _rows(*, cases: list[int]) -> Any:
    return Voice.objects.filter(case__in=cases).values_list(
        "case_id", "case__code", "case__kind", "case__state", "case__outcome", "case__is_narrow",
        "case__next_due_at", "case__office__zone", "masked_sealed", "topic__name", "area__display_name", "area__name",
    )  # fmt: skip


def _offices(*, keys: list[int]) -> Any:
    return Office.objects.filter(pk__in=keys).order_by("name").values_list("pk", "slug", "name")


def _views(*, person: int) -> Any:
    return SavedView.objects.filter(person=person).order_by("name").values_list("pk", "name", "query")


def _topics() -> QuerySet[Topic, tuple[str, str]]:
    return Topic.objects.offered().values_list("slug", "name")


FIRST_DUE, LAST_CLOSED = PreparedTuples(_first_due), PreparedTuples(_last_closed)
ROWS, OFFICES, VIEWS = PreparedTuples(_rows), PreparedTuples(_offices), PreparedTuples(_views)
TOPICS = PreparedTuples(_topics)
