"""Levels of the region tree (Kemendagri codes), kinds of office, seasons of opening hours."""

from django.db.models import TextChoices


class Level(TextChoices):
    PROVINCE = "provinsi", "provinsi"
    REGENCY = "kabupaten", "kabupaten"
    CITY = "kota", "kota"
    DISTRICT = "kecamatan", "kecamatan"
    WARD = "kelurahan", "kelurahan"
    VILLAGE = "desa", "desa"


class OfficeKind(TextChoices):
    DISTRICT = "kecamatan", "kantor kecamatan"
    WARD = "kelurahan", "kantor kelurahan"
    MPP = "mpp", "Mal Pelayanan Publik (MPP)"
    UNIT = "upt", "unit pelaksana teknis (UPT)"
    AGENCY = "dinas", "dinas atau badan"
    EMERGENCY = "emergency", "pusat panggilan darurat"


class Season(TextChoices):
    NORMAL = "normal", "biasa"
    RAMADAN = "ramadan", "Ramadan"


class HolidayKind(TextChoices):
    NATIONAL = "libur_nasional", "libur nasional"
    JOINT_LEAVE = "cuti_bersama", "cuti bersama"
