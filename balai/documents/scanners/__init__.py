"""Who looks for viruses. An adapter with a fake beside it; the same tests run against both."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

WITHOUT = "tanpa"  # BALAI_CLAMAV=tanpa: pictures that were drawn anew are shown without a scanner


@dataclass(frozen=True)
class Verdict:
    found: str = ""  # the name of what was found

    @property
    def is_clean(self) -> bool:
        return not self.found


class ScannerDown(Exception):
    """No answer, or none that can be understood: nothing is known about the file."""


class TooLargeToScan(Exception):
    """The scanner's own limit is below ours."""


class Scanner(Protocol):
    def scan(self, raw: bytes) -> Verdict: ...


def the_scanner() -> Scanner | None:
    """None where the office has set none."""
    from balai.documents.scanners.clamav import ClamAV

    address = settings.BALAI_CLAMAV
    return ClamAV(address) if address and address != WITHOUT else None


def does_without() -> bool:
    return bool(settings.BALAI_CLAMAV == WITHOUT)
