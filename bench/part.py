"""What each part of the run is given."""

from dataclasses import dataclass

from bench.ground import Ground
from bench.report import Report


@dataclass
class Run:
    ground: Ground
    report: Report
    short: bool = False  # a trial: every measurement a fraction of its length

    def seconds(self, whole: float) -> float:
        return max(1.0, whole / 5) if self.short else whole

    def times(self, whole: int) -> int:
        return max(1, whole // 3) if self.short else whole
