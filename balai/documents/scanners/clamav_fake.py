"""Stands for clamd: finds the word that it is told to find."""

from balai.documents.scanners import ScannerDown, TooLargeToScan, Verdict


class FakeClamAV:
    def __init__(self, *, finds: bytes = b"EICAR", is_down: bool = False, largest: int = 25_000_000) -> None:
        self.finds, self.is_down, self.largest = finds, is_down, largest
        self.seen: list[int] = []

    def scan(self, raw: bytes) -> Verdict:
        if self.is_down:
            raise ScannerDown("fake")
        if len(raw) > self.largest:
            raise TooLargeToScan
        self.seen.append(len(raw))
        return Verdict("Eicar-Test-Signature") if self.finds in raw else Verdict()
