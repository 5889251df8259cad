"""Cost and time in a few words: what a resident sees first."""

from balai.catalogue.rules.content import FeeRow, TimeLimitRow
from balai.catalogue.rules.words import Unit

NOT_SET = "Belum ditetapkan"


def rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")


def cost(fees: list[FeeRow]) -> str:
    """'Gratis', 'Rp10.000', or that the office has not set it."""
    here = [fee.amount for fee in fees if not fee.is_elsewhere]
    if not fees:
        return NOT_SET
    if not here:
        return rupiah(sum(fee.amount for fee in fees))
    return rupiah(sum(here)) if sum(here) else "Gratis"


def cost_notes(fees: list[FeeRow]) -> list[str]:
    """What is paid, and what is paid elsewhere."""
    return [
        f"{fee.purpose}: {rupiah(fee.amount)}" + ("" if fee.is_elsewhere else ", dibayar di kantor ini")
        for fee in fees
        if fee.amount
    ]


def is_free(fees: list[FeeRow]) -> bool:
    return cost(fees) == "Gratis"


def time(limits: list[TimeLimitRow]) -> str:
    """'Paling lama 24 jam'."""
    if not limits:
        return NOT_SET
    return "Paling lama " + ", lalu ".join(f"{row.amount} {Unit(row.unit).label}" for row in limits)
