"""When a programme is open again, as words: for every refusal that should not leave anyone standing."""

from datetime import datetime

from django.core.cache import cache

from balai.base import zones
from balai.programs.calendar import next_opening
from balai.programs.models import Program

KEEP_SECONDS = 60  # words only: no decision reads this


def following_words(program_pk: int, after: datetime) -> str:
    """'Minggu, 31 Mei 2026, 09.00–11.00 WIB', the first opening that begins after this moment; or ''."""
    key = f"queues:following:{program_pk}:{int(after.timestamp()) // KEEP_SECONDS}"
    words = cache.get(key)
    if words is None:
        words = _words(program_pk, after)
        cache.set(key, words, KEEP_SECONDS)
    return str(words)


def _words(program_pk: int, after: datetime) -> str:
    program = Program.objects.with_series().get(pk=program_pk)
    opening = next_opening(program, after=after)
    if opening is None or opening.starts_at is None or opening.ends_at is None:
        return ""
    return f"{zones.day(opening.on)}, {zones.span(opening.starts_at, opening.ends_at, program.zone)}"
