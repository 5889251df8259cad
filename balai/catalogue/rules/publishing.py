"""When a standard may begin."""

from datetime import date

from balai.base.errors import RuleBroken
from balai.base.zones import day


def require_start(valid_from: date, *, today: date, latest: date | None) -> None:
    """A standard never changes the past, and follows the one before it."""
    if valid_from < today:
        raise RuleBroken("standard.past", "Pilih hari ini atau hari sesudahnya.", field="valid_from")
    if latest and valid_from <= latest:
        raise RuleBroken(
            "standard.order",
            f"Sudah ada standar yang berlaku mulai {day(latest)}. Pilih hari sesudahnya.",
            field="valid_from",
        )
