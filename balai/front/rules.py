"""When a session may be reported on, and when people may still be called to it."""

from datetime import datetime

from balai.base.errors import RuleBroken


def require_over(*, ends_at: datetime, is_held: bool, now: datetime) -> None:
    if not is_held:
        raise RuleBroken("report.not_held", "Acara ini tidak diadakan. Laporannya tidak diperlukan.")
    if now < ends_at:
        raise RuleBroken("report.early", "Acara ini belum selesai. Laporan disusun setelah selesai.")


def require_ahead(*, ends_at: datetime, is_held: bool, now: datetime) -> None:
    if not is_held or ends_at <= now:
        message = "Kegiatan ini sudah selesai atau dibatalkan. Surat tidak diterbitkan lagi."
        raise RuleBroken("call.over", message)
