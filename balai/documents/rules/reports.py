"""A report: what may follow what, what its text must not hold, when it is late."""

from datetime import date

from django.db.models import TextChoices

from balai.base.calendar import WorkingCalendar
from balai.base.errors import RuleBroken

WORKING_DAYS = 3


class ReportState(TextChoices):
    DRAFT = "draft", "sedang disusun"
    SUBMITTED = "submitted", "menunggu persetujuan"
    RETURNED = "returned", "dikembalikan"
    PUBLISHED = "published", "terbit"


class ConsentShown(TextChoices):
    """Whether the people on a photo may be shown."""

    NOBODY = "nobody", "tidak ada orang yang dapat dikenali"
    AGREED = "agreed", "semua orang yang tampak sudah setuju"
    MISSING = "missing", "belum ada persetujuan"


SHOWABLE = (ConsentShown.NOBODY, ConsentShown.AGREED)
NEXT_OF_REPORT: dict[str, set[str]] = {
    ReportState.DRAFT: {ReportState.SUBMITTED},
    ReportState.SUBMITTED: {ReportState.RETURNED, ReportState.PUBLISHED},
    ReportState.RETURNED: {ReportState.SUBMITTED},
    ReportState.PUBLISHED: set(),
}
BEING_WRITTEN = (ReportState.DRAFT, ReportState.RETURNED)


def require_report_move(old: str, new: str) -> None:
    if new not in NEXT_OF_REPORT[old]:
        raise RuleBroken("report.move", f"Laporan ini {ReportState(old).label}: langkah itu tidak bisa lagi.")


def require_being_written(state: str) -> None:
    if state not in BEING_WRITTEN:
        raise RuleBroken(
            "report.not_written", f"Laporan ini {ReportState(state).label}. Isinya tidak bisa diubah."
        )


def require_another(*, maker: object, approver: object) -> None:
    if maker == approver:
        raise RuleBroken("report.own", "Laporan sendiri disetujui oleh orang lain.")


def due_on(on: date, days: int, calendar: WorkingCalendar) -> date:
    return calendar.add_working_days(on, days)
