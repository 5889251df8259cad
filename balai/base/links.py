"""Whole addresses that a token opens, for letters, texts and answers to other programs."""

from functools import cache

from django.conf import settings
from django.urls import reverse

SAMPLE = "A" * 22  # as long as a token


def link_of(page: str, token: str) -> str:
    """Of this page ('queues:ticket'). Django finds an address in many steps: once for each page is enough."""
    before, after = _around(page)
    return f"{settings.BALAI_URL}{before}{token}{after}"


@cache
def _around(page: str) -> tuple[str, str]:
    before, _, after = reverse(page, args=[SAMPLE]).partition(SAMPLE)
    return before, after
