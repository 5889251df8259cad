"""Words of a case, and the one table of permitted moves."""

from django.db.models import TextChoices

from balai.base.errors import RuleBroken


class Kind(TextChoices):
    """What was brought. Each kind has clocks of its own (`terms`)."""

    CURHAT = "curhat", "curhat"
    COMPLAINT = "pengaduan", "pengaduan"
    SUPERVISION = "pengaduan_pengawasan", "pengaduan berkadar pengawasan"
    ASPIRATION = "aspirasi", "aspirasi"
    SUGGESTION = "masukan", "masukan"
    PRAISE = "apresiasi", "apresiasi"
    INFORMATION = "informasi", "permintaan informasi"
    QUESTION = "pertanyaan", "pertanyaan"
    PPID = "informasi_ppid", "permohonan informasi publik"
    FINDING = "temuan", "temuan lapangan"
    ERRAND = "titipan", "titipan layanan"


class State(TextChoices):
    SENT = "sent", "dikirim"
    VERIFIED = "verified", "diperiksa"
    FORWARDED = "forwarded", "diteruskan"
    FOLLOWED_UP = "followed_up", "ditindaklanjuti"
    ASKED = "asked", "menunggu balasan pelapor"
    ANSWERED = "answered", "dijawab"
    CLOSED = "closed", "selesai"


class Outcome(TextChoices):
    """Honest endings. Each says to the person what came of it."""

    SOLVED = "solved", "beres"
    HEARD = "heard", "didengar"
    MOVED = "moved", "dipindahkan"
    CANNOT = "cannot", "tidak dapat dilakukan"
    NO_REPLY = "no_reply", "tidak ada balasan dari pelapor"
    WITHDRAWN = "withdrawn", "dicabut oleh pelapor"
    LAPSED = "lapsed", "ditutup oleh sistem"


RESOLVED = frozenset({Outcome.SOLVED, Outcome.HEARD})
NEEDS_REASON = frozenset({Outcome.CANNOT, Outcome.MOVED})
WITHOUT_ANSWER = frozenset({Outcome.HEARD, Outcome.WITHDRAWN, Outcome.NO_REPLY})


class Side(TextChoices):
    """Who moved it. The law's clocks run against the office, never against the person."""

    PERSON = "person", "pelapor"
    OFFICE = "office", "kantor"
    AGENCY = "agency", "instansi"
    SYSTEM = "system", "sistem"


OFFICE, AGENCY, PERSON, SYSTEM = Side.OFFICE, Side.AGENCY, Side.PERSON, Side.SYSTEM

# From which state, to which, by whom. What does not stand here does not happen.
MOVES: dict[tuple[str, str], frozenset[str]] = {
    (State.SENT, State.VERIFIED): frozenset({OFFICE}),
    (State.SENT, State.ASKED): frozenset({OFFICE}),
    (State.SENT, State.CLOSED): frozenset({OFFICE, PERSON}),
    (State.VERIFIED, State.FORWARDED): frozenset({OFFICE}),
    (State.VERIFIED, State.FOLLOWED_UP): frozenset({OFFICE}),
    (State.VERIFIED, State.ASKED): frozenset({OFFICE}),
    (State.VERIFIED, State.ANSWERED): frozenset({OFFICE}),
    (State.VERIFIED, State.CLOSED): frozenset({OFFICE, PERSON}),
    (State.FORWARDED, State.VERIFIED): frozenset({OFFICE, AGENCY, PERSON}),  # refused or taken back
    (State.FORWARDED, State.FOLLOWED_UP): frozenset({OFFICE, AGENCY}),
    (State.FORWARDED, State.ASKED): frozenset({OFFICE, AGENCY}),
    (State.FORWARDED, State.ANSWERED): frozenset({OFFICE, AGENCY}),
    (State.FORWARDED, State.CLOSED): frozenset({PERSON}),
    (State.FOLLOWED_UP, State.FORWARDED): frozenset({OFFICE}),
    (State.FOLLOWED_UP, State.ASKED): frozenset({OFFICE, AGENCY}),
    (State.FOLLOWED_UP, State.ANSWERED): frozenset({OFFICE, AGENCY}),
    (State.FOLLOWED_UP, State.CLOSED): frozenset({PERSON}),
    (State.ASKED, State.SENT): frozenset({PERSON, OFFICE}),
    (State.ASKED, State.VERIFIED): frozenset({PERSON, OFFICE}),
    (State.ASKED, State.FORWARDED): frozenset({PERSON, OFFICE}),
    (State.ASKED, State.FOLLOWED_UP): frozenset({PERSON, OFFICE}),
    (State.ASKED, State.CLOSED): frozenset({OFFICE, PERSON, SYSTEM}),
    (State.ANSWERED, State.FOLLOWED_UP): frozenset({PERSON, OFFICE}),  # "belum beres"
    (State.ANSWERED, State.CLOSED): frozenset({OFFICE, PERSON, SYSTEM}),
    (State.CLOSED, State.FOLLOWED_UP): frozenset({PERSON, OFFICE}),  # opened again within the term
}
OPEN = frozenset(State.values) - {State.CLOSED}
AWAITING = frozenset({State.ASKED, State.ANSWERED})  # the person's turn; without a word it lapses


def require_move(old: str, new: str, by: str) -> None:
    if by not in MOVES.get((old, new), frozenset()):
        was, to = State(old).label, State(new).label
        raise RuleBroken("case.move", f"Laporan ini {was}; tidak bisa diubah menjadi {to}.")


def require_ending(outcome: str, *, by: str, reason: str, was_answered: bool) -> None:
    """Only an ending that is true: an answer before "beres", a reason where something is not done."""
    if by == PERSON and outcome not in {Outcome.SOLVED, Outcome.WITHDRAWN, Outcome.HEARD}:
        raise RuleBroken("case.ending", "Pelapor menutup laporan sebagai beres, didengar, atau dicabut.")
    if by == SYSTEM and outcome not in {Outcome.LAPSED, Outcome.NO_REPLY}:
        raise RuleBroken("case.ending", "Sistem hanya menutup laporan yang tidak dibalas.")
    if by in {OFFICE, AGENCY} and outcome in {Outcome.WITHDRAWN, Outcome.LAPSED}:
        raise RuleBroken("case.ending", "Hanya pelapor yang dapat mencabut laporannya.")
    if outcome in NEEDS_REASON and not reason.strip():
        raise RuleBroken("case.ending_reason", "Tulis alasannya. Pelapor akan membacanya.")
    if outcome not in WITHOUT_ANSWER | NEEDS_REASON and not was_answered and by != PERSON:
        raise RuleBroken("case.ending_answer", "Jawab dahulu, lalu tutup laporan ini.")


def require_second_person(*, closing: object, answered_by: object) -> None:
    """Nobody approves their own closing."""
    if closing is not None and closing == answered_by:
        raise RuleBroken("case.own_closing", "Jawaban Anda sendiri ditutup oleh orang lain di kantor ini.")


def require_takeable(state: str) -> None:
    """A new promise is made while the office has it in hand."""
    if state == State.CLOSED:
        raise RuleBroken("case.closed", "Laporan ini sudah selesai.")
    if state == State.ASKED:
        raise RuleBroken("case.waits", "Masih menunggu balasan. Janji baru dibuat setelah itu.")
