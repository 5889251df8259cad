"""A talk in the quiet room: first the question whether it may be written down."""

from django.db.models import TextChoices

from balai.base.errors import RuleBroken


class HearingState(TextChoices):
    TALKING = "talking", "sedang bercerita"
    TOLD = "told", "tercatat"
    UNTOLD = "untold", "didengar tanpa catatan"


class Agreement(TextChoices):
    ASKED = "asked", "ditanyakan"
    GIVEN = "given", "boleh dicatat"
    REFUSED = "refused", "tidak dicatat"


LONGEST_DRAFT = 40_000  # characters of what the page keeps while somebody talks


def require_going_on(state: str) -> None:
    if state != HearingState.TALKING:
        raise RuleBroken("hearing.over", "Percakapan ini sudah selesai.")


def require_agreement(agreement: str) -> None:
    if agreement != Agreement.GIVEN:
        raise RuleBroken("hearing.not_agreed", "Tanyakan dahulu: boleh dicatat?")


def require_draft(draft: str) -> None:
    if len(draft) > LONGEST_DRAFT:
        raise RuleBroken("hearing.draft_long", "Catatan ini terlalu panjang. Simpan, lalu mulai yang baru.")


def require_newer(revision: int, *, kept: int) -> None:
    """An older page, open elsewhere, does not overwrite what was kept since."""
    if revision < kept:
        raise RuleBroken("hearing.older", "Catatan yang lebih baru sudah tersimpan dari layar lain.")
