from django.db.models import TextChoices


class Channel(TextChoices):
    EMAIL = "email", "surel (e-mail)"
    CONSOLE = "console", "layar pengelola"


class State(TextChoices):
    PENDING = "pending", "menunggu dikirim"
    SENT = "sent", "terkirim"
    GIVEN_UP = "given_up", "tidak terkirim"
    WITHDRAWN = "withdrawn", "ditarik sebelum dikirim"


MAX_TRIES = 12
KEEP_DAYS = 7  # text and address are erased so long after the notice is done with


def wait_before(tries: int) -> int:
    """Seconds before the next try: 10 s doubling up to an hour."""
    return min(10 * (1 << min(tries, 12)), 3600)


def template_of(kind: str) -> str:
    """'queues.booked' -> 'queues/notices/booked.txt'; its first line is the subject."""
    app, _, name = kind.partition(".")
    return f"{app}/notices/{name}.txt"


def split_text(text: str) -> tuple[str, str]:
    """Subject and the rest."""
    subject, _, rest = text.strip().partition("\n")
    return subject.strip(), rest.strip() + "\n"
