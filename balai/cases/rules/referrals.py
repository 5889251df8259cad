"""Handing a part of a case on, without letting it go round in circles."""

from collections.abc import Collection

from django.db.models import TextChoices

from balai.base.errors import RuleBroken

MOST_REFUSALS = 2  # after this the head of the office decides who it belongs to


class ReferralState(TextChoices):
    SENT = "sent", "dikirim"
    RECEIVED = "received", "diterima"
    REFUSED = "refused", "bukan kewenangan"
    ANSWERED = "answered", "dijawab"
    WITHDRAWN = "withdrawn", "ditarik kembali"


NEXT: dict[str, frozenset[str]] = {
    ReferralState.SENT: frozenset(
        {ReferralState.RECEIVED, ReferralState.REFUSED, ReferralState.ANSWERED, ReferralState.WITHDRAWN}
    ),
    ReferralState.RECEIVED: frozenset(
        {ReferralState.REFUSED, ReferralState.ANSWERED, ReferralState.WITHDRAWN}
    ),
    ReferralState.REFUSED: frozenset(),
    ReferralState.ANSWERED: frozenset(),  # says the person "not yet", the office hands it on anew
    ReferralState.WITHDRAWN: frozenset(),
}
LIVE = frozenset({ReferralState.SENT, ReferralState.RECEIVED})


def require_step(old: str, new: str) -> None:
    if new not in NEXT[old]:
        raise RuleBroken("referral.step", f"Rujukan ini sudah {ReferralState(old).label}.")


def require_refusal(reason: str) -> None:
    if len(reason.strip()) < 10:
        raise RuleBroken(
            "referral.reason", "Tulis mengapa ini bukan kewenangan instansi Anda, dan siapa yang berwenang."
        )


def require_new_target(target: object, *, refused_by: Collection[object], by_head: bool) -> None:
    """No ping-pong: who refused is not asked again, and after two refusals the head decides."""
    if target in refused_by and not by_head:
        raise RuleBroken(
            "referral.ping_pong", "Instansi ini sudah menolak. Kepala kantor yang memutuskan selanjutnya."
        )
    if len(refused_by) >= MOST_REFUSALS and not by_head:
        raise RuleBroken(
            "referral.head_decides", "Sudah dua instansi menolak. Kepala kantor yang memutuskan selanjutnya."
        )
