"""The words of the service standard, and what may be published when. Pure."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from balai.base.errors import RuleBroken


class Event(TextChoices):
    """Life events: how residents look for a service when they do not know its name."""

    CARD = "ktp", "KTP (kartu tanda penduduk)"
    FAMILY = "kk", "Kartu keluarga (KK)"
    BIRTH = "lahir", "Anak lahir dan tumbuh"
    MARRIAGE = "nikah", "Menikah"
    MOVE = "pindah", "Pindah rumah"
    DEATH = "wafat", "Keluarga meninggal"
    HARDSHIP = "bantuan", "Kesulitan biaya"
    WORK = "kerja", "Bekerja dan berusaha"


class Part(TextChoices):
    """What this office does of the service."""

    FORWARDS = "meneruskan", "diteruskan dan dipantau"
    ISSUES = "menerbitkan", "diterbitkan kantor ini"
    CO_SIGNS = "ikut_menandatangani", "ikut ditandatangani kantor ini"
    ASSISTS = "membantu", "dibantu menyiapkan"


class State(TextChoices):
    DRAFT = "draft", "rancangan"
    PUBLISHED = "published", "terbit"


class Form(TextChoices):
    """In which form a document is asked for."""

    ORIGINAL = "asli", "dokumen asli"
    SHOWN = "ditunjukkan", "asli, cukup ditunjukkan"
    COPY = "fotokopi", "fotokopi, aslinya ditunjukkan"
    SCAN = "pindaian", "foto atau pindaian"
    BLANK = "formulir", "formulir dari kantor"
    PRESENCE = "hadir", "hadir sendiri"


class Unit(TextChoices):
    MINUTES = "menit", "menit"
    HOURS = "jam", "jam"
    WORKING_DAYS = "hari_kerja", "hari kerja"


# UU 25/2009 pasal 21; the split of PermenPANRB 15/2014: six of delivery, eight inside the office.
DELIVERY = {
    "requirements": "Persyaratan",
    "steps": "Sistem, mekanisme, dan prosedur",
    "time_limits": "Jangka waktu penyelesaian",
    "fees": "Biaya atau tarif",
    "products": "Produk pelayanan",
    "complaint_channels": "Penanganan pengaduan, saran, dan masukan",
}
INTERNAL = {
    "legal_bases": "Dasar hukum",
    "facilities": "Sarana, prasarana, dan fasilitas",
    "competences": "Kompetensi pelaksana",
    "supervision": "Pengawasan internal",
    "staffing": "Jumlah pelaksana",
    "service_guarantee": "Jaminan pelayanan",
    "safety_guarantee": "Jaminan keamanan dan keselamatan pelayanan",
    "evaluation": "Evaluasi kinerja pelaksana",
}
COMPONENTS = DELIVERY | INTERNAL


def lines(text: str) -> list[str]:
    """A list that an officer types: one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def require_publishable(*, missing: list[str]) -> None:
    if missing:
        what = "; ".join(missing)
        raise RuleBroken("standard.incomplete", f"Belum bisa diterbitkan. Lengkapi dulu: {what}.")


def require_start(valid_from: date, *, today: date, latest: date | None) -> None:
    """A standard never changes the past, and follows the one before it."""
    if valid_from < today:
        raise RuleBroken("standard.past", "Pilih hari ini atau hari sesudahnya.", field="valid_from")
    if latest and valid_from <= latest:
        raise RuleBroken(
            "standard.order",
            f"Sudah ada standar yang berlaku mulai {latest:%d-%m-%Y}. Pilih hari sesudahnya.",
            field="valid_from",
        )


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
