"""Constraints whose names are sentences."""

from django.db.models import CheckConstraint, Q


def filled_exactly_when(condition: Q, *fields: str, name: str) -> CheckConstraint:
    """The fields are filled when the condition holds, and empty when it does not."""
    filled, empty = Q(), Q()
    for field in fields:
        filled &= Q(**{f"{field}__isnull": False})
        empty &= Q(**{f"{field}__isnull": True})
    return CheckConstraint(condition=(condition & filled) | (~condition & empty), name=name)
