"""What is handed out on paper: its kinds, what becomes of it, how its number reads."""

from datetime import timedelta

from django.db.models import TextChoices

from balai.base.errors import RuleBroken


class LetterKind(TextChoices):
    INVITATION = "invitation", "surat undangan"
    REPORT = "report", "laporan"


class LetterState(TextChoices):
    ACTIVE = "active", "berlaku"
    SUPERSEDED = "superseded", "diganti"
    REVOKED = "revoked", "dicabut"


class Hitch(TextChoices):
    """Why the PDF of a letter is not there yet."""

    NO_PRESS = "no_press", "pustaka Pango belum dipasang di komputer kantor"
    STOPPED = "stopped", "mesin cetak berhenti di tengah jalan"
    NO_ROOM = "no_room", "tempat penyimpanan kantor sedang penuh"


NEXT_OF_LETTER: dict[str, set[str]] = {
    LetterState.ACTIVE: {LetterState.SUPERSEDED, LetterState.REVOKED},
    LetterState.SUPERSEDED: {LetterState.REVOKED},
    LetterState.REVOKED: set(),
}
TYPED, TYPED_WINDOW = 60, timedelta(minutes=10)  # short codes from one network
GUESSED = 120  # links that no paper bears, from one network in the same window
WITHOUT_PRESS = timedelta(minutes=5)
LONGEST_PAUSE = 3600


def require_letter_move(old: str, new: str) -> None:
    if new not in NEXT_OF_LETTER[old]:
        raise RuleBroken("letter.move", f"Surat ini sudah {LetterState(old).label}.")


def pause_before(tries: int, hitch: str) -> timedelta:
    """A press that is not there is looked for every five minutes; a stopped one twice as late each time."""
    if hitch == Hitch.NO_PRESS:
        return WITHOUT_PRESS
    return timedelta(seconds=min(30 * (1 << min(tries, 10)), LONGEST_PAUSE))


def number_text(*, classification: str, number: int, office: str, year: int) -> str:
    """'005/12/KEC-KEMUNING/2026'; without a classification it begins with the number."""
    parts = [classification, str(number), office.upper(), str(year)]
    return "/".join(part for part in parts if part)


def number_tail(*, number: int, year: int) -> str:
    """What the verification page shows of it."""
    return f"…/{number}/…/{year}"
