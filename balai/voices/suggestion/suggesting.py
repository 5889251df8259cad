"""What an officer is shown while typing: topics and agencies, with the words that spoke for each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils.text import slugify

from balai.places.models import Agency, Office
from balai.voices.models import Topic
from balai.voices.suggestion import lexicon
from balai.voices.suggestion.model import Guess, Model
from balai.voices.suggestion.store import kept, path_of

MOST = 3


@dataclass(frozen=True)
class Suggested:
    label: str
    share: float
    reasons: tuple[str, ...]
    topic: Topic | None = None
    agency: Agency | None = None
    office: Office | None = None

    @property
    def name(self) -> str:
        return str(self.topic or self.office or self.agency or self.label)

    @property
    def percent(self) -> int:
        return round(self.share * 100)


@dataclass(frozen=True)
class Suggestion:
    topics: list[Suggested] = field(default_factory=list)
    agencies: list[Suggested] = field(default_factory=list)
    is_learned: bool = False

    def __bool__(self) -> bool:
        return bool(self.topics or self.agencies)


def folder() -> Path:
    return Path(settings.STATE_DIR) / "suggestion"


def model_for(office: Office | None) -> Model | None:
    """The office's own, else the one for all; None where there is none that can be read."""
    own = kept(path_of(folder(), office.slug)) if office else None
    return own or kept(path_of(folder()))


def suggest(text: str, office: Office | None) -> Suggestion:
    """At most three of each, nothing where the text says too little. Three queries at most."""
    words = lexicon.shipped()
    topics, agencies = words.guess(text, most=MOST)
    model = model_for(office)
    if model:
        agencies = model.guess(model.agencies, text, most=MOST)
        topics = model.guess(model.topics, text, most=MOST) if model.topics else topics
    return Suggestion(_topics(topics), _agencies(agencies, office, words.names), is_learned=model is not None)


def _topics(guesses: Sequence[Guess]) -> list[Suggested]:
    """Only what may be chosen."""
    if not guesses:
        return []
    meant = Q()
    for guess in guesses:
        meant |= Q(slug=guess.label) | Q(name__iexact=guess.label)
    found = {
        key: topic
        for topic in Topic.objects.offered().filter(meant)
        for key in (topic.slug, topic.name.casefold())
    }
    known = [(guess, found.get(guess.label) or found.get(guess.label.casefold())) for guess in guesses]
    return [
        Suggested(guess.label, guess.share, guess.reasons, topic=topic) for guess, topic in known if topic
    ]


def _agencies(guesses: Sequence[Guess], office: Office | None, names: dict[str, str]) -> list[Suggested]:
    """The office that is meant: by its slug or name, else the agency's office in the same city or regency."""
    if not guesses:
        return []
    slugs = [slugify(guess.label) for guess in guesses]
    by_name = Q()
    for guess in guesses:
        by_name |= Q(name__iexact=guess.label) | Q(short_name__iexact=guess.label)
    agencies = list(Agency.objects.filter(by_name | Q(slug__in=slugs)).order_by("pk"))
    offices = _offices(guesses, slugs, agencies, office)
    shown = []
    for guess, slug in zip(guesses, slugs, strict=True):
        label = guess.label.casefold()
        agency = next((a for a in agencies if a.slug == slug or label in _names(a)), None)
        own = next((o for o in offices if o.slug == slug or o.name.casefold() == label), None)
        place = own or next((o for o in offices if agency and o.agency_id == agency.pk), None)
        name = names.get(slug, guess.label)
        shown.append(Suggested(name, guess.share, guess.reasons, agency=agency, office=place))
    return shown


def _names(agency: Agency) -> set[str]:
    return {agency.name.casefold(), agency.short_name.casefold()} - {""}


def _offices(
    guesses: Sequence[Guess], slugs: Sequence[str], agencies: Sequence[Agency], office: Office | None
) -> list[Office]:
    meant = Q(slug__in=slugs)
    for guess in guesses:
        meant |= Q(name__iexact=guess.label)
    if office and agencies:
        meant |= Q(agency__in=agencies, place__code__startswith=office.place.code[:5])
    return list(Office.objects.active().filter(meant).order_by("pk"))
