"""Who is present: when a hall takes people in, and how a name or a group is told from another."""

import re
from datetime import datetime, timedelta

from django.db.models import TextChoices

from balai.base import zones
from balai.base.errors import RuleBroken

EARLY = timedelta(hours=1)  # so long before the start the first may come in
KEEP = timedelta(days=90)  # a name of the list, after the session


class Way(TextChoices):
    CODE = "code", "kode kehadiran"
    LIST = "list", "daftar nama"


class Group(TextChoices):
    RESIDENTS = "residents", "warga"
    RT_RW = "rt_rw", "RT dan RW"
    KELURAHAN = "kelurahan", "kelurahan"
    KECAMATAN = "kecamatan", "kecamatan"
    AGENCY = "agency", "instansi"


def require_begun(*, is_held: bool, starts_at: datetime, zone: str, now: datetime) -> None:
    """From an hour before the start on."""
    if not is_held:
        raise RuleBroken(
            "attendance.not_held", "Acara ini dibatalkan atau sudah ditutup. Kehadiran tidak dicatat."
        )
    if now < starts_at - EARLY:
        begins = f"{zones.day(zones.local_day(starts_at, zone))}, pukul {zones.hour(starts_at - EARLY, zone)}"
        raise RuleBroken("attendance.early", f"Kehadiran baru bisa dicatat mulai {begins}.")


def require_running(*, ends_at: datetime, zone: str, now: datetime) -> None:
    if now >= ends_at:
        message = f"Acara ini selesai pukul {zones.hour(ends_at, zone)}. Kehadiran tidak dicatat lagi."
        raise RuleBroken("attendance.over", message)


def key_of(words: str) -> str:
    """'RT 05', 'rt.5' and 'Rt 5' are one; so is a name in capitals or with more spaces."""
    parts = re.findall(r"\d+|[^\W\d_]+", words.casefold())
    return " ".join(part.lstrip("0") or "0" if part.isdigit() else part for part in parts)
