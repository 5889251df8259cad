"""What calls the RTs of one work day: their words, and the letters that are out."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from balai.documents.models import Letter
from balai.documents.rules.letters import LetterKind, LetterState
from balai.programs.models import Session, Turn
from balai.programs.turns import Call, calls_of, turns_of


def calls_at(session: Session) -> list[Call]:
    """One query."""
    path = reverse("front:session", args=[session.program.slug, session.on])
    return calls_of(session, turns_of(session), address=settings.BALAI_URL.rstrip("/") + path)


def letters_of(calls: Iterable[Call]) -> dict[int, Letter]:
    """Turn -> its letter that counts. One query."""
    keys = [str(call.turn.pk) for call in calls]
    rows = Letter.objects.filter(about_type=Turn._meta.label_lower, about_id__in=keys)
    active = rows.filter(kind=LetterKind.INVITATION, state=LetterState.ACTIVE).select_related("office")
    return {int(letter.about_id): letter for letter in active}
