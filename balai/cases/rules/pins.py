"""The PIN that a person chooses: at least six digits, and not one that everybody tries first."""

import re

from balai.base.errors import RuleBroken

SHORTEST, LONGEST = 6, 12
RUNS = "01234567890123456789", "98765432109876543210"


def require_good(pin: str) -> None:
    if not re.fullmatch(rf"[0-9]{{{SHORTEST},{LONGEST}}}", pin):
        raise RuleBroken("pin.short", "PIN memakai 6 sampai 12 angka.")
    if len(set(pin)) == 1 or any(pin in run for run in RUNS):
        raise RuleBroken("pin.easy", "PIN ini mudah ditebak. Pilih angka lain yang Anda ingat.")
