"""The search of this process: built from the tables once, and again whenever the database's mark changes.

The mark is random, not counted: a rolled back change, a restored backup or a fresh test database
can never show a mark that this process has seen with other content.
"""

from balai.catalogue.models import SearchState, Service
from balai.catalogue.search import Answer, Entry, Index, Lexicon
from balai.catalogue.statements import search_mark

_known: tuple[str, Index] | None = None


def index() -> Index:
    """One query when nothing has changed, three when it has."""
    global _known
    mark = search_mark()
    if _known is None or not mark or _known[0] != mark:
        _known = mark, _build()  # read after the mark: at worst it is built once more
    return _known[1]


def _build() -> Index:
    words = SearchState.objects.filter(pk=1).values_list("words", flat=True).first() or {}
    entries = [Entry(s.slug, s.name, tuple(s.word_list), s.summary) for s in Service.objects.public()]
    return Index(entries, Lexicon.read(words))


def find(text: str) -> Answer:
    return index().answer(text)
