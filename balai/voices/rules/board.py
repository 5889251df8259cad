"""The question board of a session: what a question may become, why one is hidden, when asking is over."""

from datetime import datetime, timedelta

from django.db.models import TextChoices

from balai.base.errors import RuleBroken
from balai.voices.rules.words import require_text


class BoardState(TextChoices):
    INCOMING = "incoming", "baru masuk"
    SHORTLIST = "shortlist", "menunggu dibahas"
    LIVE = "live", "sedang dibahas"
    ANSWERED = "answered", "dijawab"
    FOLLOW_UP = "follow_up", "ditindaklanjuti"
    HIDDEN = "hidden", "disembunyikan"


class HiddenReason(TextChoices):
    """The whole list. It is published; there is no other reason."""

    NAMES = "names", "menyebut atau menuduh seseorang"
    PRIVATE = "private", "memuat data pribadi"
    INSULT = "insult", "kata kasar atau kebencian"
    SAME = "same", "sama dengan pertanyaan lain"
    OFF_TOPIC = "off_topic", "di luar topik, dijawab lewat kantor"
    ADVERT = "advert", "iklan atau bukan pertanyaan"
    SAFETY = "safety", "menyangkut keselamatan seseorang"


INCOMING, SHORTLIST, LIVE = BoardState.INCOMING, BoardState.SHORTLIST, BoardState.LIVE
ANSWERED, FOLLOW_UP, HIDDEN = BoardState.ANSWERED, BoardState.FOLLOW_UP, BoardState.HIDDEN

# From which state to which. What does not stand here does not happen.
MOVES: dict[str, frozenset[str]] = {
    INCOMING: frozenset({SHORTLIST, LIVE, ANSWERED, FOLLOW_UP, HIDDEN}),
    SHORTLIST: frozenset({INCOMING, LIVE, ANSWERED, FOLLOW_UP, HIDDEN}),
    LIVE: frozenset({SHORTLIST, ANSWERED, FOLLOW_UP, HIDDEN}),
    ANSWERED: frozenset({FOLLOW_UP, HIDDEN}),  # the answer was not enough
    FOLLOW_UP: frozenset({ANSWERED, FOLLOW_UP, HIDDEN}),  # another unit, or an earlier day
    HIDDEN: frozenset({INCOMING}),  # hidden by mistake: looked at anew
}
OPEN_TO_VOTES = (SHORTLIST, LIVE)
ON_SHOW = (SHORTLIST, LIVE)  # these are looked at by everybody, so somebody has moderated them
LONGEST_QUESTION = 600  # characters: what can be read aloud, and stands on one screen
PAPER_DAYS = timedelta(days=14)  # slips of the hall may be keyed so long after it
CODES_PER_NETWORK = 600  # tries in an hour: a hall may share one address, and no code is guessed by then
VOTES_PER_NETWORK = 50  # of those who are not checked in: one question, one network, one hour


def require_move(old: str, new: str) -> None:
    if new not in MOVES[old]:
        was, to = BoardState(old).label, BoardState(new).label
        raise RuleBroken("board.move", f"Pertanyaan ini {was}; tidak bisa diubah menjadi {to}.")


def require_showable(*, is_of_risk: bool) -> None:
    if is_of_risk:
        message = (
            "Ini menyangkut keselamatan seseorang. Jangan ditampilkan; tangani lewat halaman laporannya."
        )
        raise RuleBroken("board.risk", message)


def require_reason(reason: str) -> None:
    if reason not in HiddenReason.values:
        raise RuleBroken("board.reason", "Pilih alasan dari daftar.", field="reason")


def require_votable(state: str) -> None:
    if state not in OPEN_TO_VOTES:
        raise RuleBroken("board.not_open", "Pertanyaan ini tidak menunggu lagi. Dukungan tidak ditambah.")


def require_question(text: str) -> str:
    text = require_text(text)
    if len(text) > LONGEST_QUESTION:
        message = f"Paling panjang {LONGEST_QUESTION} huruf. Tulis satu pertanyaan saja."
        raise RuleBroken("board.long", message, field="text")
    return text


def require_taking(*, ends_at: datetime, is_held: bool, on_paper: bool, now: datetime) -> None:
    """Before and during; what was written on paper in the hall may be keyed afterwards."""
    if not is_held:
        raise RuleBroken("board.cancelled", "Sesi ini tidak diadakan. Tulis ke kantornya saja.")
    if now >= ends_at + (PAPER_DAYS if on_paper else timedelta(0)):
        raise RuleBroken("board.over", "Sesi ini sudah selesai. Tulis ke kantornya saja.")
