"""Programmes and sessions. The seed programmes are planted from their files, as in life."""

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from balai.documents import actions as documents
from balai.documents.scanners.clamav_fake import FakeClamAV
from balai.people.models import Person
from balai.people.rules import Role
from balai.places.actions import set_neighbourhoods
from balai.places.models import Neighbourhood, Office
from balai.places.rules import read_rts
from balai.programs import actions
from balai.programs.actions.pairing import source_of
from balai.programs.models import (
    Attendance,
    Copy,
    Desk,
    Hall,
    HeadCount,
    Material,
    Pair,
    Plan,
    Program,
    Result,
    Session,
    Shot,
    Speaker,
    Turn,
)
from balai.programs.planting import Planter
from balai.programs.rules import OnHolidays, RuleTerms
from balai.programs.rules.attendance import Group
from balai.programs.rules.pairs import Side
from balai.programs.rules.talks import read_agenda
from tests.make.again import again
from tests.make.documents import harmless as a_harmless
from tests.make.moment import NOW
from tests.make.people import officer as an_officer
from tests.make.places import agency as an_agency
from tests.make.places import office as an_office

__all__ = [
    "BEGINNING",
    "SUNDAY",
    "attendance",
    "copy",
    "desk",
    "hall",
    "head_count",
    "material",
    "pair",
    "plan",
    "planted",
    "program",
    "result",
    "rt",
    "session",
    "shot",
    "speaker",
    "terms",
    "turn",
    "work_program",
]

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "programs"
BEGINNING = datetime(2026, 1, 1, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
SUNDAY = date(2026, 5, 24)
FACTS = {
    "purpose": "Mengurus dokumen kependudukan.",
    "place_text": "Kantor kecamatan",
    "is_free": True,
    "records": ["hadir", "catatan", "foto"],
}


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


def work_program(*, rts: str = "01: 1-2\n02: 5-6", office: Office | None = None) -> Program:
    """Every Friday from seven to nine, at a kelurahan with these RTs."""
    made = program(
        office=office or an_office(kind="kelurahan"), name="Jumat Bersih",
        rule=terms(weekdays=frozenset({4}), opens=time(7), closes=time(9), on_holidays=OnHolidays.SAME),
        records=["hadir", "hasil", "catatan"],
    )  # fmt: skip
    set_neighbourhoods(office=made.office, rts=read_rts(rts), by=None, now=BEGINNING)
    return made


def rt(office: Office, rw: int, rt: int) -> Neighbourhood:
    """This RT of the kelurahan; written down when it is not on the list."""
    return Neighbourhood.objects.get_or_create(office=office, rw=rw, rt=rt)[0]


def turn(session: Session, rw: int = 2, number: int = 5) -> Turn:
    """This RT works at the session."""
    chosen = [rt(session.program.office, rw, number)]
    actions.set_turns(program=session.program, on=session.on, chosen=chosen, by=Planter(), now=BEGINNING)
    return Turn.objects.get(session=session)


def result(
    session: Session, *, by: Person | None = None, now: datetime = NOW, has_sheet: bool = False, **told: Any
) -> Result:
    """500 m of drain, 100 sacks, 3 trucks, unless told otherwise; maybe with the photo of its sheet."""
    by = by or an_officer(Role.FRONT_DESK, office=session.program.office)
    place = {"street": told.pop("street", "Jalan DI Panjaitan"), "rw": told.pop("rw", 2)}
    usual = told or {"drain_m": 500, "sacks": 100, "trucks": 3}
    sheet = a_harmless() if has_sheet else None
    made = actions.report_result(session=session, by=by, now=now, sheet=sheet, **place, **usual)
    if has_sheet:
        documents.scan_waiting(now=now, scanner=FakeClamAV())
    return made


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


def attendance(session: Session | None = None, *, name: str = "", now: datetime = NOW) -> Attendance:
    """Somebody who is here: by code, or by this name on the list."""
    session = session or _a_session()
    if not name:
        return actions.check_in(session=session, now=now)
    by = an_officer(Role.FRONT_DESK, office=session.program.office)
    return actions.enter_name(session=session, name=name, by=by, now=now)


_a_session = session


def head_count(
    session: Session, number: int, *, group: str = Group.RT_RW, label: str = "RT 05",
    by: Person | None = None, clean: bool = False, now: datetime = NOW,
) -> HeadCount:  # fmt: skip
    """A photographed sheet with so many heads of this group."""
    by = by or an_officer(Role.FRONT_DESK, office=session.program.office)
    made = actions.report_heads(
        session=session, group=group, label=label, number=number, sheet=a_harmless(), by=by, now=now
    )
    if clean:
        documents.scan_waiting(now=now, scanner=FakeClamAV())
    return made


def hall(session: Session | None = None) -> Hall:
    """The door of this session, with its code."""
    return actions.open_hall(session=session or _a_session(), by=Planter(), now=NOW)


def shot(
    session: Session | None = None, side: str = Side.BEFORE, *, label: str = "Gang Damai", **more: Any
) -> Shot:
    """A photo of a spot that a scanner let out."""
    session = session or _a_session()
    by = an_officer(Role.PROGRAM_LEAD, office=session.program.office)
    words = {"upload": a_harmless(), "by": by, "now": NOW} | more
    made = actions.add_shot(session=session, label=label, side=side, **words)
    documents.scan_waiting(now=NOW, scanner=FakeClamAV())
    return Shot.objects.select_related("file").get(pk=made.pk)


def copy(shot: Shot, *, by: Person | None = None, after: int = 0, now: datetime = NOW) -> Copy:
    """Covered by hand, as if the workshop had drawn it."""
    by = by or an_officer(Role.PROGRAM_LEAD, office=shot.pair.session.program.office)
    source, boxes = source_of(shot), [(0, 0, 83, 111)]
    return actions.cover_shot(
        shot=shot, source=source, drawn=a_harmless(), boxes=boxes, after=after, by=by, now=now
    )


def pair(session: Session | None = None, *, label: str = "Gang Damai", published: bool = False) -> Pair:
    """Both sides, covered as if the workshop had drawn them."""
    session = session or _a_session()
    by, copies = an_officer(Role.PROGRAM_LEAD, office=session.program.office), []
    for side in Side:
        taken = shot(session, side, label=label)
        copies.append(copy(taken, by=by))
    made = Pair.objects.get(shots=copies[0].shot)
    if published:
        seen = [copy.pk for copy in copies]
        made = actions.publish_pair(pair=made, seen=seen, stated=True, by=by, now=NOW)
    return made


def material(plan: Plan, *, title: str = "Alur ahli waris", clean: bool = False) -> Material:
    """A paper of the talk; `clean`: the scanner has seen it."""
    by = an_officer(Role.PROGRAM_LEAD, office=plan.session.program.office)
    made = actions.add_material(plan=plan, title=title, upload=a_harmless(), by=by, now=NOW)
    if clean:
        documents.scan_waiting(now=NOW, scanner=FakeClamAV())
        made.refresh_from_db()
    return made


def plan(session: Session | None = None, *, agenda: str = "", **words: Any) -> Plan:
    """What this session is about."""
    words = {"theme": "Mengurus ahli waris", "about": "Surat apa saja, ke mana dulu."} | words
    session = session or _a_session()
    items = read_agenda(agenda or "15 Pembukaan\n60 Tanya jawab")
    return actions.edit_plan(session=session, agenda=items, by=Planter(), now=NOW, **words)


def speaker(
    session: Session, *, agency: str = "bapenda-contoh", outside: str = "", confirmed: bool = False,
    role: str = "pembicara pajak daerah",
) -> Speaker:  # fmt: skip
    """An agency that is asked to speak, or a body outside."""
    asked = None if outside else an_agency(agency, name=agency.replace("-", " ").title())
    invitee = actions.Invitee(role=role, agency=asked, outside=outside)
    made = actions.invite_speaker(session=session, invitee=invitee, by=Planter(), now=NOW)
    return actions.confirm_speaker(speaker=made, by=None, now=NOW) if confirmed else made


@again
def planted(slug: str, *, settings: Mapping[str, Any] | None = None, now: datetime = BEGINNING) -> Program:
    """A seed programme from its file; its office is made when it is not there."""
    from balai.programs.planting import plant_file

    plant_file(SEEDS / f"{slug}.toml", now=now)
    made = Program.objects.with_series().get(slug=slug)
    if settings:
        actions.edit_program(program=made, by=Planter(), now=now, **settings)
    return Program.objects.with_series().get(pk=made.pk)
