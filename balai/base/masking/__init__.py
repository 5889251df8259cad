"""Finds who is meant in Indonesian free text, and masks it (docs/decisions/masking.md). Pure: no Django, no database."""

from balai.base.masking import addresses, contacts, dates, names, numbers, plates
from balai.base.masking.gazetteer import Gazetteer, shipped
from balai.base.masking.placeholders import hidden
from balai.base.masking.reading import Reading
from balai.base.masking.spans import PLACEHOLDERS, Masked, Span, Type

__all__ = ["PLACEHOLDERS", "Gazetteer", "Masked", "Span", "Type", "find", "mask", "shipped"]
STAGES = (
    hidden,
    contacts.find,
    numbers.cards,
    dates.find,
    plates.find,
    addresses.find,
    numbers.find,
    names.find,
)


def find(text: str, gazetteer: Gazetteer) -> list[Span]:
    """Every identifier of a person, in the order of the text; spans never overlap."""
    reading = Reading(text, gazetteer)
    for stage in STAGES:
        stage(reading)
    return sorted(reading.spans)


def mask(text: str, gazetteer: Gazetteer) -> Masked:
    spans = find(text, gazetteer)
    pieces, done = [], 0
    for span in spans:
        pieces += [text[done : span.start], PLACEHOLDERS[span.type]]
        done = span.end
    return Masked("".join([*pieces, text[done:]]), spans)
