"""How a line says no: what happened, and what can be done now. The codes are promises and never change."""

from balai.base.errors import RuleBroken


def full(when: str, *, others: bool, following: str) -> RuleBroken:
    """`when`: the slot's span; `others`: other hours of the day are free."""
    if others:
        return RuleBroken("queue.full", f"Jam {when} baru saja penuh. Jam lain masih ada, silakan pilih.")
    return RuleBroken("queue.full", f"Semua tempat hari itu sudah terisi. {_now_do(following)}".strip())


def full_here(following: str) -> RuleBroken:
    return RuleBroken("queue.full", f"Semua tempat hari ini sudah terisi. {_now_do(following)}".strip())


def past(following: str) -> RuleBroken:
    return RuleBroken("queue.past", f"Waktu layanan ini sudah lewat. {_now_do(following)}".strip())


def too_late(closed_at: str, following: str) -> RuleBroken:
    """At the door after closing time."""
    return RuleBroken("queue.past", f"Layanan sudah tutup pukul {closed_at}. {_now_do(following)}".strip())


def cancelled(reason: str, following: str) -> RuleBroken:
    said = f" karena {reason[:1].lower()}{reason[1:].rstrip('.')}" if reason else ""
    return RuleBroken("queue.cancelled", f"Jadwal ini dibatalkan{said}. {_now_do(following)}".strip())


def undecided() -> RuleBroken:
    return RuleBroken("queue.undecided", "Jadwal ini masih menunggu keputusan kantor. Coba lagi besok.")


def moved() -> RuleBroken:
    return RuleBroken("queue.moved", "Jadwal ini baru saja berubah. Muat ulang halaman, lalu pilih jam lagi.")


def not_published() -> RuleBroken:
    return RuleBroken("queue.not_published", "Program ini belum dibuka untuk umum.")


def not_open_yet(opens: str) -> RuleBroken:
    return RuleBroken("queue.not_open_yet", f"Tempat bisa dipesan mulai {opens}. Silakan kembali hari itu.")


def not_served_here(service: str) -> RuleBroken:
    return RuleBroken(
        "queue.not_served_here", f"{service} tidak dilayani di antrean ini. Pilih layanan lain."
    )


def twice(first: int | None = None) -> RuleBroken:
    """The first ticket's id is for the caller's own use; a page never shows it to whoever typed a number."""
    return RuleBroken(
        "queue.twice",
        "Nomor HP (telepon genggam) ini sudah punya nomor antrean untuk layanan dan hari yang sama. "
        "Buka nomor yang pertama dengan kode antrean, atau batalkan dulu.",
        first=first,
    )


def enough(*, has_phone: bool) -> RuleBroken:
    """One browser or one network has had its fair share of this day."""
    if has_phone:
        return RuleBroken(
            "queue.enough",
            "Dari HP atau jaringan ini sudah banyak tempat dipesan untuk hari itu. "
            "Supaya semua kebagian, silakan datang langsung: petugas memberi nomor di tempat.",
        )
    return RuleBroken(
        "queue.enough",
        "Dari HP atau jaringan ini sudah cukup banyak tempat dipesan tanpa nomor HP untuk hari itu. "
        "Isi nomor HP Anda, atau datang langsung: petugas memberi nomor di tempat.",
        field="phone",
    )


def restore_over() -> RuleBroken:
    return RuleBroken(
        "queue.restore_over",
        "Nomor ini tidak bisa dikembalikan lagi; waktunya 10 menit sesudah batal. Silakan pilih jam lagi.",
    )


def taken_meanwhile() -> RuleBroken:
    """Cancelled a moment ago, and somebody else was glad of it."""
    return RuleBroken(
        "queue.full",
        "Tempat Anda sudah diambil warga lain. Nomor lama tidak bisa kembali; silakan pilih jam lain.",
    )


def sitting_closed() -> RuleBroken:
    return RuleBroken("queue.closed", "Antrean ini sudah ditutup. Silakan pilih jadwal berikutnya.")


def sitting_paused() -> RuleBroken:
    return RuleBroken("queue.paused", "Antrean berhenti sebentar. Coba lagi beberapa menit lagi.")


def not_found() -> RuleBroken:
    return RuleBroken(
        "queue.not_found", "Kode dan nomor HP ini tidak cocok. Periksa lagi kode pada nomor antrean Anda."
    )


def counter_closed(counter: int) -> RuleBroken:
    return RuleBroken("queue.counter_closed", f"Buka loket {counter} dulu sebelum memanggil.")


def wrong_day(day: str) -> RuleBroken:
    return RuleBroken("queue.wrong_day", f"Nomor ini untuk {day}. Lapor datang pada hari itu.")


def _now_do(following: str) -> str:
    if not following:
        return "Tanyakan jadwal berikutnya ke kantor kecamatan."
    return (
        f"Yang dapat dilakukan sekarang: pesan tempat untuk {following}, "
        "dan siapkan berkas menurut daftar bawaan."
    )
