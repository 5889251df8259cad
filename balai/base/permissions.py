"""What may be done, as words. Who may do it, where and until when, `people` knows."""

from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices


class Permission(TextChoices):
    QUEUE_CALL = "queue.call", "memanggil dan melayani antrean"
    QUEUE_MANAGE = "queue.manage", "membuka dan menutup antrean, mengatur loket dan kuota"
    PROGRAM_EDIT = "program.edit", "menyusun program dan jadwal"
    PROGRAM_PUBLISH = "program.publish", "menerbitkan, memindah dan membatalkan jadwal"
    ROSTER_EDIT = "roster.edit", "mengatur petugas jaga"
    ATTENDANCE_TAKE = "attendance.take", "mencatat kehadiran, lembar hitung dan hasil kerja"
    ATTENDANCE_DECIDE = "attendance.decide", "memutuskan hitungan dan hasil yang bertentangan"
    CATALOGUE_EDIT = "catalogue.edit", "menyusun standar pelayanan"
    CATALOGUE_PUBLISH = "catalogue.publish", "menerbitkan standar pelayanan"
    OFFICE_EDIT = "office.edit", "mengatur kantor, loket dan jam buka"
    OFFICE_CREATE = "office.create", "membuat kantor baru di wilayahnya"
    PEOPLE_ASSIGN = "people.assign", "menetapkan tugas petugas"
    AUDIT_READ = "audit.read", "membaca catatan perbuatan"
    CASE_WORK = "case.work", "memeriksa, meneruskan dan menjawab laporan"
    CASE_TAKE = "case.take", "menerima dan menjawab rujukan dari kantor lain"
    CASE_NARROW = "case.narrow", "melihat laporan berisiko"
    CASE_DECIDE = "case.decide", "memutuskan laporan yang ditolak dua instansi"
    VOICE_HEAR = "voice.hear", "mendengar dan mencatat di ruang curhat"
    PROMISE_READ = "promise.read", "melihat semua janji kantor"
    TREND_READ = "trend.read", "membaca tren di dalam kantor"
    TREND_TELL = "trend.tell", "menerbitkan tindak lanjut dan usulan dari tren"
    IDENTITY_OPEN = "identity.open", "membuka identitas dengan alasan"
    CONTACT_CALL = "contact.call", "menelepon warga yang kabarnya belum sampai"
    FIELD_MANAGE = "field.manage", "mengatur HP lapangan dan memutuskan kirimannya"
    DOCUMENT_CHECK = "document.check", "memeriksa berkas yang ditahan"
    REPORT_WRITE = "report.write", "menyusun laporan dan membaca surat kantor"
    REPORT_APPROVE = "report.approve", "menyetujui dan menerbitkan laporan"
    LETTER_ISSUE = "letter.issue", "menerbitkan dan mencabut surat"


class HasKey(Protocol):
    """Something with a primary key; here always an office."""

    @property
    def pk(self) -> Any: ...


class Actor(Protocol):
    """Somebody who acts. `people.Person` is the one that we have."""

    @property
    def pk(self) -> Any: ...

    def may(self, permission: str, *, at: HasKey | None = None) -> bool:
        """At this office; or, without one, at any office."""


def allowed(by: object, permission: Permission, *, at: HasKey | None = None) -> bool:
    may = getattr(by, "may", None)
    return bool(may and may(permission, at=at))


def require(by: object, permission: Permission, *, at: HasKey) -> None:
    if not allowed(by, permission, at=at):
        raise PermissionDenied(permission)
