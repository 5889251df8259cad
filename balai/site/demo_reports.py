"""The demo's papers: two talks of the weeks before, one reported on, one waiting. All invented."""

from datetime import datetime, time, timedelta

from balai.documents import actions as documents
from balai.documents.models import Report
from balai.front.actions import hand_in_report, invite_by_letter
from balai.people.models import Person
from balai.programs import actions
from balai.programs.actions import Invitee
from balai.programs.models import Program, Session, Speaker
from balai.programs.planting import Planter
from balai.programs.rules.talks import read_agenda
from balai.site.demo_board import answer_in_talk
from balai.site.demo_pulse import OLDER, say, use_and_ask
from balai.site.demo_talk import SLUG

# Days ago, people present, theme, minutes.
TALKS = [
    (
        14,
        23,
        "Akta lahir yang hilang",
        "Warga bertanya ke mana mengurus akta yang hilang.\n\nLoket menjelaskan tiga langkah.",
    ),
    (
        7,
        31,
        "Pajak bumi dan bangunan",
        "Warga bertanya tentang nama wajib pajak.\n\nPetugas pajak menunjukkan cara mengubahnya.",
    ),
]
SIGNS = "Camat Kemuning"


def report_talks(*, head: Person, writer: Person, now: datetime) -> None:
    """Handed in on the Tuesday after, when the answers are counted; the older one was approved on Wednesday.

    Two talks lie further back, from before reports were owed.
    """
    older = {days: _talk(now, days, theme, present) for days, present, theme in OLDER}
    use_and_ask(older)
    for days, present, theme, minutes in TALKS:
        session = _talk(now, days, theme, present)
        answer_in_talk(session=session, by=head)
        report = _hand_in(session, writer, present, minutes)
        if days == TALKS[0][0]:
            wednesday = report.made_at + timedelta(days=1)
            documents.publish_report(report=report, signed_as=SIGNS, by=head, now=wednesday)
    speaker = (
        Speaker.objects.filter(session__program__slug=SLUG, session__on=now.date()).order_by("pk").last()
    )
    if speaker:
        week = now - timedelta(days=8)
        invite_by_letter(speaker=speaker, signed_as=SIGNS, classification="005", by=head, now=week)


def _talk(now: datetime, days: int, theme: str, present: int) -> Session:
    """Planned ten days before, held, and answered by those who were there."""
    on, planned = now.date() - timedelta(days=days), now - timedelta(days=days + 10)
    plan = actions.schedule_talk(
        program=Program.objects.with_series().get(slug=SLUG), on=on, opens=time(9, 30), closes=time(11, 30),
        theme=theme, about="", agenda=read_agenda("10 Pembukaan\n80 Tanya jawab"),
        speakers=[Invitee(role="pembicara", outside="Karang Taruna Rekaan")], by=Planter(), now=planned,
    )  # fmt: skip
    for speaker in Speaker.objects.filter(session=plan.session):
        actions.confirm_speaker(speaker=speaker, by=None, now=planned + timedelta(days=2))
    for number in range(present):
        actions.check_in(session=plan.session, now=plan.session.starts_at + timedelta(minutes=number))
    say(plan.session, days)
    return plan.session


def _hand_in(session: Session, by: Person, present: int, minutes: str) -> Report:
    return hand_in_report(
        session=session, attended=present, attended_reason="", minutes=minutes,
        organisations="PKK Rekaan\nKarang Taruna Rekaan", by=by, now=session.ends_at + timedelta(days=2),
    )  # fmt: skip
