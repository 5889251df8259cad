"""Which of the own cases teach: those that somebody decided."""

from django.db.models import Prefetch, Q

from balai.base.zones import local_day
from balai.cases.models import Referral
from balai.cases.rules.referrals import ReferralState
from balai.cases.rules.states import State
from balai.places.models import Office
from balai.voices.models import Voice
from balai.voices.suggestion.lines import Line


def decided(office: Office | None = None) -> list[Line]:
    """Closed, or answered by whom it was handed to; of this office, or of all. No persons, none of risk.

    Who answered last was responsible; where it was handed to nobody, the office itself.
    """
    answered = Referral.objects.filter(state=ReferralState.ANSWERED).select_related("to_office")
    over = Q(case__state=State.CLOSED) | Q(case__in=answered.values("case"))
    voices = Voice.objects.kept().filter(over, case__is_narrow=False)
    if office:
        voices = voices.filter(case__office=office)
    voices = voices.select_related("case__office", "topic").prefetch_related(
        Prefetch("case__referrals", answered.order_by("ended_at", "number"), to_attr="answers")
    )
    return [_line(voice) for voice in voices.order_by("pk").iterator(chunk_size=500)]


def _line(voice: Voice) -> Line:
    case = voice.case
    answers: list[Referral] = case.answers  # type: ignore[attr-defined]
    last = answers[-1] if answers else None
    agency = (last.to_office.slug if last.to_office else last.outside) if last else case.office.slug
    on = local_day(case.opened_at, case.zone)
    return Line(voice.masked, agency, on, voice.topic.slug if voice.topic else "")
