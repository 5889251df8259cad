from datetime import datetime, time, timedelta

from django.db.models import TextChoices

from balai.base import zones


class Channel(TextChoices):
    EMAIL = "email", "surel (e-mail)"
    TEXT = "text", "SMS (pesan singkat)"
    CONSOLE = "console", "layar pengelola"


class State(TextChoices):
    PENDING = "pending", "menunggu dikirim"
    SENT = "sent", "terkirim"
    TO_CALL = "to_call", "perlu ditelepon"
    TOLD = "told", "diberi tahu petugas"
    GIVEN_UP = "given_up", "tidak terkirim"
    WITHDRAWN = "withdrawn", "ditarik sebelum dikirim"


OPEN = (State.PENDING, State.TO_CALL)  # somebody still has to be told
REACHED = (State.SENT, State.TOLD)


class Why(TextChoices):
    """Why a text did not go out, or nobody was told."""

    NO_WAY = "no_way", "pengirim SMS belum dipasang"
    PERSON_LIMIT = "person_limit", "nomor ini sudah banyak menerima SMS hari ini"
    OFFICE_LIMIT = "office_limit", "jatah SMS kantor hari ini habis"
    FAILED = "failed", "SMS tidak terkirim"
    LATE = "late", "sudah lewat waktunya"
    UNREACHED = "unreached", "tidak bisa dihubungi"


class Calling(TextChoices):
    """Whether an officer telephones where no text goes out."""

    ALWAYS = "always", "ditelepon petugas"
    AFTER_FAILURE = "after_failure", "ditelepon bila SMS gagal"
    NEVER = "never", "tidak ditelepon"


# What a kind is called on officers' pages, and whether it is worth a telephone call. Whoever sits before the
# page that gave the number need not be rung up about it, and "you are next" is over before anybody dials.
KINDS: dict[str, tuple[str, Calling]] = {
    "queues.booked": ("Nomor antrean baru", Calling.AFTER_FAILURE),
    "queues.changed": ("Jam antrean diganti", Calling.AFTER_FAILURE),
    "queues.reminder": ("Pengingat antrean", Calling.AFTER_FAILURE),
    "queues.nearly": ("Sebentar lagi giliran", Calling.NEVER),
    "queues.moved": ("Jadwal berubah", Calling.ALWAYS),
    "queues.cancelled": ("Jadwal dibatalkan", Calling.ALWAYS),
    "queues.offer": ("Tempat kosong dari daftar tunggu", Calling.ALWAYS),
    "voices.news": ("Kabar laporan", Calling.ALWAYS),
    "voices.board_answer": ("Jawaban pertanyaan di papan", Calling.ALWAYS),
    "voices.trend": ("Kabar untuk yang pernah bersuara", Calling.NEVER),
    "performance.use": ("Pertanyaan sebulan sesudah acara", Calling.ALWAYS),
}

CLAIM_LASTS = timedelta(minutes=10)  # so long a number that an officer opened counts as being rung up
MAX_TRIES = 12
KEEP_DAYS = 7  # text and address are erased so long after the notice is done with
CALL_DAYS = 14  # so long somebody waits to be telephoned; then it is said to be too late
QUIET = (time(20), time(7))  # no text leaves between them, by the office's clock
ASK_WITHIN = timedelta(hours=24)  # so long a gateway is asked what became of a text


def wait_before(tries: int) -> int:
    """Seconds before the next try: 10 s doubling up to an hour."""
    return min(10 * (1 << min(tries, 12)), 3600)


def next_asking(*, sent_at: datetime, now: datetime) -> datetime:
    """When the gateway is asked again: after a minute, and then always after twice the time."""
    return now + max(now - sent_at, timedelta(minutes=1))


def calling(kind: str) -> Calling:
    return KINDS.get(kind, ("", Calling.ALWAYS))[1]


def is_called(kind: str, why: str) -> bool:
    """Whether this goes to the officers' list; otherwise it ends without anybody being told."""
    how = calling(kind)
    return how == Calling.ALWAYS or (how == Calling.AFTER_FAILURE and why != Why.NO_WAY)


def is_quiet(now: datetime, zone: str) -> bool:
    at = zones.local(now, zone).time()
    return at >= QUIET[0] or at < QUIET[1]


def leaves_at(
    now: datetime, *, zone: str, useful_until: datetime | None = None, is_awaited: bool = False
) -> datetime:
    """When a text that is ready now may go out: not at night, unless the person waits for it, or the
    morning would be too late.
    """
    if is_awaited or not is_quiet(now, zone):
        return now
    here = zones.local(now, zone)
    day = here.date() + timedelta(days=here.time() >= QUIET[0])
    morning = datetime.combine(day, QUIET[1], tzinfo=here.tzinfo)
    return now if useful_until and morning >= useful_until else morning.astimezone(now.tzinfo)


def day_began(now: datetime, zone: str) -> datetime:
    """Midnight of this day, by the office's clock: limits of texts count from it."""
    return zones.local(now, zone).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)


def over_limit(*, to_person: int, of_office: int, most: tuple[int, int]) -> str:
    """Which limit of the day is reached, if any; most: for one number, for one office."""
    if to_person >= most[0]:
        return Why.PERSON_LIMIT
    return Why.OFFICE_LIMIT if of_office >= most[1] else ""


def template_of(kind: str) -> str:
    """'queues.booked' -> 'queues/notices/booked.txt'; its first line is the subject."""
    app, _, name = kind.partition(".")
    return f"{app}/notices/{name}.txt"


def short_template_of(kind: str) -> str:
    """'queues.booked' -> 'queues/notices/booked.sms.txt'; its last line is the link."""
    app, _, name = kind.partition(".")
    return f"{app}/notices/{name}.sms.txt"


def split_text(text: str) -> tuple[str, str]:
    """Subject and the rest."""
    subject, _, rest = text.strip().partition("\n")
    return subject.strip(), rest.strip() + "\n"
