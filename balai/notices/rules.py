from django.db.models import TextChoices


class Channel(TextChoices):
    EMAIL = "email", "surel (e-mail)"
    CONSOLE = "console", "layar pengelola"


class State(TextChoices):
    PENDING = "pending", "menunggu dikirim"
    SENT = "sent", "terkirim"
    GIVEN_UP = "given_up", "tidak terkirim"


MAX_TRIES = 12


def wait_before(tries: int) -> int:
    """Seconds before the next try: 10 s doubling up to an hour."""
    return min(10 * 2**tries, 3600)
