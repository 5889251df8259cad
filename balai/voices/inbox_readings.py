"""The officers' inbox: its statements compiled once for each choice of filters (base/prepared.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from balai.base.permissions import Permission
from balai.base.prepared import Prepared
from balai.base.prepared_rows import PreparedPage, PreparedTuples
from balai.cases.models import Case, Glass, Promise
from balai.cases.models.glass import GLASS_LASTS
from balai.cases.rules.states import Kind, State
from balai.people.models import Person
from balai.people.permissions import keys_where
from balai.places.models import Office
from balai.voices.models import SavedView, Topic, Voice
from balai.voices.rules.words import Channel

PER_PAGE, MOST_COUNTED, SHOWN_DELETIONS = 25, 1000, 10
Filters = Mapping[str, str]
CLOSED = "ditutup"
FIELDS = {
    "state": "state", "kind": "kind", "late": "next_due_at__lt", "topic": "about", "channel": "came_by",
}  # fmt: skip
STATES = {"terbuka": "masih terbuka", CLOSED: "sudah ditutup", **dict(State.choices)}


@dataclass(frozen=True)
class Inbox:
    """`rows` as `inbox_rows.written` reads them."""

    rows: list[tuple[Any, ...]]
    total: int  # up to MOST_COUNTED + 1
    page: int
    views: list[tuple[int, str, str]]  # key, name, query
    offices: list[tuple[int, str, str]]  # key, slug, name
    deletions: list[Promise]  # outside bodies that must be asked to delete, the first of them

    @property
    def total_words(self) -> str:
        """'1.000+' beyond what is counted."""
        return f"{self.total}" if self.total <= MOST_COUNTED else f"{MOST_COUNTED:,}+".replace(",", ".")

    @property
    def has_next(self) -> bool:
        return self.page * PER_PAGE < min(self.total, MOST_COUNTED)


def inbox(person: Person, filters: Filters, now: datetime) -> Inbox:
    """Five queries: offices, how many and which keys, the page's rows, kept filters, deletions owed."""
    offices = OFFICES.rows(keys=keys_where(person, Permission.CASE_WORK))
    here = [pk for pk, slug, _ in offices if filters.get("kantor", slug) == slug]
    page = min(max(_number(filters.get("hal")), 1), MOST_COUNTED // PER_PAGE)
    total, shown = _page(page, person, here, filters, now)
    rows = {row[0]: row[1:] for row in ROWS.rows(cases=shown)}
    return Inbox(
        rows=[rows[key] for key in shown if key in rows],
        total=total,
        page=page,
        views=VIEWS.rows(person=person.pk),
        offices=offices,
        deletions=DELETIONS.all(**_seen_by(person, [pk for pk, _, _ in offices], now)),
    )


def _seen_by(person: Person, offices: list[int], now: datetime) -> dict[str, Any]:
    """What the rule of who sees what (`Case.lying_at`) is told about this officer."""
    asked: dict[str, Any] = {"offices": offices, "person": person.pk, "since": now - GLASS_LASTS, "now": now}
    narrow = keys_where(person, Permission.CASE_NARROW)
    return asked | {"narrow": narrow} if narrow else asked


def topics_offered() -> tuple[tuple[str, str], ...]:
    return tuple((slug, name) for slug, name in TOPICS.rows())


def _page(
    number: int, person: Person, here: list[int], filters: Filters, now: datetime
) -> tuple[int, list[int]]:
    """How many there are, up to a thousand and one, and the keys of this page."""
    asked = _seen_by(person, here, now)
    state = filters.get("keadaan", "")
    wanted = {
        "state": state if state in State.values and state != State.CLOSED else None,
        "kind": filters.get("jenis") if filters.get("jenis") in Kind.values else None,
        "late": now if filters.get("terlambat") else None,
        "topic": filters.get("topik"),
        "channel": filters.get("lewat") if filters.get("lewat") in Channel.values else None,
    }
    asked |= {name: value for name, value in wanted.items() if value}
    if state not in (CLOSED, State.CLOSED):
        return FIRST_DUE.page(number, **asked)
    return (0, []) if "late" in asked else LAST_CLOSED.page(number, **asked)  # nothing is owed there


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
    cases = _lying_at(cases, offices, asked)
    return cases.filter(**{field: asked[name] for name, field in FIELDS.items() if name in asked})


def _lying_at(cases: Any, offices: list[int], asked: Mapping[str, Any]) -> Any:
    person = asked["person"]
    broken = Glass.objects.opened_between(asked["since"], asked["now"], person)
    return cases.lying_at(offices, narrow=asked.get("narrow", []), person=person, broken=broken)


def _deletions(*, offices: list[int], **asked: Any) -> QuerySet[Promise]:
    """Also of cases that are closed: they stand in no list of open ones."""
    rows = Promise.objects.to_erase().filter(
        owner__in=offices, case__in=_lying_at(Case.objects.all(), offices, asked)
    )
    return rows.select_related("case", "referral", "owner").order_by("due_at")[:SHOWN_DELETIONS]


def _rows(*, cases: list[int]) -> Any:
    return Voice.objects.filter(case__in=cases).values_list(
        "case_id", "case__code", "case__kind", "case__state", "case__outcome", "case__is_narrow",
        "case__next_due_at", "case__office__zone", "masked_sealed", "topic__name", "area__display_name",
        "area__name",
    )  # fmt: skip


def _offices(*, keys: list[int]) -> Any:
    return Office.objects.filter(pk__in=keys).order_by("name").values_list("pk", "slug", "name")


def _views(*, person: int) -> Any:
    return SavedView.objects.filter(person=person).order_by("name").values_list("pk", "name", "query")


def _topics() -> QuerySet[Topic, tuple[str, str]]:
    return Topic.objects.offered().values_list("slug", "name")


FIRST_DUE = PreparedPage(_first_due, order="next_due_at NULLS LAST, pk", per_page=PER_PAGE)
LAST_CLOSED = PreparedPage(_last_closed, order="closed_at DESC, pk DESC", per_page=PER_PAGE)
ROWS, OFFICES, VIEWS = PreparedTuples(_rows), PreparedTuples(_offices), PreparedTuples(_views)
TOPICS, DELETIONS = PreparedTuples(_topics), Prepared(_deletions)
