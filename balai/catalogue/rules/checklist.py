"""Bawa apa saja: what one resident must bring, and what is still missing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """One requirement as the checklist sees it."""

    key: str
    is_brought: bool  # a form that is filled in at the counter needs no bringing
    condition: str = ""
    unless: bool = False

    def applies(self, situations: set[str]) -> bool:
        return not self.condition or (self.condition in situations) != self.unless


@dataclass(frozen=True)
class Readiness:
    needed: list[str]
    missing: list[str]

    @property
    def is_ready(self) -> bool:
        return not self.missing


def readiness(needs: list[Need], *, situations: set[str], have: set[str]) -> Readiness:
    """What this resident must bring, and what of it is not yet there."""
    applying = [need for need in needs if need.applies(situations)]
    missing = [need.key for need in applying if need.is_brought and need.key not in have]
    return Readiness(needed=[need.key for need in applying], missing=missing)
