"""'Mau urus apa?': from daily words and misspelling to the right service.

Pure: no database, clock or request.
"""

from balai.catalogue.search.rank import Answer, Entry, Index, Match
from balai.catalogue.search.words import Lexicon

__all__ = ["Answer", "Entry", "Index", "Lexicon", "Match"]
