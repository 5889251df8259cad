"""The demo's dialogue: this Sunday's Ngopi Kemuning, planned and announced. All invented."""

from datetime import datetime, time, timedelta

from balai.catalogue.models import Service
from balai.people.models import Person
from balai.places.models import Agency
from balai.programs import actions
from balai.programs.actions import Invitee
from balai.programs.models import Program, Session, Speaker
from balai.programs.planting import Planter
from balai.programs.rules.talks import read_agenda

SLUG = "ngopi-kemuning"
THEME = "Surat ahli waris: siapa, ke mana, berapa lama"
ABOUT = (
    "Surat apa saja yang perlu disiapkan bila pewaris meninggal di kota lain, dan siapa yang menandatangani."
)
AGENDA = "10 Pembukaan\n30 Alur surat ahli waris\n20 Pajak balik nama\n45 Tanya jawab"
SPEAKERS = [
    ("disdukcapil", "pembicara kependudukan", "Kepala UPT"),
    ("bapenda", "pembicara pajak daerah", ""),
]
SERVICES = ("ahli-waris", "akta-kematian")
PRESENT = 7  # have checked in so far; a sheet is keyed by the demo's visitor


def plan_talk(*, head: Person, now: datetime) -> Session:
    """Scheduled ten days ago; one agency said yes, one has not answered."""
    program, then, by = _program(), now - timedelta(days=10), Planter()
    invitees = [Invitee(role=what, agency=Agency.objects.get(slug=slug)) for slug, what, _ in SPEAKERS]
    plan = actions.schedule_talk(
        program=program, on=now.date(), opens=time(9, 30), closes=time(11, 30),
        theme=THEME, about=ABOUT, agenda=read_agenda(AGENDA), speakers=invitees, by=by, now=then,
        services=Service.objects.filter(slug__in=SERVICES),
    )  # fmt: skip
    actions.publish(program=_program(), by=by, now=then)
    first = Speaker.objects.filter(session=plan.session).order_by("pk")[0]
    actions.confirm_speaker(speaker=first, comes_as=SPEAKERS[0][2], by=None, now=then + timedelta(days=1))
    actions.open_hall(session=plan.session, by=head, now=then)
    for minute in range(PRESENT):
        actions.check_in(session=plan.session, now=now - timedelta(minutes=PRESENT - minute))
    return plan.session


def _program() -> Program:
    return Program.objects.with_series().get(slug=SLUG)
