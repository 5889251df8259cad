"""The words of the service standard."""

from django.db.models import TextChoices


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
