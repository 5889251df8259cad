"""The words of schedules, as officers choose and residents read them."""

from django.db.models import TextChoices


class Pattern(TextChoices):
    WEEKLY = "weekly", "pada hari yang sama setiap pekan"
    MONTHLY = "monthly", "pada hari ke-sekian setiap bulan"
    DATES = "dates", "pada tanggal yang didaftar (keliling)"


class OnHolidays(TextChoices):
    OPEN = "open", "buka juga pada libur nasional"
    CLOSED = "closed", "tutup pada libur nasional"
    ASK = "ask", "libur nasional perlu keputusan"
    SAME = "same", "libur nasional tidak mengubah jadwal"


class ChangeKind(TextChoices):
    CANCELLED = "cancelled", "dibatalkan"
    MOVED = "moved", "dipindah"
    ADDED = "added", "ditambah"
    DECIDED = "decided", "diputuskan buka"


class SessionState(TextChoices):
    PLANNED = "planned", "sesuai jadwal"
    NEEDS_DECISION = "needs_decision", "perlu keputusan"
    CANCELLED = "cancelled", "dibatalkan"
    MOVED = "moved", "diubah"
    CLOSED = "closed", "selesai"


class DayState(TextChoices):
    OPEN = "open", "buka"
    CLOSED = "closed", "tutup"
    UNDECIDED = "undecided", "perlu keputusan"


class Cause(TextChoices):
    """Why a day is what it is."""

    RULE = "rule", "hari layanan"
    RULE_AND_HOLIDAY = "rule_and_holiday", "hari layanan, juga hari libur"
    HOLIDAY = "holiday", "hari libur"
    LISTED = "listed", "jadwal keliling"
    ADDED = "added", "ditambah"
    MOVED_HERE = "moved_here", "pindahan"
    DECIDED = "decided", "diputuskan kantor"
    NOT_A_DAY = "not_a_day", "bukan hari layanan"
    NOT_STARTED = "not_started", "belum mulai"
    ENDED = "ended", "sudah berakhir"
    PAUSED = "paused", "berhenti sementara"
    CANCELLED = "cancelled", "dibatalkan"
    MOVED_AWAY = "moved_away", "dipindah"
    NO_HOURS = "no_hours", "jam belum diisi"


NTHS: dict[int, str] = {1: "pertama", 2: "kedua", 3: "ketiga", 4: "keempat", 5: "kelima", -1: "terakhir"}
