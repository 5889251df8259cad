"""The demo's community work: RTs of Plaju Ilir, Fridays that were held and the coming one. All invented."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from balai.documents.actions import publish_report
from balai.front.actions import call_by_letter, hand_in_report, keep_report
from balai.people.models import Person
from balai.places.actions import set_neighbourhoods
from balai.places.models import Neighbourhood
from balai.places.rules import read_rts
from balai.programs import actions
from balai.programs.models import Program, Session
from balai.programs.rules.attendance import Group
from balai.site.demo_field import record_friday

SLUG, SIGNS = "paling-siip", "Lurah Plaju Ilir"
MINUTES = "Saluran di dua RT dibersihkan. Warga sepakat bertemu lagi pekan depan."
RTS = "01: 1-4\n02: 5-8\n02: 9 Jalan DI Panjaitan\n03: 10-12"
DAYS = (-16, -2, 5, 12)  # Friday 8 and 22 May were held, 29 May and 5 June are coming
TURNS = {-16: [(1, 1), (1, 2)], -2: [(2, 5), (2, 6)], 5: [(2, 7), (2, 8), (2, 9)]}
HEADS = [
    (-16, Group.RT_RW, "RT 01 RW 01", 14, "HP Ketua RT 01"),
    (-16, Group.RT_RW, "RT 02 RW 01", 11, "HP Ketua RT 02"),
]
# Days from now, street, RW, amounts, tools. The street is the programme's own, the figures are invented.
RESULTS: list[tuple[int, str, int, dict[str, Any], str]] = [
    (-16, "Lorong Rekaan 1", 1, {"drain_m": 120, "sacks": 35, "carts": 4}, "8 cangkul, 4 sekop"),
]


def hold_fridays(*, head: Person, now: datetime) -> None:
    """On the 22nd one RT was counted twice and one street told twice: undecided."""
    office = Program.objects.get(slug=SLUG).office
    set_neighbourhoods(office=office, rts=read_rts(RTS), by=None, now=now - timedelta(days=30))
    days = {day: _friday(day, head, now) for day in DAYS}
    for number, (day, group, label, heads, reporter) in enumerate(HEADS, start=1):
        actions.report_heads(
            session=days[day], group=group, label=label, number=heads, reporter=reporter,
            client_id=UUID(int=number), by=head, now=days[day].ends_at,
        )  # fmt: skip
    for number, (day, street, rw, amounts, tools) in enumerate(RESULTS, start=1):
        actions.report_result(
            session=days[day], street=street, rw=rw, tools=tools, reporter=f"HP Lapangan {number}",
            client_id=UUID(int=number), by=head, now=days[day].ends_at, **amounts,
        )  # fmt: skip
    record_friday(session=days[-2], head=head)
    call_by_letter(
        session=days[5], signed_as=SIGNS, classification="005", by=head,
        now=now - timedelta(days=1),
    )  # fmt: skip


def close_fridays(*, head: Person, writer: Person, now: datetime) -> None:
    """Once the photos are there: what a report shows is frozen when it is handed in."""
    held = Session.objects.filter(program__slug=SLUG).select_related("program__office")
    reported, begun = (held.get(on=now.date() + timedelta(days=day)) for day in (-16, -2))
    words = {"attended_reason": "", "organisations": "Karang Taruna Rekaan", "minutes": MINUTES}
    then = reported.ends_at + timedelta(days=3)
    report = hand_in_report(session=reported, attended=25, by=writer, now=then, **words)
    publish_report(report=report, signed_as=SIGNS, by=head, now=then + timedelta(hours=2))
    keep_report(session=begun, attended=None, by=writer, now=begun.ends_at + timedelta(hours=1), **words)


def _friday(day: int, head: Person, now: datetime) -> Session:
    then, on = now - timedelta(days=20), now.date() + timedelta(days=day)
    program = Program.objects.with_series().get(slug=SLUG)
    chosen = [Neighbourhood.objects.get(office=program.office, rw=rw, rt=rt) for rw, rt in TURNS.get(day, ())]
    if not chosen:
        return actions.session_for(program, on, now=then)
    return actions.set_turns(program=program, on=on, chosen=chosen, by=head, now=then)
