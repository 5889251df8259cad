"""Programmes as the public pages ask for them: statements compiled once (base/prepared.py)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from balai.base.prepared import Prepared, hand_out
from balai.places.models import Office, OpeningHours
from balai.programs.models import Change, Desk, Pause, Program, RotaDay, RuleHours, RuleVersion, Session
from balai.programs.models.session import TOOK_PLACE


def shown_program(slug: str) -> Program | None:
    """Published, with all that the series engine asks for."""
    found = BY_SLUG.first(slug=slug)
    return with_series([found])[0] if found else None


def shown_programs() -> list[Program]:
    return with_series(EVERY.all())


def programs_at(office: int) -> list[Program]:
    """By name."""
    return with_series(AT.all(office=office))


def with_series(programs: list[Program]) -> list[Program]:
    """What the query set's `with_series` reads beside the programmes themselves, for the same six tables.

    Of four of them most programmes have no row: `published()` says so, and then nobody asks.
    """
    changed = [program.pk for program in programs if program.has_changes]  # type: ignore[attr-defined]
    paused = [program.pk for program in programs if program.has_pauses]  # type: ignore[attr-defined]
    offices = [program.office for program in programs]
    series = [program.series for program in programs if hasattr(program, "series")]
    rules = RULES.all(series=[each.pk for each in series])
    own_hours = [rule.pk for rule in rules if rule.has_hours]  # type: ignore[attr-defined]
    on_tour = [rule.pk for rule in rules if rule.has_rota]  # type: ignore[attr-defined]
    hand_out(offices, "hours", HOURS.all(offices=sorted({office.pk for office in offices})), by="office_id")
    hand_out(programs, "changes", CHANGES.all(programs=changed), by="program_id")
    hand_out(programs, "pauses", PAUSES.all(programs=paused), by="program_id")
    hand_out(series, "rules", rules, by="series_id")
    hand_out(rules, "weekday_hours", RULE_HOURS.all(rules=own_hours), by="rule_id")
    hand_out(rules, "rota", ROTA.all(rules=on_tour), by="rule_id")
    return programs


def active_office(slug: str) -> Office | None:
    return OFFICE.first(slug=slug)


def session_held(program: Program, on: date) -> Session | None:
    """The day's session with its programme, unless it was cancelled."""
    found = HELD.first(program=program.pk, on=on)
    if found:
        found.program = program
    return found


def unstaffed_sessions(program: int, now: datetime) -> list[Session]:
    """Those to come of which residents were told that nobody has confirmed yet."""
    return UNSTAFFED.all(program=program, now=now)


def desks_standing(program: int, on: date) -> list[Desk]:
    """Tables of agencies on this day, by the agency's name."""
    return DESKS.all(program=program, on=on)


def published() -> "QuerySet[Program]":
    rows = Program.objects.published().select_related("office__place", "series").order_by("pk")
    own = {"program": OuterRef("pk")}
    return rows.annotate(
        has_changes=Exists(Change.objects.filter(**own)), has_pauses=Exists(Pause.objects.filter(**own))
    )


def _by_slug(*, slug: str) -> "QuerySet[Program]":
    return published().filter(slug=slug)


def _at(*, office: int) -> "QuerySet[Program]":
    return published().filter(office=office).order_by("name")


def _hours(*, offices: Iterable[int]) -> "QuerySet[OpeningHours]":
    return OpeningHours.objects.filter(office__in=offices)


def _changes(*, programs: Iterable[int]) -> "QuerySet[Change]":
    return Change.objects.filter(program__in=programs)


def _pauses(*, programs: Iterable[int]) -> "QuerySet[Pause]":
    return Pause.objects.filter(program__in=programs)


def _rules(*, series: Iterable[int]) -> "QuerySet[RuleVersion]":
    rows, own = RuleVersion.objects.filter(series__in=series), {"rule": OuterRef("pk")}
    return rows.annotate(
        has_hours=Exists(RuleHours.objects.filter(**own)), has_rota=Exists(RotaDay.objects.filter(**own))
    )


def _rule_hours(*, rules: Iterable[int]) -> "QuerySet[RuleHours]":
    return RuleHours.objects.filter(rule__in=rules)


def _rota(*, rules: Iterable[int]) -> "QuerySet[RotaDay]":
    return RotaDay.objects.filter(rule__in=rules).select_related("place")


def _office(*, slug: str) -> "QuerySet[Office]":
    return Office.objects.active().filter(slug=slug)


def _held(*, program: int, on: date) -> "QuerySet[Session]":
    rows = Session.objects.filter(program=program, on=on, state__in=TOOK_PLACE)
    return rows.order_by("starts_at", "pk")[:1]


def _unstaffed(*, program: int, now: datetime) -> "QuerySet[Session]":
    return Session.objects.open_to_public().filter(program=program, told_at__isnull=False, ends_at__gt=now)


def _desks(*, program: int, on: date) -> "QuerySet[Desk]":
    return Desk.objects.standing(on).filter(session__program=program).order_by("agency__name")


UNSTAFFED, DESKS = Prepared(_unstaffed), Prepared(_desks)
OFFICE, HELD = Prepared(_office), Prepared(_held)
BY_SLUG, EVERY, AT = Prepared(_by_slug), Prepared(published), Prepared(_at)
HOURS, CHANGES, PAUSES = Prepared(_hours), Prepared(_changes), Prepared(_pauses)
RULES, RULE_HOURS, ROTA = Prepared(_rules), Prepared(_rule_hours), Prepared(_rota)
