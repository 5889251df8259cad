"""Every free field says whether it may hold something personal; tests/house asks each of them."""

from typing import Any, TypeVar

F = TypeVar("F", bound=Any)


def personal(field: F) -> F:
    """May hold personal data: erased when its keeping time is over, never logged or exported."""
    field.is_personal = True
    return field


def plain(field: F) -> F:
    """Never holds personal data."""
    field.is_personal = False
    return field
