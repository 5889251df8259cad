"""How large, how many."""

from datetime import timedelta

from balai.documents.rules.refusals import refusal

MEGABYTE = 1_000_000
LARGEST = 10 * MEGABYTE  # one file
LARGEST_REQUEST = 45 * MEGABYTE  # all that one form sends
MOST_FILES = 10  # of one subject
PER_SUBJECT, SUBJECT_WINDOW = 40, timedelta(days=1)  # tries
PER_CLIENT, CLIENT_WINDOW = 300, timedelta(hours=1)  # an address that many phones share


def require_not_empty(size: int) -> None:
    if size <= 0:
        raise refusal("empty")


def require_not_too_large(size: int, largest: int = LARGEST) -> None:
    """Says how large it is, how large it may be, and what to do."""
    if size <= largest:
        return
    words = (
        f"Berkas ini {-(-size // MEGABYTE)} MB; paling besar {largest // MEGABYTE} MB. "
        "Untuk foto: pilih ukuran lebih kecil di kamera, atau kirim tangkapan layarnya. "
        "Untuk PDF: kirim halaman yang perlu saja."
    )
    raise refusal("large", words)


def require_room(*, held: int, most: int = MOST_FILES) -> None:
    if held >= most:
        raise refusal("many")
