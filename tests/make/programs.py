"""Programmes and sessions. The seed programmes are planted from their files, as in life."""

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from balai.places.models import Office
from balai.programs import actions
from balai.programs.models import Desk, Program, Session
from balai.programs.planting import Planter
from balai.programs.rules import OnHolidays, RuleTerms
from tests.make.again import again
from tests.make.places import agency as an_agency
from tests.make.places import office as an_office

__all__ = ["BEGINNING", "SUNDAY", "desk", "planted", "program", "session", "terms"]

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "programs"
BEGINNING = datetime(2026, 1, 1, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
SUNDAY = date(2026, 5, 24)
FACTS = {"purpose": "Mengurus dokumen kependudukan.", "place_text": "Kantor kecamatan", "is_free": True}


def terms(**changed: Any) -> RuleTerms:
    """Every Sunday or national holiday from nine to eleven, unless told otherwise."""
    usual: dict[str, Any] = {
        "weekdays": frozenset({6}),
        "opens": time(9),
        "closes": time(11),
        "on_holidays": OnHolidays.OPEN,
    }
    return RuleTerms(**usual | changed)


@again
def program(
    *,
    office: Office | None = None,
    slug: str = "",
    name: str = "Minggu Senyum Ceria",
    rule: RuleTerms | None = None,
    published: bool = True,
    now: datetime = BEGINNING,
    **facts: Any,
) -> Program:
    """A published programme with a rule since the beginning of 2026."""
    slug = slug or f"program-{Program.objects.count() + 1}"
    by = Planter()
    made = actions.create_program(
        office=office or an_office(), slug=slug, name=name, by=by, now=now, **FACTS | facts
    )
    actions.change_rule(program=made, terms=rule or terms(), starts_on=date(2026, 1, 1), by=by, now=now)
    if published:
        actions.publish(program=made, by=by, now=now)
    return Program.objects.with_series().get(pk=made.pk)


@again
def session(*, program: Program | None = None, on: date = SUNDAY, **facts: Any) -> Session:
    """The row of one opening; the usual Sunday unless told otherwise."""
    return actions.session_for(program or _a_program(**facts), on, now=BEGINNING)


_a_program = program


def desk(
    session: Session, *, agency: str = "disdukcapil-contoh", crew: str = "", confirmed: bool = False
) -> Desk:
    """An agency's table in this session."""
    by = Planter()
    asked = an_agency(agency, name=agency.replace("-", " ").title())
    made = actions.invite_desk(
        session=session, agency=asked, offers="KTP-el dan KK", crew=crew, by=by, now=BEGINNING
    )
    return actions.confirm_desk(desk=made, by=by, now=BEGINNING) if confirmed else made


@again
def planted(slug: str, *, settings: Mapping[str, Any] | None = None, now: datetime = BEGINNING) -> Program:
    """A seed programme from its file; its office is made when it is not there."""
    from balai.programs.planting import plant_file

    plant_file(SEEDS / f"{slug}.toml", now=now)
    made = Program.objects.with_series().get(slug=slug)
    if settings:
        actions.edit_program(program=made, by=Planter(), now=now, **settings)
    return Program.objects.with_series().get(pk=made.pk)
