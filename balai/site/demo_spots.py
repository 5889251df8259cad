"""The demo's dirty spots: new, planned, cleaned, opened again, and one that waits for an agency."""

from datetime import datetime, timedelta

from balai.people.contacts import Contact
from balai.people.models import Person
from balai.places.models import Office
from balai.programs.models import Program
from balai.voices import actions
from balai.voices.models import Spot

SLUG, STREET = "paling-siip", "Jalan DI Panjaitan"
NEW = ("Jl. D.I. Panjaitan", "Sampah menumpuk di bawah pohon.", "dekat pos ronda")
OPEN = (STREET, "Rumput menutup saluran air.", "seberang musala")
PLANNED = (STREET, "Got penuh lumpur, air naik ke jalan.", "depan warung")
SAME = (STREET, "Lumpur di got membuat air naik ke jalan.", "depan warung")
CLEANED = (STREET, "Botol plastik menyumbat got.", "mulut Lorong Rekaan")
AGAIN = ("Lorong Rekaan", "Sampah rumah tangga di tepi lorong.", "ujung lorong")
DEEP = (STREET, "Tidak ada bak kontrol. Lumpur setinggi lutut, tidak bisa diangkat.", "jembatan kecil")
PHONE = "+628990009002"
NEED, WEEKS = "ekskavator", 4


def report_spots(*, lurah: Person, agency: Person, now: datetime) -> None:
    """Friday the 22nd is over, Friday the 29th is coming. All invented."""
    program = Program.objects.with_series().get(slug=SLUG)
    early, friday = now - timedelta(days=6), now.date() - timedelta(days=2)
    _report(program, NEW, now - timedelta(hours=3))
    _report(program, SAME, now - timedelta(hours=20))  # who reads it joins it to PLANNED
    _seen(program, OPEN, lurah, early)
    planned = _seen(program, PLANNED, lurah, early)
    actions.plan_spot(spot=planned, on=now.date() + timedelta(days=5), by=lurah, now=early)
    then = now - timedelta(days=1)
    for told in (CLEANED, AGAIN):
        spot = actions.plan_spot(spot=_seen(program, told, lurah, early), on=friday, by=lurah, now=early)
        spot = actions.finish_spot(spot=spot, note="Diangkut tiga gerobak.", by=lurah, now=then)
    actions.say_not_yet(voice=spot.voice, text="Sudah kotor lagi pagi ini.", now=now - timedelta(hours=2))
    deep = _seen(program, DEEP, lurah, early)
    part = actions.refer_spot(
        spot=deep, asked=deep.words, need=NEED, to_office=Office.objects.get(slug="pupr-palembang"), by=lurah,
        now=early,
    )  # fmt: skip
    on = friday + timedelta(weeks=WEEKS)
    actions.name_day(referral=part, on=on, what=NEED, by=agency, now=now - timedelta(days=3))


def _report(program: Program, told: tuple[str, str, str], now: datetime) -> Spot:
    street, text, near = told
    return actions.report_spot(
        program=program, street=street, text=text, near=near, contact=Contact(phone=PHONE), now=now
    )


def _seen(program: Program, told: tuple[str, str, str], by: Person, now: datetime) -> Spot:
    spot = _report(program, told, now)
    return actions.show_spot(spot=spot, street=told[0], text=f"{told[1]} ({told[2]})", by=by, now=now)
