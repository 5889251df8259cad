"""What an officer may open from the start page, by the kind of work."""

from collections.abc import Iterator
from dataclasses import dataclass

from balai.base.permissions import Permission


@dataclass(frozen=True)
class Room:
    permission: Permission
    icon: str
    title: str
    text: str
    verb: str
    name: str  # of its page


FLOORS: dict[str, list[Room]] = {
    "Melayani warga": [
        Room(
            Permission.QUEUE_CALL,
            "megaphone",
            "Meja antrean",
            "Panggil, layani, dan catat yang datang.",
            "Buka meja",
            "queues:desks",
        ),
        Room(
            Permission.VOICE_HEAR,
            "people",
            "Ruang dengar",
            "Dengarkan, catat bila boleh, bacakan kembali.",
            "Mulai mendengar",
            "voices:listen",
        ),
        Room(
            Permission.CASE_WORK,
            "megaphone",
            "Suara warga",
            "Baca, teruskan, jawab, dan tutup laporan.",
            "Buka suara warga",
            "voices:inbox",
        ),
        Room(
            Permission.CASE_TAKE,
            "arrow-right",
            "Rujukan untuk kami",
            "Bagian yang diteruskan kantor lain.",
            "Buka rujukan",
            "voices:referrals",
        ),
        Room(
            Permission.CASE_WORK,
            "people",
            "Papan pertanyaan",
            "Pandu pertanyaan warga pada sesi dialog.",
            "Buka papan",
            "voices:boards",
        ),
        Room(
            Permission.CASE_WORK,
            "map-pin",
            "Tempat kotor",
            "Baca laporan warga, jadwalkan kerja bakti, catat hasilnya.",
            "Buka tempat kotor",
            "voices:spot_desk",
        ),
        Room(
            Permission.CONTACT_CALL,
            "phone",
            "Kabar untuk warga",
            "Yang perlu ditelepon, dan yang sudah terkirim hari ini.",
            "Lihat kabar",
            "people:calls",
        ),
    ],
    "Acara dan lapangan": [
        Room(
            Permission.PROGRAM_EDIT,
            "calendar",
            "Program dan jadwal",
            "Susun jadwal, pindahkan, atau batalkan satu hari.",
            "Lihat program",
            "programs:manage",
        ),
        Room(
            Permission.ROSTER_EDIT,
            "people",
            "Petugas jaga",
            "Siapa bertugas pada hari Minggu dan hari libur.",
            "Atur jaga",
            "programs:roster",
        ),
        Room(
            Permission.ATTENDANCE_TAKE,
            "check",
            "Kehadiran dan hasil",
            "Kode ruang, daftar nama, lembar hitung, dan hasil kerja bakti.",
            "Catat kehadiran",
            "programs:attendances",
        ),
        Room(
            Permission.ATTENDANCE_TAKE,
            "people",
            "Kesan warga",
            "Yang dikatakan warga sesudah acara, dan sebulan kemudian.",
            "Lihat kesan",
            "performance:sessions",
        ),
        Room(
            Permission.REPORT_WRITE,
            "camera",
            "Foto sebelum dan sesudah",
            "Pilih, tutup wajah dan pelat, lalu terbitkan.",
            "Buka foto",
            "programs:pairs",
        ),
        Room(
            Permission.REPORT_WRITE,
            "check",
            "Laporan acara",
            "Yang harus ditutup dengan laporan, dan yang terlambat.",
            "Buka laporan",
            "front:reports",
        ),
        Room(
            Permission.FIELD_MANAGE,
            "phone",
            "Lapangan",
            "HP yang mencatat tanpa jaringan, dan catatan yang sudah tiba.",
            "Buka lapangan",
            "field:overview",
        ),
    ],
    "Kantor": [
        Room(
            Permission.CATALOGUE_EDIT,
            "document",
            "Layanan dan standar",
            "Syarat, waktu, dan biaya; layanan baru; yang tidak dilayani di sini.",
            "Buka layanan",
            "catalogue:manage",
        ),
        Room(
            Permission.OFFICE_EDIT,
            "home",
            "Kantor",
            "Alamat, loket, dan jam buka.",
            "Atur kantor",
            "people:offices",
        ),
        Room(
            Permission.PEOPLE_ASSIGN,
            "person",
            "Petugas",
            "Tugas dan akses masuk.",
            "Atur petugas",
            "people:officers",
        ),
        Room(
            Permission.REPORT_WRITE,
            "document",
            "Surat keluar",
            "Undangan dan laporan bernomor, dengan kode periksa.",
            "Lihat surat",
            "documents:letters",
        ),
        Room(
            Permission.DOCUMENT_CHECK,
            "filter",
            "Karantina berkas",
            "Berkas kiriman yang belum lolos pemeriksaan, dan sebabnya.",
            "Lihat berkas",
            "documents:quarantine",
        ),
    ],
    "Mengawasi": [
        Room(
            Permission.PROMISE_READ,
            "clock",
            "Janji kantor",
            "Yang terlambat, yang jatuh hari ini, yang ditepati.",
            "Lihat janji",
            "voices:ledger",
        ),
        Room(
            Permission.TREND_READ,
            "filter",
            "Tren suara warga",
            "Apa yang dibawa warga, dari mana, secepat apa dijawab.",
            "Baca tren",
            "voices:manage_trends",
        ),
        Room(
            Permission.CASE_NARROW,
            "lock",
            "Pembukaan darurat",
            "Laporan berisiko yang dibuka petugas lain, dan alasannya.",
            "Baca pembukaan",
            "voices:glasses",
        ),
        Room(
            Permission.AUDIT_READ,
            "lock",
            "Catatan perbuatan",
            "Siapa melakukan apa, tidak dapat diubah.",
            "Baca catatan",
            "audit:entries",
        ),
    ],
}
FIRST_FOR_LIAISONS = "voices:referrals"  # what they are here for


def floors_for(granted: set[Permission], *, is_liaison: bool) -> Iterator[tuple[str, list[Room]]]:
    """Only what this officer may open; no floor without a room."""
    for title, rooms in FLOORS.items():
        open_ones = [room for room in rooms if room.permission in granted]
        if is_liaison:
            open_ones.sort(key=lambda room: room.name != FIRST_FOR_LIAISONS)
        if open_ones:
            yield title, open_ones
