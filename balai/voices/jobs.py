"""Work that nobody clicks for. Each finds its own work and is harmless when run twice."""

from datetime import datetime, timedelta

from django.db.models import F, Max

from balai.base.jobs import Job
from balai.base.zones import local_day
from balai.cases.actions import keep_until
from balai.cases.models import Move
from balai.cases.rules.states import Side, State
from balai.documents.actions import hand_over
from balai.field.models import Photo, Submission
from balai.field.rules import State as Applied
from balai.people.models import Consent
from balai.voices import actions
from balai.voices.field import KINDS
from balai.voices.models import Deed, Proposal, Spot, Voice
from balai.voices.trends import facts, freezing
from balai.voices.trends.telling import tell_those_who_spoke

AT_ONCE = 500  # rows of one run
STILL_NEWS = timedelta(days=2)  # what nobody could be told by then is read on the page


def settle_closed(now: datetime) -> int:
    """What was closed has a last day; what was opened again has none."""
    closed = Voice.objects.kept().filter(case__state=State.CLOSED, keep_until=None)
    done = 0
    for voice in closed.select_related("case__office")[:AT_ONCE]:
        closed_on = local_day(voice.case.closed_at or now, voice.case.zone)
        actions.keep_from_closing(voice=voice, until=keep_until(voice.case.kind, closed_on), now=now)
        done += 1
    opened = Voice.objects.kept().exclude(case__state=State.CLOSED).filter(keep_until__isnull=False)
    for voice in opened.select_related("case__office")[:AT_ONCE]:
        actions.keep_open(voice=voice, now=now)
        done += 1
    return done


def erase_old(now: datetime) -> int:
    """Words and identities whose last day is over, in the office's own zone."""
    old = Voice.objects.kept().filter(keep_until__lt=now.date() + timedelta(days=1))
    done = 0
    for voice in old.select_related("case__office").order_by(F("keep_until"))[:AT_ONCE]:
        if voice.keep_until and voice.keep_until < local_day(now, voice.case.zone):
            actions.erase_words(voice=voice, now=now)
            done += 1
    return done


def tell_news(now: datetime) -> int:
    """The newest step of each case that moved lately, to whoever left an address."""
    lately = Move.objects.filter(at__gte=now - STILL_NEWS, is_told=True).exclude(side=Side.PERSON)
    newest = dict(lately.values_list("case").annotate(last=Max("pk")))
    told = 0
    voices = Voice.objects.filter(case__in=newest, identity__isnull=False)
    for voice in voices.select_related("case__office", "identity"):
        if voice.told_move < newest[voice.case_id]:
            told += actions.tell_news(voice=voice, move=newest[voice.case_id], now=now)
    return told


def freeze_trends(now: datetime) -> int:
    """Months and years whose time has come, each city by its own zone."""
    return sum(freezing.freeze_due(city, now) for city in facts.cities())


def tell_what_was_done(now: datetime) -> int:
    """Of each new deed and each decided proposal, those who spoke of it. How many they are is not said."""
    told = 0
    for deed in Deed.objects.untold().select_related("office", "cell__period__city"):
        tell_those_who_spoke(deed, now)
        actions.mark_told(of=deed, now=now)
        told += 1
    for proposal in Proposal.objects.untold().select_related("office", "cell__period__city"):
        tell_those_who_spoke(proposal, now, key=proposal.fate)
        actions.mark_told(of=proposal, now=now)
        told += 1
    return told


def end_consent(consent: Consent, now: datetime) -> None:
    actions.end_consent(consent=consent, now=now)


def free_spots(now: datetime) -> int:
    """Planned for a session that is not held: open again, and the history says why."""
    spots = list(Spot.objects.to_free().select_related("session", "office")[:AT_ONCE])
    for spot in spots:
        actions.free_spot(spot=spot, now=now)
    return len(spots)


def bring_photos(now: datetime) -> int:
    """Pictures of a telephone's record arrive after it: each goes to the case that the record became."""
    done = 0
    sent = Photo.objects.filter(
        submission__kind__in=KINDS, submission__state=Applied.APPLIED,
        file__about_type=Submission._meta.label_lower,
    ).select_related("file", "submission")  # fmt: skip
    for photo in sent.order_by("pk")[:AT_ONCE]:
        voice = (
            Voice.objects.filter(client_id=photo.submission.client_id).select_related("case__office").first()
        )
        if voice:
            hand_over(file=photo.file, to=voice.case, office=voice.case.office, by=None, now=now)
            done += 1
    return done


WITHDRAWALS = [end_consent]  # what must stop when a resident withdraws consent (site/withdrawals.py)
JOBS = [
    Job("voices.tell", every=timedelta(minutes=1), run=tell_news),
    Job("voices.spots", every=timedelta(minutes=1), run=free_spots),
    Job("voices.photos", every=timedelta(seconds=30), run=bring_photos),
    Job("voices.settle", every=timedelta(minutes=10), run=settle_closed),
    Job("voices.erase", every=timedelta(hours=6), run=erase_old),
    Job("voices.trends", every=timedelta(hours=6), run=freeze_trends, lasts=timedelta(minutes=20)),
    Job("voices.tell_done", every=timedelta(minutes=10), run=tell_what_was_done),
]
